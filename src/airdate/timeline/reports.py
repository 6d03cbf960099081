"""Whether a milestone has happened: the reports that say so, against all that says it has not.

A report that something is done is weighed against denials, against plans for a day after the
report, and against news of an earlier stage: who says in March that filming is to begin in May
contradicts a page that has it finished in February.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from airdate.model import DateRange, Event, Status, Weighed
from airdate.timeline.evidence import CEILING, status, strength
from airdate.timeline.plans import range_of
from airdate.timeline.ranges import covers, distance, meet, width

Heard = Mapping[Event, Sequence[Weighed]]

# What must have happened before, for each milestone that reports get wrong.
BEFORE: dict[Event, tuple[Event, ...]] = {
    Event.FILMING: (Event.FILMING_START,),
    Event.FILMING_WRAP: (Event.FILMING_START, Event.FILMING),
    Event.POST_PRODUCTION: (Event.FILMING_START, Event.FILMING, Event.FILMING_WRAP),
    Event.RELEASE: (Event.FILMING_START,),
}
# Stages that go on for a while: who reports one as going on says that the later ones are to come.
EARLIER_STAGES: dict[Event, tuple[Event, ...]] = {
    Event.FILMING_START: (Event.WRITING, Event.PRE_PRODUCTION),
    Event.FILMING: (Event.WRITING, Event.PRE_PRODUCTION),
    Event.FILMING_WRAP: (Event.WRITING, Event.PRE_PRODUCTION, Event.FILMING),
    Event.POST_PRODUCTION: (Event.WRITING, Event.PRE_PRODUCTION, Event.FILMING),
}
# Events that come more than once: the latest report tells of the latest of them.
RECURRING = frozenset({Event.DELAY, Event.TRAILER})
# Events that plans for them do not contradict.
UNCONTESTED = frozenset({Event.ANNOUNCED, Event.RENEWED}) | RECURRING

# What was said shortly before a report still speaks against it nearly in full, for plans seldom
# change within weeks; what is older was said in ignorance of it.
RECENT_DAYS = 60
RECENT_COUNTS = 0.8
OLDER_COUNTS = 0.5
# "The scripts are written" is also said in retrospect.
STAGE_COUNTS = 0.7
# Reports of one event that differ by less than this disagree on the day, not on the event.
SAME_OCCASION_DAYS = 21
# Neither of two days is believed against the other when the voices of the weaker are this strong
# beside those of the stronger, as of two papers of one kind; the range then holds both.
EVEN = 0.9
# A narrower range is believed when its voices are this strong beside those of the strongest.
NARROWER = 0.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the reports of one milestone come to. when: None where none gives a day."""

    when: DateRange | None
    since: date
    probability: float
    backing: tuple[Weighed, ...]
    dissent: tuple[Weighed, ...]


def decide(event: Event, *, heard: Heard) -> tuple[Outcome | None, tuple[Weighed, ...]]:
    """Return what is believed to have happened, if anything, and the reports not believed.

    heard: per milestone the claims that count, without copies, in the order of their days.
    """
    done = [w for w in heard.get(event, ()) if status(w) is Status.DONE]
    refused: list[Weighed] = []
    for place, weighed in enumerate(done):
        allies = [w for w in done if _allied(w, weighed)]
        against = opposition(event, weighed, heard=heard)
        support = strength(allies)
        if support > against.strength or (support == against.strength and not against.claims):
            believed = [w for w in done[place:] if w not in refused]
            against = opposition(event, weighed, heard=heard, but=believed)
            return _outcome(event, believed, against=against, refused=refused), tuple(refused)
        refused.append(weighed)
    return None, tuple(refused)


@dataclass(frozen=True, slots=True)
class Opposition:
    """What speaks against a report, and how strongly (0..1)."""

    claims: tuple[Weighed, ...]
    strength: float


def opposition(
    event: Event, report: Weighed, *, heard: Heard, but: Sequence[Weighed] = ()
) -> Opposition:
    """Return the claims by which the report cannot be true, each counted by its day.

    but: claims to leave out, for they are believed with it.
    """
    counts: dict[str, float] = {}
    found: list[Weighed] = []
    for weighed, factor in _contradictions(event, report, heard=heard):
        counts[weighed.entry.id] = max(factor, counts.get(weighed.entry.id, 0.0))
        found.append(weighed)
    unique = tuple({w.entry.id: w for w in found if w not in but}.values())
    return Opposition(unique, strength(unique, discount=lambda w: counts[w.entry.id]))


def _contradictions(event: Event, report: Weighed, *, heard: Heard) -> list[tuple[Weighed, float]]:
    said = report.entry.said_on
    found: list[tuple[Weighed, float]] = []
    blocking = () if event in UNCONTESTED else (event, *BEFORE.get(event, ()))
    for other in blocking:
        found += [(w, _by_age(w, said)) for w in heard.get(other, ()) if _not_yet(w, said)]
    for other in EARLIER_STAGES.get(event, ()):
        found += [(w, STAGE_COUNTS) for w in heard.get(other, ()) if _still(w, said)]
    if event is Event.CANCELLED:
        found += [(w, RECENT_COUNTS) for w in _life(heard) if w.entry.said_on > said]
    return found


def _not_yet(weighed: Weighed, said: date) -> bool:
    """Whether the claim puts the event after the day of the report, or denies it then."""
    when, kind = range_of(weighed), status(weighed)
    if kind is Status.DENIED:
        return when is None and (said - weighed.entry.said_on).days <= RECENT_DAYS
    if kind in (Status.DROPPED, Status.RUMOURED):
        return False
    return when is not None and when.earliest is not None and when.earliest > said


def _by_age(weighed: Weighed, said: date) -> float:
    age_days = (said - weighed.entry.said_on).days
    if age_days < 0:
        return 1.0
    return RECENT_COUNTS if age_days <= RECENT_DAYS else OLDER_COUNTS


def _still(weighed: Weighed, said: date) -> bool:
    """Whether an earlier stage is reported as going on after the day of the report."""
    when = range_of(weighed)
    goes_on = when is None or when.latest is None or when.latest > said
    return status(weighed) is Status.DONE and weighed.entry.said_on > said and goes_on


def _life(heard: Heard) -> list[Weighed]:
    """Return the claims that a cancelled installment would not get: renewed after all, filming."""
    alive = (Event.RENEWED, Event.FILMING_START, Event.FILMING, Event.FILMING_WRAP, Event.RELEASE)
    good = (Status.DONE, Status.PLANNED)
    return [w for event in alive for w in heard.get(event, ()) if status(w) in good]


def _allied(weighed: Weighed, report: Weighed) -> bool:
    """Whether a report says that the event had happened by the day of another."""
    when = range_of(weighed)
    if when is None or when.earliest is None:
        return weighed.entry.said_on <= report.entry.said_on + timedelta(days=RECENT_DAYS)
    return when.earliest <= report.entry.said_on


def _outcome(
    event: Event, believed: Sequence[Weighed], *, against: Opposition, refused: Sequence[Weighed]
) -> Outcome:
    when = _latest_occasion(believed) if event in RECURRING else best_range(believed)
    backing = tuple(w for w in believed if event in RECURRING or _same_occasion(w, when))
    kept = {w.entry.id for w in backing}
    dissent = [w for w in believed if w.entry.id not in kept]
    sure = min(CEILING[Status.DONE], strength(backing))
    return Outcome(
        when=when,
        since=min(w.entry.said_on for w in backing),
        probability=sure / (sure + (1.0 - sure) * against.strength) if against.claims else sure,
        backing=backing,
        dissent=(*dissent, *against.claims, *refused),
    )


def _latest_occasion(believed: Sequence[Weighed]) -> DateRange | None:
    dated = [when for w in believed if (when := range_of(w))]
    return max(dated, key=lambda when: (when.latest or date.max, -width(when)), default=None)


def _same_occasion(weighed: Weighed, when: DateRange | None) -> bool:
    said = range_of(weighed)
    return said is None or when is None or distance(said, when) <= SAME_OCCASION_DAYS


def best_range(believed: Sequence[Weighed]) -> DateRange | None:
    """Return the range of an event that the reports bear out best, None where none gives a day.

    The narrowest range wins whose own voices are at least NARROWER of the strongest range's;
    a vaguer one that contains it supports it. What bounds it from another side tightens it. Where
    voices as strong name another day of the same occasion, the range spans both.
    """
    ranges = {when: when for w in believed if (when := range_of(w))}
    if not ranges:
        return None
    support = {r: strength(w for w in believed if _bears_out(w, r)) for r in ranges}
    own = {r: strength(w for w in believed if range_of(w) == r) for r in ranges}
    enough = NARROWER * max(support.values())
    best = min(
        (r for r in ranges if support[r] >= enough),
        key=lambda r: (
            width(r) > SAME_OCCASION_DAYS,
            -own[r] if width(r) <= SAME_OCCASION_DAYS else width(r),
            width(r),
            str(r),
        ),
    )
    rivals = [r for r in ranges if own[r] >= EVEN * own[best] and _rivals(r, best)]
    return _tightened(_spanning([best, *rivals]), believed)


def _rivals(one: DateRange, other: DateRange) -> bool:
    """Whether two ranges name the same occasion, each exactly, and share no day."""
    exact = max(width(one), width(other)) <= SAME_OCCASION_DAYS
    return exact and 0 < distance(one, other) <= SAME_OCCASION_DAYS


def _spanning(ranges: Sequence[DateRange]) -> DateRange:
    """Return the range from the first day of any to the last of any."""
    lows, highs = [r.earliest for r in ranges], [r.latest for r in ranges]
    return DateRange(
        None if None in lows else min(day for day in lows if day),
        None if None in highs else max(day for day in highs if day),
    )


def _bears_out(weighed: Weighed, when: DateRange) -> bool:
    said = range_of(weighed)
    return said is not None and covers(said, when)


def _tightened(best: DateRange, believed: Sequence[Weighed]) -> DateRange:
    """Close what the best range leaves open by reports that overlap it."""
    if best.days is not None:
        return best
    for weighed in believed:
        said = range_of(weighed)
        shared = meet(best, said) if said else None
        if shared is not None:
            best = shared
    return best
