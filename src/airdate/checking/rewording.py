"""Other words for an article, taken only where they say the same and nothing more."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from airdate.checking.findings import Checkup, Verdict
from airdate.checking.grounding import Article
from airdate.model import title_key

_GOOD = (Verdict.SUPPORTED, Verdict.UNDERSTATED)


@dataclass(frozen=True, slots=True)
class Reworded:
    """An article, and why other words for it were not taken; None where they were, or none were."""

    article: Article
    refused: str | None = None


def reworded(
    article: Article, texts: Sequence[str], check: Callable[[Article], Checkup]
) -> Reworded:
    """Return the article in other words if a check still finds every sentence borne out.

    They must claim what the plain ones claim, and bring no name and no number that these have not.
    Else the plain text stands.
    """
    plain = [line.text for line in article.lines]
    if len(texts) != len(plain):
        return Reworded(article, "another number of sentences came back")
    for old, new in zip(plain, texts, strict=True):
        if fresh := _fresh(old, new):
            return Reworded(article, f"the new words bring {', '.join(fresh[:3])!r}")
    other = _with_texts(article, texts)
    found = check(other)
    wrong = [each for each in found.checked if each.verdict not in _GOOD]
    if wrong:
        return Reworded(article, f"a new sentence is not borne out: {wrong[0].because}")
    if _claimed(found) != _claimed(check(article)):
        return Reworded(article, "the new words do not claim what the plain ones do")
    return Reworded(other)


def _claimed(checkup: Checkup) -> frozenset[tuple[object, ...]]:
    claims = (each.claim for each in checkup.checked)
    return frozenset((c.subject.key, c.statement, c.status) for c in claims)


def _fresh(old: str, new: str) -> list[str]:
    """Return the names and numbers of new words that the old ones have not."""
    known = set(title_key(old).split())
    first = re.match(r"\W*\w+", new)
    skipped = first.end() if first else 0
    names = [*re.findall(r"\b[^\W\d_]*[A-Z가-힣][\w'’-]*|\d[\d.,]*", new[skipped:])]
    return [name for name in names if not set(title_key(name).split()) <= known]


def _with_texts(article: Article, texts: Sequence[str]) -> Article:
    rest = iter(texts)
    passages = tuple(
        (heading, tuple(replace(line, text=next(rest)) for line in lines))
        for heading, lines in article.passages
    )
    return replace(article, passages=passages)
