"""Milestone claims of a document: event, range of days, status, credited source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from airdate.claims.choice import model
from airdate.claims.context import Context, Line
from airdate.claims.drafts import Draft, drafts, placed
from airdate.claims.meant import Asking
from airdate.claims.traits import lies_to, traits
from airdate.model import Claim, Event, Installment, Milestone, Sentence, Status

_BOILERPLATE = re.compile(
    r"^\W*(?:also\sread|read\s(?:also|more|next)|related|more\sfrom|you\smight|see\salso|copyright|"
    r"©|share\sthis|subscribe|sign\sup|follow\sus|published|by\s[A-Z]|posted\sin|watch:|tags?:|"
    r"photo|image|source:|credit)\b",
    re.IGNORECASE,
)
# A claim is made where it is likelier than not; below that the best guess costs more than it gives.
_LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Decision:
    """What is made of a draft: its event (or order), its status, and how likely both are right."""

    draft: Draft
    event: str
    status: Status
    confidence: float


def read(context: Context) -> list[Claim]:
    """Return the milestone claims of a document, by position."""
    return [claim for s in context.document.sentences for claim in _sentence(context, s)]


def _sentence(context: Context, sentence: Sentence) -> list[Claim]:
    """Return the claims of one sentence, by position."""
    line = line_of(context, sentence)
    if line is None:
        return []
    decisions = [made for draft in drafts(line) if (made := decided(line, draft))]
    found = [claim for made in decisions for claim in _claims(line, made)]
    dated = {(c.statement, c.subject) for c in found if c.phrase}
    told = {(made.event, subject) for made, subject in dated if isinstance(made, Milestone)}
    kept = [c for c in found if c.phrase or not _told(c, told)]
    return sorted(kept, key=lambda c: (c.start, c.end))


def _told(claim: Claim, told: set[tuple[Event, Installment]]) -> bool:
    """Return whether a claim without a day only repeats one with a day."""
    made = claim.statement
    delayed = isinstance(made, Milestone) and made.event is Event.DELAY
    return not delayed and isinstance(made, Milestone) and (made.event, claim.subject) in told


def decided(line: Line, draft: Draft) -> Decision | None:
    """Return what is made of a draft: its likeliest event and status; None where it is no claim."""
    features = traits(line, draft)
    events = model("event").probabilities(features)
    event = max((e for e in events if e != "none"), key=events.__getitem__)
    if events["none"] >= _LIKELY:
        return None
    statuses = model("status").probabilities(features)
    status = max(statuses, key=statuses.__getitem__)
    return Decision(draft, event, Status(status), events[event] * statuses[status])


def line_of(context: Context, sentence: Sentence) -> Line | None:
    """Return a sentence, taken apart; None for a question or boilerplate, which claim nothing."""
    words = context.document.words_of(sentence.number)
    if words.rstrip("\"'”’ ").endswith("?") or _BOILERPLATE.match(words):
        return None
    return Line.of(context, sentence)


def _claims(line: Line, made: Decision) -> Iterator[Claim]:
    """Yield the claims of a decision: one for each installment meant."""
    draft = made.draft
    time = draft.time and placed(line, draft.cue, draft.time, status=made.status)
    if time is not None and time.range is None:
        return
    place = time or draft.cue
    for subject in line.context.subjects.about(asking(line, made)):
        yield Claim(
            subject=subject,
            statement=Milestone(_named(made.event, subject), time.range if time else None),
            status=made.status,
            source=line.source(place.start, place.end),
            sentence=line.sentence.number,
            start=line.sentence.start + place.start,
            end=line.sentence.start + place.end,
            phrase=time.words if time else None,
            rule=draft.cue.rule.name,
            confidence=round(made.confidence, 3),
        )


def asking(line: Line, made: Decision) -> Asking:
    """Return the question whom a decision is about."""
    base, draft = line.sentence.start, made.draft
    day = base + draft.time.start if draft.time else -1
    lies = lies_to(line, draft) if draft.time else ""
    return Asking(line.sentence.number, base + draft.cue.start, made.event, made.status, lies, day)


def _named(event: str, subject: Installment) -> Event:
    """Return the event of the model: an order renews a series and announces a new title."""
    if event == "order":
        return Event.ANNOUNCED if subject.season in {None, 1} else Event.RENEWED
    return Event(event)
