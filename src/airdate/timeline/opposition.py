"""What speaks against a report that something is done, and how strongly.

Denials, plans for a later day, news of an earlier stage, steps reported in the wrong order: who
says in March that filming is to begin in May contradicts a page that has it finished in February.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from airdate.model import Event, SourceKind, Status, Weighed
from airdate.timeline.ageing import Then
from airdate.timeline.evidence import status, strength
from airdate.timeline.plans import range_of
from airdate.timeline.ranges import covers

# Per milestone the claims that count, in the order of their days.
Heard = Mapping[Event, Sequence[Weighed]]

# What must have happened before, and the days at least between the two. Of 79 histories the
# shortest shoot took two months; a month leaves room for a special.
SHOOT_DAYS = 30
BEFORE: dict[Event, dict[Event, int]] = {
    Event.FILMING: {Event.FILMING_START: 0},
    Event.FILMING_WRAP: {Event.FILMING_START: SHOOT_DAYS, Event.FILMING: 0},
    Event.POST_PRODUCTION: {
        Event.FILMING_START: SHOOT_DAYS,
        Event.FILMING: 0,
        Event.FILMING_WRAP: 0,
    },
    Event.RELEASE: {Event.FILMING_START: SHOOT_DAYS},
}
# What cannot have been over when these began; a report of it on an earlier day speaks against.
AFTER: dict[Event, tuple[Event, ...]] = {
    Event.FILMING_START: (Event.FILMING_WRAP, Event.POST_PRODUCTION, Event.RELEASE),
}
# Stages that go on for a while: who reports one as going on says that the later ones are to come.
EARLIER_STAGES: dict[Event, tuple[Event, ...]] = {
    Event.FILMING_START: (Event.WRITING, Event.PRE_PRODUCTION),
    Event.FILMING: (Event.WRITING, Event.PRE_PRODUCTION),
    Event.FILMING_WRAP: (Event.WRITING, Event.PRE_PRODUCTION, Event.FILMING),
    Event.POST_PRODUCTION: (Event.WRITING, Event.PRE_PRODUCTION, Event.FILMING),
}
# What goes on shortly before these cannot be several steps on: filming takes over a month.
AFTER_FILMING = (Event.FILMING_WRAP, Event.POST_PRODUCTION)
TAKES_LONG = (Event.WRITING, Event.PRE_PRODUCTION)
# Events that plans for them do not contradict.
UNCONTESTED = frozenset({Event.ANNOUNCED, Event.RENEWED, Event.DELAY, Event.TRAILER})
# News that a cancelled installment would not get.
LIFE = (
    Event.RENEWED,
    Event.FILMING_START,
    Event.FILMING,
    Event.FILMING_WRAP,
    Event.RELEASE,
)

# What was said before a report still speaks against it nearly in full: of 107 planned windows 4 in
# 100 came early. A denial is true of its day alone, so that it soon says nothing of a later one.
RECENT_DAYS = 60
BEFORE_COUNTS = 0.8
# A plan for a range in which the report lies says that it had not happened when the plan was told.
WITHIN_COUNTS = 0.5
# Two reports of steps in the wrong order cannot both be right, whichever came first: the weaker
# must be clearly the weaker to be refused, else both stand and the user is told.
ORDER_COUNTS = 0.8
# "The scripts are written" is also said in retrospect.
STAGE_COUNTS = 0.7
# The makers know best how far they are: what they say outweighs an equal report of anybody else.
MAKERS_COUNT = 1.05
# A report is withdrawn by its own outlet when what it says later weighs at least this much of it.
WITHDRAWS = 0.5


@dataclass(frozen=True, slots=True)
class Opposition:
    """What speaks against a report, and how strongly (0..1)."""

    claims: tuple[Weighed, ...]
    strength: float


def opposition(
    event: Event, report: Weighed, *, heard: Heard, then: Then, but: Sequence[Weighed] = ()
) -> Opposition:
    """Return the claims by which the report cannot be true, each counted as on its day.

    but: claims to leave out, for they are believed with it.
    """
    left_out = {w.entry.id for w in but}
    counts: dict[str, float] = {}
    found: dict[str, Weighed] = {}
    for weighed, factor in _contradictions(event, report, heard=heard):
        name = weighed.entry.id
        if name not in left_out:
            counts[name] = max(_authority(weighed, report) * factor, counts.get(name, 0.0))
            found[name] = weighed
    # Weights of the day of the report: a later day must not turn what was decided then.
    fresh = then(report.entry.said_on)
    counted = strength(found.values(), discount=lambda w: counts[w.entry.id] * fresh(w))
    return Opposition(tuple(found.values()), counted)


def withdrawn(report: Weighed, said: Sequence[Weighed], *, then: Then) -> tuple[Weighed, ...]:
    """Return the claims by which the outlet of a report takes it back on a later day.

    said: what was said of the same milestone.
    """
    return tuple(
        w
        for w in said
        if w.source.domain
        and w.source.domain == report.source.domain
        and w.entry.said_on > report.entry.said_on
        and _no(w, report)
        and w.weight * then(w.entry.said_on)(w) >= WITHDRAWS * report.weight
    )


def _contradictions(
    event: Event, report: Weighed, *, heard: Heard
) -> Iterator[tuple[Weighed, float]]:
    said, over = report.entry.said_on, over_by(report)
    if event not in UNCONTESTED:
        yield from _not_yet(heard.get(event, ()), report, over=said, least_days=0)
    for other, least_days in BEFORE.get(event, {}).items():
        yield from _not_yet(heard.get(other, ()), report, over=over, least_days=least_days)
    for other in AFTER.get(event, ()):
        late = (w for w in heard.get(other, ()) if _over_before(w, report))
        yield from ((w, ORDER_COUNTS) for w in late)
    for other in EARLIER_STAGES.get(event, ()):
        yield from ((w, STAGE_COUNTS) for w in heard.get(other, ()) if _still(w, said))
    if event in AFTER_FILMING:
        early = (w for other in TAKES_LONG for w in heard.get(other, ()))
        yield from ((w, STAGE_COUNTS) for w in early if _just_before(w, said))
    if event is Event.CANCELLED:
        yield from ((w, 1.0) for w in _life(heard) if _since(w, said))


def over_by(report: Weighed) -> date:
    """Return the day by which a report has it happen: its own, or the end of its range."""
    when = range_of(report)
    said = report.entry.said_on
    return min(said, when.latest) if when and when.latest else said


def _life(heard: Heard) -> list[Weighed]:
    """Return the claims that a cancelled installment would not get: renewed after all, filming."""
    good = (Status.DONE, Status.PLANNED)
    return [w for event in LIFE for w in heard.get(event, ()) if status(w) in good]


def _since(weighed: Weighed, said: date) -> bool:
    """Whether a claim was made after a day, and does not only look back to before it."""
    when = range_of(weighed)
    looks_back = when is not None and when.latest is not None and when.latest <= said
    return weighed.entry.said_on > said and not looks_back


def _authority(weighed: Weighed, report: Weighed) -> float:
    makers = weighed.source.kind is SourceKind.OFFICIAL
    return MAKERS_COUNT if makers and report.source.kind is not SourceKind.OFFICIAL else 1.0


def _not_yet(
    claims: Sequence[Weighed], report: Weighed, *, over: date, least_days: int
) -> Iterator[tuple[Weighed, float]]:
    """Yield the claims that put an event too late for the report, with what they count.

    over: the day by which it must lie back by `least_days` at least.
    """
    for weighed in claims:
        how = weighed.entry.claim.status
        if how is Status.DENIED or how is Status.DROPPED:
            count = _denial(weighed, report)
        elif how is Status.RUMOURED:
            continue
        else:
            count = _later(weighed, report, over=over - timedelta(days=least_days))
        if count:
            yield weighed, count


def _denial(weighed: Weighed, report: Weighed) -> float:
    """Return what a denial counts: one of weeks before a report, or after it."""
    age_days = (report.entry.said_on - weighed.entry.said_on).days
    if not _no(weighed, report) or age_days > RECENT_DAYS:
        return 0.0
    return BEFORE_COUNTS if age_days >= 0 else 1.0


def _no(weighed: Weighed, report: Weighed) -> bool:
    """Whether a claim says that what is reported did not happen: at all, or then."""
    how, named, when = weighed.entry.claim.status, range_of(weighed), range_of(report)
    if how is Status.DENIED and named is None:
        return True
    # "No longer in May" speaks of a plan if it was said before, of the report if after.
    later = weighed.entry.said_on > report.entry.said_on
    meant = named is not None and when is not None and covers(named, when)
    return how in (Status.DENIED, Status.DROPPED) and later and meant


def _later(weighed: Weighed, report: Weighed, *, over: date) -> float:
    """Return what a plan, estimate or report counts that puts the event after a day, else 0."""
    when, told = range_of(weighed), weighed.entry.said_on
    before = told <= report.entry.said_on
    first = when.earliest if when else None
    if first and first > over:
        reported = first <= report.entry.said_on and status(weighed) is Status.DONE
        return ORDER_COUNTS if reported else BEFORE_COUNTS if before else 1.0
    # Whoever plans it had not heard of it: it comes on the day of the plan or later.
    pending = status(weighed) in (Status.PLANNED, Status.EXPECTED) and told > over
    return WITHIN_COUNTS if pending and (when is None or _ahead(weighed)) else 0.0


def _ahead(weighed: Weighed) -> bool:
    """Whether the range of a plan had not passed when it was told."""
    when = range_of(weighed)
    return when is None or when.latest is None or when.latest >= weighed.entry.said_on


def _over_before(weighed: Weighed, report: Weighed) -> bool:
    """Whether a later step is reported as done before the range of the report begins."""
    when = range_of(report)
    if status(weighed) is not Status.DONE or when is None or when.earliest is None:
        return False
    return over_by(weighed) < when.earliest


def _still(weighed: Weighed, said: date) -> bool:
    """Whether an earlier stage is reported as going on after the day of the report."""
    when = range_of(weighed)
    goes_on = when is None or when.latest is None or when.latest > said
    return status(weighed) is Status.DONE and weighed.entry.said_on > said and goes_on


def _just_before(weighed: Weighed, said: date) -> bool:
    """Whether an early stage was reported as going on within the weeks before the report."""
    when, age_days = range_of(weighed), (said - weighed.entry.said_on).days
    going_on = when is None or when.latest is None or when.latest >= weighed.entry.said_on
    return status(weighed) is Status.DONE and 0 <= age_days <= RECENT_DAYS and going_on
