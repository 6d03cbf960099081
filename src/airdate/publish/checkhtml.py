"""A checked draft as one page of HTML: its text with every claim marked, and what is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from airdate.checking import Checked, Checkup, Verdict
from airdate.publish.checkup import NAMES, SIGNS, silent_words, suggestion, summary, what_words
from airdate.publish.text import link, safe
from airdate.wording import day_words

if TYPE_CHECKING:
    from jinja2 import Template

MOST = 12
"""Claims of the ledger that are listed behind a verdict: the rest only repeat."""

_GRAVITY = {verdict: place for place, verdict in enumerate(Verdict)}


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of the draft. worst: the gravest verdict on a claim of it, empty without any.

    numbers: those of its findings.
    """

    words: str
    worst: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the draft, and what was found in it. tag: `h3` for a heading, else `p`.

    numbers: the place of each finding among all, from 1, by which a link leads to it.
    """

    tag: str
    parts: tuple[Part, ...]
    found: tuple[Checked, ...]
    numbers: tuple[int, ...]


def checkup_html(checkup: Checkup) -> str:
    """Return the check as a page: no script, nothing loaded from elsewhere, all text escaped."""
    return _template().render(
        checkup=checkup,
        paragraphs=paragraphs(checkup),
        summary=summary(checkup),
        silent=silent_words(checkup.silent) if checkup.silent else "",
        names=NAMES,
        signs=SIGNS,
        most=MOST,
    )


def paragraphs(checkup: Checkup) -> tuple[Paragraph, ...]:
    """Return the text of a draft by paragraphs; the heading only where it claims something."""
    document = checkup.document
    sentences: dict[int, list[Checked]] = {}
    for each in checkup.checked:
        sentences.setdefault(each.claim.sentence, []).append(each)
    by_paragraph: dict[int, list[int]] = {}
    headings = {s.section for s in document.sentences if s.section is not None}
    for sentence in document.sentences:
        by_paragraph.setdefault(sentence.paragraph, []).append(sentence.number)
    made, before = [], 0
    for number, own in by_paragraph.items():
        found = [each for sentence in own for each in sentences.get(sentence, ())]
        if number == 0 and not found:
            continue  # the heading stands above already
        parts = []
        first = before + 1
        for n in own:
            on_it = sentences.get(n, ())
            numbers = tuple(range(before + 1, before + 1 + len(on_it)))
            before += len(on_it)
            parts.append(Part(" ".join(document.words_of(n).split()), _worst(on_it), numbers))
        tag = "h3" if own[0] in headings or number == 0 else "p"
        all_ = tuple(range(first, before + 1))
        made.append(Paragraph(tag, tuple(parts), tuple(found), all_))
    return tuple(made)


def first_of(found: Sequence[Paragraph], verdict: Verdict) -> int | None:
    """Return the number of the first finding with a verdict, None where there is none."""
    numbered = (pair for each in found for pair in zip(each.numbers, each.found, strict=True))
    return next((number for number, one in numbered if one.verdict is verdict), None)


def _worst(found: Sequence[Checked]) -> str:
    if not found:
        return ""
    return str(min(found, key=lambda each: _GRAVITY[each.verdict]).verdict)


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    page = Environment(
        loader=PackageLoader("airdate.publish"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    page.filters.update(filters())
    return page.get_template("checkup.html")


def filters() -> dict[str, Callable[..., object]]:
    """Return the filters that `marked.html` asks for, by their names."""
    return {
        "day": day_words,
        "safe_text": safe,
        "link": link,
        "what": what_words,
        "better": _better,
    }


def _better(found: Checked) -> str:
    return suggestion(found) or ""
