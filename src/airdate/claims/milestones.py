"""Milestone claims of a document: event, range of days, status, credited source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from airdate.claims import questions
from airdate.claims.context import Context, Line
from airdate.claims.drafts import Draft, drafts, placed
from airdate.claims.events import Cue
from airdate.model import (
    Claim,
    Event,
    Installment,
    Milestone,
    Sentence,
    Status,
    TimeExpression,
)

_BOILERPLATE = re.compile(
    r"^\W*(?:also\sread|read\s(?:also|more|next)|related|more\sfrom|you\smight|see\salso|copyright|"
    r"©|share\sthis|subscribe|sign\sup|follow\sus|published|by\s[A-Z]|posted\sin|watch:|tags?:|"
    r"photo|image|source:|credit)\b",
    re.IGNORECASE,
)
# Characters after a cue within which a name is its object; farther on it is the day's own subject.
_OBJECT = 25
_VIEWING = {"available", "watch_now", "stream_now"}  # what can be watched is what came first
# The share of claims of a status that a careful reader agrees with in event, range and status, as
# measured on the development set (`python -m evaluation.reading --reliability`), rounded; a day far
# from its cue takes from it.
_RIGHT = {
    Status.DONE: 0.75,
    Status.DENIED: 0.75,
    Status.PLANNED: 0.7,
    Status.EXPECTED: 0.55,
    Status.RUMOURED: 0.4,
    Status.DROPPED: 0.4,
}
_LEAST = 0.2


def read(context: Context) -> list[Claim]:
    """Return the milestone claims of a document, by position."""
    return [claim for s in context.document.sentences for claim in _sentence(context, s)]


def _sentence(context: Context, sentence: Sentence) -> list[Claim]:
    """Return the claims of one sentence, by position."""
    line = line_of(context, sentence)
    if line is None:
        return []
    found = [claim for draft in drafts(line) if draft.stands for claim in _claims(line, draft)]
    return sorted(found, key=lambda c: (c.start, c.end))


def line_of(context: Context, sentence: Sentence) -> Line | None:
    """Return a sentence, taken apart; None for a question or boilerplate, which claim nothing."""
    words = context.document.words_of(sentence.number)
    if words.rstrip("\"'”’ ").endswith("?") or _BOILERPLATE.match(words):
        return None
    return Line.of(context, sentence)


def _claims(line: Line, draft: Draft) -> Iterator[Claim]:
    """Yield the claims of a draft: one for each installment meant."""
    time = draft.time and placed(line, draft.cue, draft.time, status=draft.status)
    if time is not None and time.range is None:
        return
    place = time or draft.cue
    confidence = max(_LEAST, _RIGHT[draft.status] - draft.cost / 50)
    for subject in _subjects(line, draft):
        yield Claim(
            subject=subject,
            statement=Milestone(_named(draft.event, subject), time.range if time else None),
            status=draft.status,
            source=line.source(place.start, place.end),
            sentence=line.sentence.number,
            start=line.sentence.start + place.start,
            end=line.sentence.start + place.end,
            phrase=time.words if time else None,
            rule=draft.cue.rule.name,
            confidence=confidence,
        )


def _subjects(line: Line, draft: Draft) -> tuple[Installment, ...]:
    """Return what a draft is about."""
    number, base, cue = line.sentence.number, line.sentence.start, draft.cue
    if cue.rule.name == "answer":
        number = questions.number(line.sentence)
    found = line.context.subjects.all_at(number, base + _place(line, cue, draft.time))
    if draft.time is None and cue.rule.name not in _VIEWING:
        return found
    return tuple(_aired(line, subject, draft) for subject in found)


def _place(line: Line, cue: Cue, time: TimeExpression | None) -> int:
    """Return where the subject is looked for; a season between cue and day is the day's own."""
    if time is not None and time.start > cue.end and line.parted(cue.end + _OBJECT, time.start):
        return time.start
    return cue.start


def _named(event: str, subject: Installment) -> Event:
    """Return the event of the model: an order renews a series and announces a new title."""
    if event == "order":
        return Event.ANNOUNCED if subject.season in {None, 1} else Event.RENEWED
    return Event(event)


def _aired(line: Line, subject: Installment, draft: Draft) -> Installment:
    """Return the installment of a release: "it premiered in 2022" is the first season's."""
    main = line.context.subjects.main
    if draft.event != "release" or draft.status is not Status.DONE or subject != main:
        return subject
    if main is None or (main.season or 0) < 2 or line.names_season:
        return subject
    return replace(subject, season=1)
