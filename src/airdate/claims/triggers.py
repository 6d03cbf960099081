"""Triggers: single words that may tell of an event, where no cue of `cues.tsv` does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from airdate.claims.events import Cue, Rule
from airdate.claims.inflect import Form
from airdate.claims.lexicon import rows

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDINGS = (("ing", Form.ING), ("ed", Form.PAST), ("s", Form.THIRD))
_MOST = 30  # triggers of one sentence


@cache
def _stems() -> tuple[dict[str, str], dict[str, str]]:
    """Return stem → event for stems that begin words, and for whole words."""
    begin: dict[str, str] = {}
    whole: dict[str, str] = {}
    for row in rows("triggers.tsv"):
        for stem in row["stems"].split():
            table = whole if stem.endswith("$") else begin
            table.setdefault(stem.rstrip("$"), row["event"])
    return begin, whole


@cache
def _rule(event: str, stem: str) -> Rule:
    return Rule(f"word:{stem}", event, (), re.compile("$^"), {}, "tense", "model", "")


def triggers(masked: str, cues: list[Cue]) -> list[Cue]:
    """Return the triggers of a sentence outside its cues, by position.

    masked: the sentence with its titles blotted out.
    """
    told = [(at, named) for at, named in enumerate(map(_named, _WORD.findall(masked))) if named]
    if not told:  # of most texts, most sentences: where their words are need not be known
        return []
    matches = list(_WORD.finditer(masked))
    taken = [(cue.start, cue.end) for cue in cues if cue.event != "absorb"]
    found: list[Cue] = []
    seen: set[str] = set()
    for at, (stem, event) in told:
        start, end = matches[at].span()
        if any(low < end and start < high for low, high in taken):
            continue
        if stem not in seen:
            seen.add(stem)
            form = _form(matches[at][0].casefold())
            found.append(Cue(start, end, _rule(event, stem), form, start))
    return found[:_MOST]


@lru_cache(maxsize=20_000)  # words: those of some dozen articles
def _named(written: str) -> tuple[str, str] | None:
    word = written.casefold()
    begin, whole = _stems()
    if word in whole:
        return word, whole[word]
    for length in range(min(len(word), 14), 2, -1):
        if (stem := word[:length]) in begin:
            return stem, begin[stem]
    return None


def _form(word: str) -> Form:
    return next((form for ending, form in _ENDINGS if word.endswith(ending)), Form.BASE)


def stems() -> Iterator[str]:
    """Yield every stem of the list, for its tests."""
    for table in _stems():
        yield from table
