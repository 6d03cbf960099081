"""Whether a milestone has happened: the reports that say so, against all that says it has not.

A report that something is done is weighed against denials, against plans for a day after the
report, and against news of an earlier stage; see `opposition`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from airdate.model import DateRange, Event, Status, Weighed
from airdate.timeline.ageing import Then
from airdate.timeline.evidence import (
    CEILING,
    LIKELY,
    MISREAD,
    Discount,
    odds,
    status,
    strength,
    unread,
)
from airdate.timeline.opposition import RECENT_DAYS, Heard, Opposition, opposition, withdrawn
from airdate.timeline.plans import range_of
from airdate.timeline.ranges import covers, distance, meet, width

# Events that come more than once: the latest report tells of the latest of them.
RECURRING = frozenset({Event.DELAY, Event.TRAILER})
# A plan that came as it was made bears out the report of it, less than a second report would.
PLAN_COUNTS = 0.5
# After a cancellation, news of life whose odds are this large beside those of the cancellation is
# believed: a press report of the new home beside two trade papers on the end.
OUTLIVES = 0.25
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

    def probability(
        self, planned: Sequence[Weighed] = (), *, fresh: Discount = lambda w: 1.0
    ) -> float:
        """Return the chance that it happened.

        planned: plans that came as they were made.  fresh: makes their weights those of the day
        on which it was reported.
        """
        reports = {w.entry.id for w in self.backing}

        def discount(weighed: Weighed) -> float:
            return 1.0 if weighed.entry.id in reports else PLAN_COUNTS * fresh(weighed)

        return doubted(strength((*self.backing, *planned), discount=discount), self.against)

    def stands(self, chance: float) -> bool:
        """Return whether it is believed: its sources likely right, and it likely enough read.

        chance: its probability.
        """
        told = doubted(strength(self.backing, discount=unread), self.against)
        return chance > LIKELY or (chance > MISREAD and told > LIKELY)


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
    said = heard.get(event, ())
    reports = [w for w in said if status(w) is Status.DONE]
    refused = [Refused(w, noes) for w in reports if (noes := withdrawn(w, said, then=then))]
    taken_back = {each.report.entry.id for each in refused}
    done = [w for w in reports if w.entry.id not in taken_back]
    for place, weighed in enumerate(done):
        allies = [w for w in done if _allied(w, weighed)]
        against = opposition(event, weighed, heard=heard, then=then)
        support = strength(allies)
        if _believable(event, support, against=against):
            wrong = [each.report for each in refused]
            believed = done[place:]
            against = opposition(event, weighed, heard=heard, then=then, but=believed)
            outcome = _outcome(event, believed, against=against, refused=wrong)
            return Decision(outcome, tuple(refused))
        refused.append(Refused(weighed, against.claims))
    return Decision(None, tuple(refused))


def _believable(event: Event, support: float, *, against: Opposition) -> bool:
    """Whether reports stand up to what is against them.

    A cancellation is outlived by a renewal or by work that is likely, if not so sure as itself.
    """
    if event is Event.CANCELLED and against.strength > LIKELY:
        return odds(against.strength) < OUTLIVES * odds(support)
    return support > against.strength or (support == against.strength and not against.claims)


def _allied(weighed: Weighed, report: Weighed) -> bool:
    """Whether a report says that the event had happened by the day of another."""
    when = range_of(weighed)
    if when is None or when.earliest is None:
        return (weighed.entry.said_on - report.entry.said_on).days <= RECENT_DAYS
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
    if said is None or when is None:
        # Who reports it before the first of the days cannot mean them.
        return when is None or when.earliest is None or weighed.entry.said_on >= when.earliest
    return distance(said, when) <= SAME_OCCASION_DAYS


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
    ranges = _known_in_time(own, believed)
    if not ranges:
        return None
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


def _known_in_time(own: Mapping[DateRange, float], believed: Sequence[Weighed]) -> list[DateRange]:
    """Return the ranges that do not begin after the event was known to have happened.

    Where all do, those borne out at least as well as what was known before.
    """
    known = _known_on(believed)
    if known is None:
        return list(own)
    early = strength(w for w in believed if w.entry.said_on <= known)
    in_time = [r for r in own if (r.earliest or date.min) <= known]
    return in_time or [r for r in own if own[r] >= early]


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
