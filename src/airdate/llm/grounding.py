"""What a model answers → claims that stand in the text, and why the rest does not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from airdate.model import (
    Claim,
    Credit,
    CreditKind,
    DateRange,
    Document,
    Event,
    Installment,
    Milestone,
    Status,
    TimeExpression,
    title_key,
)

CONFIDENCE = 0.5
"""The chance that a careful reader agrees with a claim that only a model found: not measured, so
an even one."""

_LARGEST_SEASON = 999
_LONGEST = 2_000
"""Characters of a field: more is no quotation."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A claim of a model that was not let through: what it said, cut, and why."""

    said: str
    why: str


class _NotSo(Exception):
    """Why a claim is not let through."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A document, and the days that our own dates find in it."""

    document: Document
    times: Sequence[TimeExpression]


def grounded(said: Any, ground: Ground, *, model: str, anchor: date) -> Claim | Refusal:
    """Return the claim that a model made, or why it is not let through."""
    try:
        return _claim(said, ground, model=model, anchor=anchor)
    except _NotSo as why:
        return Refusal(repr(said)[:200], str(why))


def _claim(said: Any, ground: Ground, *, model: str, anchor: date) -> Claim:
    if not isinstance(said, Mapping):
        raise _NotSo("it is no object")
    number = said.get("sentence")
    sentences = ground.document.sentences
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < len(sentences):
        raise _NotSo("it names no sentence of the text")
    start, end = _place(ground, number, _field(said, "words"), what="its words")
    statement, phrase = _statement(said, ground, number)
    return Claim(
        subject=_subject(said, ground.document),
        statement=statement,
        status=_status(said, statement, anchor=anchor),
        source=_source(said, ground.document),
        sentence=number,
        start=start,
        end=end,
        phrase=phrase,
        rule=f"llm:{model}",
        confidence=CONFIDENCE,
    )


def _field(said: Mapping[str, Any], name: str) -> str:
    found = said.get(name)
    if not isinstance(found, str) or not found.strip():
        raise _NotSo(f"it has no {name}")
    if len(found) > _LONGEST:
        raise _NotSo(f"its {name} is longer than {_LONGEST} characters")
    return found


def _given(said: Mapping[str, Any], name: str) -> str | None:
    return None if said.get(name) in (None, "") else _field(said, name)


@lru_cache(maxsize=512)
def _pattern(words: str) -> re.Pattern[str]:
    """Return what finds words in a text, whatever the blanks between them."""
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()))


def _place(ground: Ground, number: int, words: str, *, what: str) -> tuple[int, int]:
    """Return where words stand in a sentence. Raises: _NotSo where they do not, to the letter."""
    sentence = ground.document.sentences[number]
    found = _pattern(words).search(ground.document.text, sentence.start, sentence.end)
    if found is None:
        raise _NotSo(f"{what} do not stand in sentence {number}")
    return found.span()


def _subject(said: Mapping[str, Any], document: Document) -> Installment:
    title = " ".join(_field(said, "title").split())
    key = title_key(title)
    if not key or key not in title_key_of_text(document):
        raise _NotSo("the text does not name that title")
    season = said.get("season")
    if season is not None and (
        not isinstance(season, int) or isinstance(season, bool) or not 0 < season <= _LARGEST_SEASON
    ):
        raise _NotSo("its season is no number from 1 to 999")
    if season is not None and not _season_told(document, season):
        raise _NotSo("the text names no such season")
    return Installment(title, season)


def title_key_of_text(document: Document) -> str:
    """Return the text as titles are compared."""
    return title_key(document.text)


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _season_told(document: Document, season: int) -> bool:
    """Return whether a text names a season, in digits or words."""
    forms = [rf"(?<!\d){season}(?!\d)"]
    if season <= len(_ORDINALS):
        forms += [_ORDINALS[season - 1], _NUMBERS[season - 1]]
    return re.search("|".join(forms), document.text, re.IGNORECASE) is not None


def _statement(
    said: Mapping[str, Any], ground: Ground, number: int
) -> tuple[Milestone | Credit, str | None]:
    if said.get("kind") == "cast":
        return _credit(said, ground.document), None
    if said.get("kind") != "milestone":
        raise _NotSo("its kind is neither milestone nor cast")
    try:
        event = Event(str(said.get("event")))
    except ValueError:
        raise _NotSo("its event is none of ours") from None
    when, phrase = _when(said, ground, number)
    return Milestone(event, when), phrase


def _when(
    said: Mapping[str, Any], ground: Ground, number: int
) -> tuple[DateRange | None, str | None]:
    """Return the days that the words give by our own dates; a model's arithmetic is not asked."""
    words = _given(said, "date_words")
    if words is None:
        return None, None
    start, end = _place(ground, number, words, what="its date words")
    here = [t for t in ground.times if t.start < end and start < t.end and t.range is not None]
    if not here:
        raise _NotSo("its date words give no day")
    best = max(here, key=lambda t: min(t.end, end) - max(t.start, start))
    return best.range, best.words


def _credit(said: Mapping[str, Any], document: Document) -> Credit:
    try:
        kind = CreditKind(str(said.get("credit")))
    except ValueError:
        raise _NotSo("its credit is none of ours") from None
    person, character = _field(said, "person"), _given(said, "character")
    for name in (person, character):
        if name is not None and _pattern(name).search(document.text) is None:
            raise _NotSo(f"the text does not name {name!r:.60}")
    return Credit(
        " ".join(person.split()), kind, " ".join(character.split()) if character else None
    )


def _status(said: Mapping[str, Any], statement: Milestone | Credit, *, anchor: date) -> Status:
    try:
        status = Status(str(said.get("status")))
    except ValueError:
        raise _NotSo("its status is none of ours") from None
    when = statement.when if isinstance(statement, Milestone) else None
    if status is Status.DONE and when and when.earliest and when.earliest > anchor:
        raise _NotSo("it says that a day to come is over")
    return status


def _source(said: Mapping[str, Any], document: Document) -> str | None:
    source = _given(said, "source")
    if source is None:
        return None
    if _pattern(source).search(document.text) is None:
        raise _NotSo("the text does not name whom it credits")
    return " ".join(source.split())
