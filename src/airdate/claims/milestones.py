"""Milestone claims of a document: event, range of days, status, credited source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from airdate.claims import certainty, linking
from airdate.claims.context import Context, Line
from airdate.claims.drafts import Draft, drafts, placed
from airdate.claims.meant import Asking
from airdate.claims.traits import lies_to
from airdate.claims.weighing import OF_EVENT, OF_STATUS, scales
from airdate.model import Claim, Event, Installment, Milestone, Sentence, Status

_BOILERPLATE = re.compile(
    r"^\W*(?:also\sread|read\s(?:also|more|next)|related|more\sfrom|you\smight|see\salso|copyright|"
    r"©|share\sthis|subscribe|sign\sup|follow\sus|published|by\s[A-Z]|posted\sin|watch:|tags?:|"
    r"photo|image|source:|credit)\b",
    re.IGNORECASE,
)
# A claim is made where it is likelier than not; below that the best guess costs more than it gives.
_LIKELY = 0.5
# The share of claims whose work is the right one, out of fold on whole articles; a claim is as
# likely right as its event, its status and its work are.
_TITLED = 0.8


# A draft and the summed weights of its features.
Weighed = tuple[Draft, int]


@dataclass(frozen=True, slots=True)
class Decision:
    """What is made of a draft: its event (or order), its status, and how likely both are right."""

    draft: Draft
    event: str
    status: Status
    confidence: float


def read(context: Context, *, plainly: bool = False) -> list[Claim]:
    """Return the milestone claims of a document, by position.

    plainly: by the rules alone, as a reference for what is chosen by weights.
    """
    decide = _plainly if plainly else _by_weights
    return [claim for s in context.document.sentences for claim in _sentence(context, s, decide)]


def _sentence(
    context: Context, sentence: Sentence, decide: Callable[[Line], list[Decision]]
) -> list[Claim]:
    """Return the claims of one sentence, by position."""
    line = line_of(context, sentence)
    if line is None:
        return []
    decisions = decide(line)
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


def _plainly(line: Line) -> list[Decision]:
    """Return the decisions of the plain rules: the drafts that stand, as they are."""
    return [Decision(d, d.event, d.status, 0.5) for d in drafts(line) if d.stands]


def _by_weights(line: Line) -> list[Decision]:
    """Return the decisions by weight: for each day, and each cue without one, at most one."""
    found = drafts(line)
    weighed = list(zip(found, scales().weigh(line, found), strict=True))
    return [made for rivals in _rivals(weighed) if (made := decided(line, rivals))]


def _rivals(weighed: list[Weighed]) -> list[list[Weighed]]:
    """Return the drafts of a sentence, those of one day together."""
    by_day: dict[tuple[int, int], list[Weighed]] = {}
    alone: list[list[Weighed]] = []
    for each in weighed:
        time = each[0].time
        if time:
            by_day.setdefault((time.start, time.end), []).append(each)
        else:
            alone.append([each])
    return [*by_day.values(), *alone]


def decided(line: Line, rivals: list[Weighed]) -> Decision | None:
    """Return what is made of drafts that exclude each other; None where they are no claim.

    The draft of which the weights are surest decides; its event may be that of another's cue, which
    then gives the status and the place.
    """
    joined = scales().joined
    events, names = joined.labels
    chances = [joined.chances(total, OF_EVENT) for _, total in rivals]
    surest = max(chances, key=max)
    none = events.index("none")
    if surest[none] >= _LIKELY:
        return None
    likeliest = max((i for i in range(len(events)) if i != none), key=surest.__getitem__)
    event = events[likeliest]
    best = max(
        range(len(rivals)), key=lambda i: (rivals[i][0].event == event, chances[i][likeliest])
    )
    draft, total = rivals[best]
    statuses = joined.chances(total, OF_STATUS)
    chance = max(statuses)
    status = Status(names[statuses.index(chance)])
    if _only_said(line, draft, event, status):
        return None
    if status in {Status.PLANNED, Status.EXPECTED} and certainty.in_rumours(
        line.context.document, line.sentence.number
    ):
        status = Status.RUMOURED
    return Decision(draft, event, status, surest[likeliest] * chance)


# ", the streamer announced on Sunday.": who speaks and when, behind what is told.
_SAID = re.compile(
    r"[,”\"]\s(?:[\w+’'&.-]+\s){1,7}(?:said|announced|revealed|confirmed|reported)\s(?:on\s)?$"
)
_SAID_DAY = re.compile(
    r"(?:on\s)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday)", re.I
)
_SAID_END = re.compile(r"\W*$|[,;]")
_SAID_REACH = 120  # characters


def _only_said(line: Line, draft: Draft, event: str, status: Status) -> bool:
    """Return whether the day of a draft is that of its telling, not of what is told.

    What happens by being announced is of that day: a renewal, an end, a delay.
    """
    time = draft.time
    if time is None or (event in linking.BY_WORD and status is Status.DONE):
        return False
    lead = line.words[max(0, time.start - _SAID_REACH) : time.start]
    return (
        _SAID_DAY.fullmatch(time.words) is not None
        and _SAID_END.match(line.words, time.end) is not None
        and _SAID.search(lead) is not None
    )


def line_of(context: Context, sentence: Sentence) -> Line | None:
    """Return a sentence, taken apart; None for a question or boilerplate, which claim nothing."""
    words = context.document.words_of(sentence.number)
    if words.rstrip("\"'”’ ").endswith("?") or _BOILERPLATE.match(words):
        return None
    return Line.of(context, sentence)


def _claims(line: Line, made: Decision) -> Iterator[Claim]:
    """Yield the claims of a decision: one for each installment meant."""
    draft = made.draft
    time = draft.time and placed(line, draft.cue, draft.time, status=made.status, event=made.event)
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
            confidence=round(_TITLED * made.confidence, 3),
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
