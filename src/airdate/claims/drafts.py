"""Drafts of claims: what the plain rules make of each cue and each day of a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from airdate.claims import certainty, days, events, linking, questions
from airdate.claims.context import Line
from airdate.claims.events import Cue
from airdate.claims.inflect import Form
from airdate.claims.triggers import triggers
from airdate.model import Status, TimeExpression

_LABEL = re.compile(r"[\"”’']?(?:\s?[(:|]\s?|\s[-–—]\s(?:\w+\s(?:in|on)\s)?)[\"“‘']?")
_BARE = events.Rule("bare_day", "release", (), re.compile("$^"), {}, "planned", "no", "")
# "Filming was postponed to 2025": what is put off is the shoot, not the release.
_WORK = re.compile(r"\b(?:filming|production|shoot|shooting|photography|cameras)\b", re.IGNORECASE)
_TO = re.compile(r"\b(?:to|until|till|into|for)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:(?!to\b|into\b|until\b)\w+\s){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim that a cue may make, with what the plain rules say of it.

    time: its day, as the words give it; None without one.  cost: how far day and cue are apart.
    event: an event of the model, or order.  stands: whether the plain rules make the claim.
    """

    cue: Cue
    time: TimeExpression | None
    cost: float
    event: str
    status: Status
    stands: bool


def drafts(line: Line) -> list[Draft]:
    """Return the drafts of a sentence: one for each cue with its day, and for each cue without."""
    found = [draft for link in line.linked if (draft := _dated(line, link, first=True))]
    found += _second_bearers(line)
    found += _bare_days(line)
    if not any(draft.stands for draft in found):
        found += _answers(line)
    bearing = {link.cue for link in line.links}
    told = {draft.event for draft in found if draft.stands}
    for index, cue in enumerate(line.cues):
        if cue.event in {"absorb", "slate"}:
            continue
        status = _status(line, cue, None)
        free = index not in bearing or cue.event == "delay"
        alone = free and cue.event not in told and _told_alone(line, cue)
        stands = alone and _stands(line, cue, status)
        found.append(Draft(cue, None, 0.0, cue.event, status, stands))
    for cue in triggers(line.masked, line.cues):
        found.append(Draft(cue, None, 0.0, cue.event, _status(line, cue, None), False))
    return found


def _told_alone(line: Line, cue: Cue) -> bool:
    """Return whether nothing else in the sentence takes the claim of a cue without a day.

    "Filming is set for May, with a sequel in the works" tells of the filming, and "Renewal and
    Delays" names what is told below it.
    """
    if line.sentence.number in line.context.subheadings:
        return False
    told = sum(c.event not in {"absorb", "slate"} for c in line.cues)
    return cue.rule.undated not in {"alone", "sole"} or told < 2


def _second_bearers(line: Line) -> Iterator[Draft]:
    """Yield the drafts of each day with the next nearest cue that tells of another event."""
    for link in line.linked:
        first = line.cues[link.cue].event
        others = linking.nearest(line.cues, link.time, clauses=line.clauses)
        other = next((o for o in others if line.cues[o.cue].event not in {first, "absorb"}), None)
        draft = other and _dated(line, replace(other, time=link.time), first=False)
        if draft:
            yield draft


def _dated(line: Line, link: linking.Link, *, first: bool) -> Draft | None:
    """Return the draft of a cue with a day; None for one whose day cannot be placed.

    first: whether it is the cue that stands nearest to the day.
    """
    cue, time = line.cues[link.cue], link.time
    if time.range is None:
        return None
    stands = first and not _labels(line, time) and cue.event != "absorb"
    return _draft(line, cue, time, cost=link.cost, stands=stands)


def _draft(line: Line, cue: Cue, time: TimeExpression, *, cost: float, stands: bool) -> Draft:
    event, status = _meant(line, cue, time, cost=cost)
    turned = placed(line, cue, time, status=status, event=event).range
    if days.GIVEN_UP.search(line.words[max(0, time.start - 40) : time.start]):
        status = Status.DROPPED
    if turned is not None:
        status = days.in_time(status, turned, anchor=line.context.anchor, cue=cue)
    return Draft(cue, time, cost, event, status, stands)


def placed(
    line: Line, cue: Cue, time: TimeExpression, *, status: Status, event: str = ""
) -> TimeExpression:
    """Return a day without a year on the side of the anchor that a claim of that status means."""
    anchor, lead = line.context.anchor, line.words[max(0, time.start - 60) : time.start]
    time = days.lasting(time, event, lead=lead, anchor=anchor)
    past = cue.form in {Form.PAST, Form.PARTICIPLE} or cue.rule.sense == "noun"
    if status in {Status.RUMOURED, Status.DENIED}:
        past = event in {"announced", "order", "cancelled", "delay"} or (
            line.tense(cue) is Status.DONE
        )
    return days.turned(time, status, anchor=anchor, past=past)


def _meant(line: Line, cue: Cue, time: TimeExpression, *, cost: float) -> tuple[str, Status]:
    """Return the event that a day beside a cue belongs to, and how it is claimed."""
    status = _status(line, cue, time)
    ahead = time.range and time.range.earliest and time.range.earliest > line.context.anchor
    if status is Status.DONE and cue.form is Form.THIRD and not days.YEAR.search(time.words):
        status = Status.PLANNED  # "Season 2 starts filming in September"
    if cue.event == "delay":
        return _of_delay(line, cue, time, status=status)
    if cue.event == "order" and ahead:
        return "release", status  # "returns for a second season on May 8"
    if cue.event != "slate":
        return cue.event, status
    link = linking.Link(line.cues.index(cue), time, cost)
    event = linking.slated(line.words, line.cues, link, clauses=line.clauses)
    left = event == "release" and _left(line, time)
    return event, Status.DROPPED if left else status


def _of_delay(line: Line, cue: Cue, time: TimeExpression, *, status: Status) -> tuple[str, Status]:
    """Return the event that a day beside a word of postponement belongs to.

    The day to which something is put off is that of the release or, where work is put off,
    of its start; the day from which, the old one; any other is the day of the postponement.
    """
    lead = line.words[max(0, time.start - 30) : time.start]
    low = line.clauses.around(cue.start)[0]
    work = _WORK.search(line.words, max(low, cue.start - 80), cue.end + 20)
    event = "filming_start" if work else "release"
    if _left(line, time):
        return event, Status.DROPPED
    when = time.range
    ahead = when and when.earliest and when.earliest > line.context.anchor
    if _TO.search(lead) or ahead:
        return event, Status.PLANNED if status is Status.DONE else status
    return "delay", status


def _left(line: Line, time: TimeExpression) -> bool:
    """Return whether a day is the one that something leaves: "from March to May"."""
    lead = line.words[max(0, time.start - 30) : time.start]
    return _FROM.search(lead) is not None or time.words.casefold().startswith("from ")


def _bare_days(line: Line) -> Iterator[Draft]:
    """Yield a release for each day that no cue explains, or that a title labels.

    "Moana — June 27, 2025", "The third gets December 17."
    """
    for time in [*line.loose, *(link.time for link in line.linked)]:
        loose = any(time is other for other in line.loose)
        named = _labels(line, time)
        if time.granularity in {"decade", "century"}:
            continue
        free = named or (loose and not line.links and _unexplained(line, time))
        stands = free and _ahead(line, time)
        cue = Cue(time.start, time.end, _BARE, Form.NOUN, time.start)
        yield _draft(line, cue, time, cost=6.0, stands=stands)


def _labels(line: Line, time: TimeExpression) -> bool:
    """Return whether a day stands right beside a title: "Wonka (December 15)"."""
    if not _ahead(line, time):
        return False
    index = bisect_left(line.spans, (time.start, 0))
    if index and _LABEL.fullmatch(line.words, line.spans[index - 1][1], time.start):
        return True
    first = time.start == 0 and index < len(line.spans)
    return first and _LABEL.fullmatch(line.words, time.end, line.spans[index][0]) is not None


def _ahead(line: Line, time: TimeExpression) -> bool:
    """Return whether a day lies ahead, or could: one without a year is turned later."""
    if time.range is None or time.range.latest is None:
        return False
    return time.range.latest > line.context.anchor or not days.YEAR.search(time.words)


def _unexplained(line: Line, time: TimeExpression) -> bool:
    """Return whether a day lies ahead, no event is worded, but a title or season is named."""
    when = time.range
    if not when or not when.earliest or when.earliest <= line.context.anchor:
        return False
    if any(c.event != "slate" for c in line.cues):
        return False
    named = line.context.subjects.named(line.sentence.number, line.sentence.start)
    return bool(line.spans) or named


def _answers(line: Line) -> Iterator[Draft]:
    """Yield the draft of an answer that leaves its event to the question before it.

    "Is there a trailer? Not yet.", "When could it arrive? 2026, said Noor."
    """
    event = questions.asked(line.context.document, line.sentence)
    if event is None:
        return
    stands = not any(c.event not in {"absorb", "slate"} for c in line.cues)
    status = questions.answered(line.words)
    times = [t for t in line.context.times_in(line.sentence) if t.range and t.range.latest]
    if status is None and times and event == "release":
        cue = Cue(times[0].start, times[0].end, _BARE, Form.NOUN, times[0].start)
        yield _draft(line, cue, times[0], cost=4.0, stands=stands)
    else:
        told = Status(status or Status.DENIED)
        rule = replace(_BARE, name="answer", event=event, sense=str(told), undated="yes")
        cue = Cue(0, len(line.words), rule, Form.NOUN, 0)
        yield Draft(cue, None, 0.0, event, told, stands and status is not None)


def _status(line: Line, cue: Cue, time: TimeExpression | None) -> Status:
    place = time or cue
    return certainty.credited(
        line.worded(cue),
        line.source(place.start, place.end),
        document=line.context.document,
        sentence=line.sentence.number,
    )


def _stands(line: Line, cue: Cue, status: Status) -> bool:
    """Return whether a cue makes a claim of that status without a day."""
    undated = cue.rule.undated
    if undated == "shown":
        return status is Status.DENIED or certainty.shown(line.words, cue)
    if undated == "written":
        return status is Status.DONE and certainty.written(line.words, cue)
    allowed = {
        "yes": set(Status),
        "sole": set(Status),
        "no": {Status.DENIED},
        "done": {Status.DONE, Status.DENIED},
        "alone": {Status.DONE, Status.DENIED},
        "planned": {Status.PLANNED, Status.DENIED},
        "denied": {Status.DENIED},
    }
    return status in allowed.get(undated, set())
