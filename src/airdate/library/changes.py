"""What a day of news changed: two timelines of one installment in, sentences with claims out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from airdate.brief.wording import CREDIT_NAMES, EVENT_NAMES, event_words, says
from airdate.model import (
    Belief,
    Change,
    Credit,
    CreditBelief,
    Detail,
    Entry,
    Event,
    Milestone,
    Status,
    Timeline,
    Weighed,
)
from airdate.wording import day_words, days_words, percent, range_words

if TYPE_CHECKING:
    from airdate.forecast import Move

Kind = Literal["milestone", "cast", "rumour", "story", "forecast"]

# The middle of a forecast moves a little with every report; this much is worth telling, in days.
_WORTH_TELLING = 14


def days_of_news(entries: Sequence[Entry]) -> list[date]:
    """Return the days on which something was said, oldest first."""
    return sorted({entry.said_on for entry in entries})


def changes(
    days: Sequence[date], *, believed: Callable[[date], Timeline], before: Timeline
) -> Iterator[Change]:
    """Yield what each of the days changed, oldest first.

    before: what was believed at the end of the last day before them.
    """
    for day in days:
        after = believed(day)
        yield from compared(before, after)
        before = after


def compared(before: Timeline, after: Timeline) -> Iterator[Change]:
    """Yield what differs between two timelines of an installment, as changes of the later's day."""
    yield from _milestones(before, after)
    yield from _credits(before, after)
    yield from _rumours(before, after)
    yield from _details(before, after)


def moved(timeline: Timeline, moves: Sequence[Move]) -> Iterator[Change]:
    """Yield the days on which news moved the middle of the forecast by two weeks or more."""
    for move in moves:
        shift = move.news_days
        if shift is None or abs(shift) < _WORTH_TELLING or move.median is None:
            continue
        later = "later" if shift > 0 else "earlier"
        text = (
            f"The forecast's middle moved {days_words(abs(shift))} {later},"
            f" to {day_words(move.median)}"
        )
        if move.never >= 0.1:
            text += f" ({percent(move.never)} that it never comes)"
        change = _change(timeline, ("forecast", "release"), f"{text}.", day=move.day)
        after = day_words(move.median)
        yield replace(change, after=after, shift_days=shift, claims=move.claims)


def _change(
    timeline: Timeline, subject: tuple[Kind, str], text: str, *, day: date | None = None
) -> Change:
    kind, about = subject
    day = day or timeline.as_of
    title, season = timeline.installment.key
    identity = "\0".join((title, str(season), day.isoformat(), kind, about, text))
    digest = hashlib.sha256(identity.encode(errors="replace")).hexdigest()[:16]
    return Change(digest, timeline.installment, day, kind, about, text)


# ── milestones ──────────────────────────────────────────────────────────────────────────────


def _milestones(before: Timeline, after: Timeline) -> Iterator[Change]:
    for event in Event:
        old, new = before.belief(event), after.belief(event)
        if _told(old) != _told(new):
            yield _milestone(after, event, old, new)


def _told(belief: Belief | None) -> tuple[Status, str] | None:
    """Return what of a belief is worth telling when it changes: not by how little it grew surer."""
    return (belief.status, str(belief.when)) if belief else None


def _milestone(timeline: Timeline, event: Event, old: Belief | None, new: Belief | None) -> Change:
    name, shift = EVENT_NAMES[event], _shift(old, new)
    was, now = _belief_words(old), _belief_words(new, current=event is timeline.stage)
    if new is None:
        text = f"{name}: no longer held; it was “{was}”."
    elif old is None:
        text = f"{name}: {now}, {says(new.claims_for)}."
    elif shift:
        direction = "later" if shift > 0 else "earlier"
        text = f"{name}: {now}, {days_words(abs(shift))} {direction} than before"
        text += f" ({was}), {says(new.claims_for)}."
    else:
        text = f"{name}: {now} (before: {was}), {says(new.claims_for)}."
    change = _change(timeline, ("milestone", str(event)), text)
    claims = new.claims_for if new else ()
    return replace(change, before=was, after=now, shift_days=shift, claims=claims)


def _belief_words(belief: Belief | None, *, current: bool = False) -> str | None:
    if belief is None:
        return None
    return event_words(belief.event, belief.status, when=belief.when, current=current)


def _shift(old: Belief | None, new: Belief | None) -> int | None:
    """Return by how many days the end of a range moved that was and is ahead, None where none."""
    if old is None or new is None or old.when is None or new.when is None:
        return None
    if old.status is Status.DONE or Status.DENIED in (old.status, new.status):
        return None
    if old.when.latest is None or new.when.latest is None:
        return None
    return (new.when.latest - old.when.latest).days or None


# ── people, rumours, details ────────────────────────────────────────────────────────────────


def _credits(before: Timeline, after: Timeline) -> Iterator[Change]:
    """Yield who came, who went, and who is now told of as something else."""
    known = {(credit.person, credit.kind): credit for credit in before.credits}
    held = {(credit.person, credit.kind) for credit in after.credits}
    gone = {key: credit for key, credit in known.items() if key not in held}
    for credit in after.credits:
        if (credit.person, credit.kind) not in known:
            other = next((key for key in gone if key[0] == credit.person), None)
            yield _credit(after, gone.pop(other) if other else None, credit)
    for (person, _), old in gone.items():
        text = f"{person}: no longer told of; before, {_credit_words(old)}."
        yield replace(_change(after, ("cast", person), text), before=_credit_words(old))


def _credit(timeline: Timeline, old: CreditBelief | None, new: CreditBelief) -> Change:
    was = _credit_words(old) if old else None
    told = f" (before: {was})" if was else ""
    now = _credit_words(new)
    text = f"{new.person}: {now}{told}, {says(new.claims_for)}."
    change = _change(timeline, ("cast", new.person), text)
    return replace(change, before=was, after=now, claims=new.claims_for)


def _credit_words(credit: CreditBelief | Credit) -> str:
    part = f" as {credit.character}" if credit.character else ""
    return f"{CREDIT_NAMES[credit.kind].lower()}{part}"


def _rumours(before: Timeline, after: Timeline) -> Iterator[Change]:
    known = {_rumour_words(weighed) for weighed in before.rumours}
    for weighed in after.rumours:
        words = _rumour_words(weighed)
        if words not in known:
            known.add(words)
            text = f"Rumour: {words}, {says((weighed,))}."
            change = _change(after, ("rumour", weighed.entry.id), text)
            yield replace(change, after=words, claims=(weighed,))


def _rumour_words(weighed: Weighed) -> str:
    match weighed.entry.claim.statement:
        case Milestone(event=event, when=when):
            return event_words(event, Status.RUMOURED, when=when)
        case Detail(words=words):
            return f"“{words}”"
        case Credit() as credit:
            return f"{credit.person} {_credit_words(credit)}"


def _details(before: Timeline, after: Timeline) -> Iterator[Change]:
    known = {weighed.entry.id for weighed in before.details}
    for weighed in after.details:
        detail = weighed.entry.claim.statement
        if isinstance(detail, Detail) and weighed.entry.id not in known:
            time = f" ({range_words(detail.when)})" if detail.when else ""
            text = f"{detail.topic.capitalize()}: “{detail.words}”{time}, {says((weighed,))}."
            change = _change(after, ("story", str(detail.topic)), text)
            yield replace(change, after=detail.words, claims=(weighed,))
