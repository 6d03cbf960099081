"""What a report means for a rumour: it bears it out, speaks against it, or neither."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from airdate.model import (
    Credit,
    CreditKind,
    DateRange,
    Detail,
    Event,
    Milestone,
    SourceKind,
    Statement,
    Status,
    Weighed,
)
from airdate.rumours.matters import BETTER, alike, subject_of
from airdate.sources.charges import READ, SAME_DAYS, SETTLED, weighed_as_news
from airdate.sources.panel import as_told
from airdate.sources.weighing import support

# A report settles a window only where it is no vaguer than this, or than the rumour itself.
_EXACT_DAYS = 31

# What a cancellation makes impossible.
_ENDED_BY_CANCELLATION = frozenset(
    {
        Event.RENEWED,
        Event.WRITING,
        Event.PRE_PRODUCTION,
        Event.FILMING_START,
        Event.FILMING,
        Event.FILMING_WRAP,
        Event.POST_PRODUCTION,
        Event.RELEASE,
    }
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a rumour by the reports on it. by: the report that settled it, None if none.

    happened: whether what settled it is what came, not what is planned.
    """

    held: bool | None
    by: Weighed | None
    happened: bool
    support: tuple[Weighed, ...]
    against: tuple[Weighed, ...]


def judged(rumour: Statement, first: Weighed, others: Iterable[Weighed]) -> Verdict:
    """Return what reports made of a rumour. others: claims on the installment, oldest first.

    What happened outranks what was planned: a plan that spoke against a rumour, and did not hold
    itself, refutes it no more.
    """
    known = [w for w in others if _may_settle(w, first)]
    means = {w.entry.id: _meaning(rumour, w, first) for w in known}
    news = weighed_as_news([w.entry for w in known if means[w.entry.id] is not None])
    ordered = sorted(news, key=lambda w: (w.entry.said_on, w.entry.id))
    support_ = tuple(w for w in ordered if means[w.entry.id] is True)
    against = tuple(w for w in ordered if means[w.entry.id] is False)
    done = [w for w in ordered if w.entry.claim.status is Status.DONE]
    for happened, heard in ((True, done), (False, ordered)):
        by = _settles(heard, means)
        if by is not None:
            return Verdict(means[by.entry.id], by, happened, support_, against)
    return Verdict(None, None, False, support_, against)


def _may_settle(weighed: Weighed, first: Weighed) -> bool:
    """Whether a claim is a report of later days, by one who answers for it."""
    claim = weighed.entry.claim
    return (
        weighed.source.kind in BETTER
        and not weighed.source.imitates
        and claim.status in (Status.DONE, Status.PLANNED, Status.DENIED)
        and weighed.entry.said_on >= first.entry.said_on
        and weighed.entry.document_id != first.entry.document_id
    )


def _settles(heard: Sequence[Weighed], means: dict[str, bool | None]) -> Weighed | None:
    """Return the report with which the side that holds now had been heard enough.

    Plans take each other's place: once enough is said for one side, what was said before for the
    other no longer counts, and what is said later may turn it.
    """
    sides: dict[bool | None, list[Weighed]] = {True: [], False: []}
    settled: Weighed | None = None
    for weighed in heard:
        means_now = means[weighed.entry.id]
        sides[means_now].append(weighed)
        turns = settled is None or means[settled.entry.id] is not means_now
        if turns and _enough(sides[means_now]):
            settled, sides[not means_now] = weighed, []
    return settled


def _enough(side: Sequence[Weighed]) -> bool:
    if any(w.source.kind is SourceKind.OFFICIAL and as_told(w) >= SETTLED for w in side):
        return True
    best: dict[str, float] = {}
    for each in side:
        best[each.origin] = max(as_told(each), best.get(each.origin, 0.0))
    missed = 1.0
    for told in best.values():
        missed *= 1.0 - told
    return 1.0 - missed >= SETTLED and support(side) >= READ


def _meaning(rumour: Statement, weighed: Weighed, first: Weighed) -> bool | None:
    """Return whether a report bears a rumour out: False where it speaks against it, else None."""
    said, status = weighed.entry.claim.statement, weighed.entry.claim.status
    if isinstance(rumour, Milestone) and isinstance(said, Milestone):
        if said.event is Event.CANCELLED and rumour.event in _ENDED_BY_CANCELLATION:
            ahead = rumour.when is None or (rumour.when.latest or date.max) > weighed.entry.said_on
            return False if status is Status.DONE and ahead else None
        if said.event is not rumour.event:
            return None
        return _of_milestone(rumour, said, weighed, first)
    if subject_of(rumour) != subject_of(said):
        return None
    if isinstance(rumour, Credit) and isinstance(said, Credit):
        return _of_credit(rumour, said, status)
    if isinstance(rumour, Detail) and isinstance(said, Detail):
        return (status is not Status.DENIED) if alike(rumour, said) else None
    return None


def _of_credit(rumour: Credit, said: Credit, status: Status) -> bool | None:
    same = (rumour.kind is CreditKind.DEPARTING) == (said.kind is CreditKind.DEPARTING)
    if status is Status.DENIED:
        return False if same else None
    return same


def _of_milestone(
    rumour: Milestone, said: Milestone, weighed: Weighed, first: Weighed
) -> bool | None:
    status, said_on = weighed.entry.claim.status, weighed.entry.said_on
    if status is Status.DENIED:
        return _by_denial(rumour, said, said_on, first)
    came = said.when
    if came is None:
        return _without_day(rumour, said_on) if status is Status.DONE else _undated(rumour)
    if came.latest and came.latest < first.entry.said_on - timedelta(_EXACT_DAYS):
        return None  # another time, long before anybody told the rumour
    if rumour.when is None:
        return True
    return _fits(rumour.when, came)


def _undated(rumour: Milestone) -> bool | None:
    return True if rumour.when is None else None


def _without_day(rumour: Milestone, said_on: date) -> bool | None:
    """Return what a report without a day means: that it has come by the day of the report."""
    when = rumour.when
    if when is None:
        return True
    if when.earliest and when.earliest > said_on:
        return False
    return True if said_on <= (when.latest or date.max) else None


def _fits(rumoured: DateRange, came: DateRange) -> bool | None:
    slack = timedelta(SAME_DAYS)
    low = rumoured.earliest - slack if rumoured.earliest else None
    high = rumoured.latest + slack if rumoured.latest else None
    if not came.overlaps(DateRange(low, high)):
        return False
    room = max(_EXACT_DAYS, rumoured.days or _EXACT_DAYS)
    return True if came.days is not None and came.days <= room else None


def _by_denial(rumour: Milestone, said: Milestone, said_on: date, first: Weighed) -> bool | None:
    """Return what a denial means. "No date has been announced" leaves a rumour of a day open."""
    if said.when is not None:
        hit = rumour.when is not None and said.when.overlaps(rumour.when)
        return False if hit else None
    when = rumour.when
    if when is None:
        # It was told to have happened, and has not.
        told_done = first.entry.claim.status is Status.DONE
        return False if told_done or rumour.event is not Event.RELEASE else None
    return False if when.latest and when.latest < said_on else None
