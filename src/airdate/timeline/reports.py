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
from airdate.timeline.ageing import Then
from airdate.timeline.evidence import CEILING, LIKELY, odds, status, strength
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
# What cannot have been over when these began; a report of it on an earlier day speaks against.
AFTER: dict[Event, tuple[Event, ...]] = {
    Event.FILMING_START: (Event.FILMING_WRAP, Event.POST_PRODUCTION, Event.RELEASE),
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
# Two reports of steps in the wrong order cannot both be right, whichever came first: the weaker
# must be clearly the weaker to be refused, else both stand and the user is told.
ORDER_COUNTS = 0.8
# "The scripts are written" is also said in retrospect.
STAGE_COUNTS = 0.7
# What goes on shortly before it cannot be over and several steps on: filming takes over a month.
TAKES_LONG = (Event.WRITING, Event.PRE_PRODUCTION)
AFTER_FILMING = (Event.FILMING_WRAP, Event.POST_PRODUCTION)
# A plan that came as it was made bears out the report of it, less than a second report would.
PLAN_COUNTS = 0.5
# Reports of one event that differ by less than this disagree on the day, not on the event.
SAME_OCCASION_DAYS = 21
# Neither of two days is believed against the other when the odds of the weaker are this large
# beside those of the stronger, as of two papers of one kind; the range then holds both.
EVEN = 0.5
# A narrower range is believed when its voices are this strong beside those of the strongest.
NARROWER = 0.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the reports of one milestone come to. when: None where none gives a day.

    against: how strongly the dissent says that it has not happened, 0..1.
    """

    when: DateRange | None
    since: date
    backing: tuple[Weighed, ...]
    dissent: tuple[Weighed, ...]
    against: float = 0.0

    def probability(self, planned: Sequence[Weighed] = ()) -> float:
        """Return the chance that it happened. planned: plans that came as they were made."""
        reports = {w.entry.id for w in self.backing}
        voices = (*self.backing, *planned)
        sure = strength(voices, discount=lambda w: 1.0 if w.entry.id in reports else PLAN_COUNTS)
        return doubted(sure, self.against)


@dataclass(frozen=True, slots=True)
class Opposition:
    """What speaks against a report, and how strongly (0..1)."""

    claims: tuple[Weighed, ...]
    strength: float


@dataclass(frozen=True, slots=True)
class Refused:
    """A report that is not believed, and the claims that outweigh it."""

    report: Weighed
    against: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What is believed to have happened of a milestone, if anything, and the reports refused."""

    outcome: Outcome | None
    refused: tuple[Refused, ...]


def decide(event: Event, *, heard: Heard, then: Then) -> Decision:
    """Return what is believed to have happened, if anything, and the reports not believed.

    heard: per milestone the claims that count, without copies, in the order of their days.
    then: brings a weight back to what it was on an earlier day; see `ageing.then`.
    """
    done = [w for w in heard.get(event, ()) if status(w) is Status.DONE]
    refused: list[Refused] = []
    for place, weighed in enumerate(done):
        allies = [w for w in done if _allied(w, weighed)]
        against = opposition(event, weighed, heard=heard, then=then)
        support = strength(allies)
        if support > against.strength or (support == against.strength and not against.claims):
            wrong = [each.report for each in refused]
            believed = done[place:]
            against = opposition(event, weighed, heard=heard, then=then, but=believed)
            outcome = _outcome(event, believed, against=against, refused=wrong)
            return Decision(outcome, tuple(refused))
        refused.append(Refused(weighed, against.claims))
    return Decision(None, tuple(refused))


def opposition(
    event: Event, report: Weighed, *, heard: Heard, then: Then, but: Sequence[Weighed] = ()
) -> Opposition:
    """Return the claims by which the report cannot be true, each counted as on its day.

    but: claims to leave out, for they are believed with it.
    """
    counts: dict[str, float] = {}
    found: dict[str, Weighed] = {}
    for weighed, factor in _contradictions(event, report, heard=heard):
        counts[weighed.entry.id] = max(factor, counts.get(weighed.entry.id, 0.0))
        found[weighed.entry.id] = weighed
    left_out = {w.entry.id for w in but}
    claims = tuple(w for name, w in found.items() if name not in left_out)
    # Weights of the day of the report: a later day must not turn what was decided then.
    fresh = then(report.entry.said_on)
    counted = strength(claims, discount=lambda w: counts[w.entry.id] * fresh(w))
    return Opposition(claims, counted)


def _contradictions(event: Event, report: Weighed, *, heard: Heard) -> list[tuple[Weighed, float]]:
    said = report.entry.said_on
    found: list[tuple[Weighed, float]] = []
    if event not in UNCONTESTED:
        found += [(w, _by_age(w, said)) for w in heard.get(event, ()) if _not_yet(w, said, said)]
    over = _over_by(report)
    for other in BEFORE.get(event, ()):
        found += [(w, _order(w, said)) for w in heard.get(other, ()) if _not_yet(w, said, over)]
    for other in AFTER.get(event, ()):
        found += [(w, ORDER_COUNTS) for w in heard.get(other, ()) if _over_before(w, report)]
    for other in EARLIER_STAGES.get(event, ()):
        found += [(w, STAGE_COUNTS) for w in heard.get(other, ()) if _still(w, said)]
    if event in AFTER_FILMING:
        early = [w for other in TAKES_LONG for w in heard.get(other, ()) if _just_before(w, said)]
        found += [(w, STAGE_COUNTS) for w in early]
    if event is Event.CANCELLED:
        found += [(w, RECENT_COUNTS) for w in _life(heard) if w.entry.said_on > said]
    return found


def _over_by(report: Weighed) -> date:
    """Return the day by which the report has it happen: its own, or the end of its range."""
    when = range_of(report)
    said = report.entry.said_on
    return min(said, when.latest) if when and when.latest else said


def _not_yet(weighed: Weighed, said: date, over: date) -> bool:
    """Whether the claim puts the event after a day, or denies it around the day of the report."""
    when, kind = range_of(weighed), weighed.entry.claim.status
    if kind is Status.DENIED:
        return when is None and (said - weighed.entry.said_on).days <= RECENT_DAYS
    if when is None or when.earliest is None or when.earliest <= over:
        return False
    return kind not in (Status.DROPPED, Status.RUMOURED)


def _over_before(weighed: Weighed, report: Weighed) -> bool:
    """Whether a later step is reported as done before the range of the report begins."""
    when = range_of(report)
    if status(weighed) is not Status.DONE or when is None or when.earliest is None:
        return False
    return _over_by(weighed) < when.earliest


def _order(weighed: Weighed, said: date) -> float:
    """Return what a claim on the step before counts: a report of it less, a plan by its age."""
    when = range_of(weighed)
    reported = status(weighed) is Status.DONE and when and when.earliest and when.earliest <= said
    return ORDER_COUNTS if reported else _by_age(weighed, said)


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


def _just_before(weighed: Weighed, said: date) -> bool:
    """Whether an early stage was reported as going on within the weeks before the report."""
    when, age_days = range_of(weighed), (said - weighed.entry.said_on).days
    going_on = when is None or when.latest is None or when.latest >= weighed.entry.said_on
    return status(weighed) is Status.DONE and 0 <= age_days <= RECENT_DAYS and going_on


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
    return Outcome(
        when=when,
        since=min(w.entry.said_on for w in backing),
        backing=backing,
        dissent=(*dissent, *against.claims, *refused),
        against=against.strength,
    )


def doubted(sure: float, against: float) -> float:
    """Return a chance, at most CEILING, less what speaks against it: its odds times 1 - against."""
    left = sure * (1.0 - against)
    return min(CEILING[Status.DONE], left / (left + 1.0 - sure)) if left else 0.0


def _latest_occasion(believed: Sequence[Weighed]) -> DateRange | None:
    dated = [when for w in believed if (when := range_of(w))]
    return max(dated, key=lambda when: (when.latest or date.max, -width(when)), default=None)


def _same_occasion(weighed: Weighed, when: DateRange | None) -> bool:
    said = range_of(weighed)
    return said is None or when is None or distance(said, when) <= SAME_OCCASION_DAYS


def best_range(believed: Sequence[Weighed]) -> DateRange | None:
    """Return the range of an event that the reports bear out best, None where none gives a day.

    What lies after the day by which it was known is left out. The narrowest range wins whose own
    voices are at least NARROWER of the strongest range's; a vaguer one that contains it supports
    it. What bounds it from another side tightens it. Where voices as strong name another day of
    the same occasion, the range spans both.
    """
    own = {when: strength(said) for when, said in _by_range(believed).items()}
    if not own:
        return None
    known = _known_on(believed)
    ranges = [r for r in own if known is None or (r.earliest or date.min) <= known] or list(own)
    support = {r: strength(w for w in believed if _bears_out(w, r)) for r in ranges}
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
    even = EVEN * odds(own[best])
    rivals = [r for r in ranges if odds(own[r]) >= even and _rivals(r, best)]
    return _tightened(_spanning([best, *rivals]), believed)


def _by_range(believed: Sequence[Weighed]) -> dict[DateRange, list[Weighed]]:
    found: dict[DateRange, list[Weighed]] = {}
    for weighed in believed:
        when = range_of(weighed)
        if when is not None:
            found.setdefault(when, []).append(weighed)
    return found


def _known_on(believed: Sequence[Weighed]) -> date | None:
    """Return the day by which the reports, together, made it likely; None where they never did."""
    for place, weighed in enumerate(believed, 1):
        if strength(believed[:place]) > LIKELY:
            return weighed.entry.said_on
    return None


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
