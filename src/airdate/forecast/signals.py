"""What of a Timeline bears on the release day: stages reached and planned, windows, the last gap.

Everything is told in days from `as_of`, so that what follows is arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from airdate.forecast.habits import habit
from airdate.forecast.market import traits
from airdate.model import (
    Belief,
    DateRange,
    Event,
    Milestone,
    Plan,
    Profile,
    Status,
    Timeline,
    Weighed,
)
from airdate.timeline.evidence import firsthand, rejected

# Milestones from which durations run, by the name of their parameters, the furthest first.
STAGES = {
    Event.TRAILER: "trailer",
    Event.POST_PRODUCTION: "post",
    Event.FILMING_WRAP: "wrap",
    Event.FILMING: "filming",
    Event.FILMING_START: "start",
    Event.PRE_PRODUCTION: "prep",
    Event.WRITING: "prep",
    Event.RENEWED: "order",
    Event.ANNOUNCED: "order",
}
# Planned milestones that tell something of the release.
PLANNED = {
    Event.FILMING_WRAP: "plan_wrap",
    Event.FILMING: "plan_start",
    Event.FILMING_START: "plan_start",
}
# A usual wait between seasons; what lies closer are parts of one.
USUAL_GAP_DAYS = 450.0
LEAST_GAP_DAYS = 90
_FILMED = frozenset({"trailer", "post", "wrap", "filming", "start"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day from which a duration to the release runs.

    name: of its parameters.  elapsed_days: from it to `as_of`, below 0 where it is to come.
    furthest: whether no later stage is known.  previous: of a wait since the season before, the
    log of how many times as long as USUAL_GAP_DAYS that one had been waited for; 0 if unknown.
    """

    name: str
    elapsed_days: float
    furthest: bool
    claims: tuple[Weighed, ...] = ()
    previous: float = 0.0


@dataclass(frozen=True, slots=True)
class Window:
    """A range claimed for the release, in days from `as_of`; None where open.

    age_days: since it was first said so.  sure: 0..1.  slips: plans that it took the place of.
    main: whether it is the one believed; else a narrower or rival one that is less sure.
    told_days: since it was last said so, first-hand.
    """

    low: float | None
    high: float | None
    status: Status
    age_days: float
    sure: float
    slips: int
    main: bool
    when: DateRange
    claims: tuple[Weighed, ...] = ()
    told_days: float = 0.0


@dataclass(frozen=True, slots=True)
class Signals:
    """All that bears on one release, as of a day.

    traits: what of its kind lengthens or shortens durations; see `market.traits`.
    unsettled: a postponement was reported since the window was announced, which still stands.
    silent_days: since anything was last said of a milestone.  season: its number, if any.
    habit: the service's shares of the seven weekdays, that of `as_of` first; empty if unknown.
    """

    anchors: tuple[Anchor, ...]
    windows: tuple[Window, ...]
    traits: frozenset[str]
    unsettled: bool
    silent_days: int = 0
    season: int | None = None
    habit: tuple[float, ...] = ()

    def before_silence(self) -> Signals:
        """Return the same as it stood on the day of the last news."""
        days = float(self.silent_days)
        return replace(
            self,
            anchors=tuple(replace(a, elapsed_days=a.elapsed_days - days) for a in self.anchors),
            windows=tuple(
                replace(
                    w,
                    low=None if w.low is None else w.low + days,
                    high=None if w.high is None else w.high + days,
                    age_days=max(0.0, w.age_days - days),
                    told_days=max(0.0, w.told_days - days),
                )
                for w in self.windows
            ),
            silent_days=0,
            habit=self._habit_before(self.silent_days),
        )

    def _habit_before(self, days: int) -> tuple[float, ...]:
        back = -days % len(self.habit) if self.habit else 0
        return (*self.habit[back:], *self.habit[:back])


def signals(timeline: Timeline, profile: Profile, *, as_of: date) -> Signals:
    """Return what bears on the release day, of what the timeline believes, in days from `as_of`."""
    anchors = tuple(_anchors(timeline, profile, as_of=as_of))
    windows = tuple(_windows(timeline, as_of=as_of))
    return Signals(
        anchors=anchors,
        windows=windows,
        traits=traits(profile, season=timeline.installment.season),
        unsettled=_unsettled(timeline),
        silent_days=_silent_days(timeline, as_of=as_of),
        season=timeline.installment.season,
        habit=habit(profile.service, start=as_of) if profile.kind == "series" else (),
    )


def _silent_days(timeline: Timeline, *, as_of: date) -> int:
    """Return the days since the last first-hand word on any milestone, 0 where there was none."""
    said = [
        w
        for w in timeline.weighed
        if isinstance(w.entry.claim.statement, Milestone) and not rejected(w)
    ]
    return (as_of - _last_said(said)).days if said else 0


def _unsettled(timeline: Timeline) -> bool:
    """Whether a delay was reported on or after the day of the window, and the window still stands.

    A window that took the place of an earlier one on the day of the delay is what it was moved to.
    """
    delay, release = timeline.belief(Event.DELAY), timeline.belief(Event.RELEASE)
    if delay is None or release is None or delay.status is not Status.DONE:
        return False
    last = _last_said(delay.claims_for)
    moved = any(plan.dropped_on == release.since for plan in release.plans)
    return last > release.since or (last == release.since and not moved)


def _day(belief: Belief) -> date:
    """Return the day on which a milestone is taken to lie: mid-range, a known end, or the news."""
    return middle(belief.when) or belief.since


def middle(when: DateRange | None) -> date | None:
    """Return the middle of a closed range, the known end of an open one, None where none is."""
    if when is None:
        return None
    if when.earliest and when.latest:
        return when.earliest + (when.latest - when.earliest) / 2
    return when.latest or when.earliest


def _anchors(timeline: Timeline, profile: Profile, *, as_of: date) -> Iterator[Anchor]:
    first, seen = True, set[str]()
    for event, name in STAGES.items():
        belief = timeline.belief(event)
        if belief is None or belief.status is not Status.DONE or name in seen:
            continue
        if event is Event.TRAILER and timeline.stage is not Event.TRAILER:
            continue
        seen.add(name)
        elapsed = max(0.0, float((as_of - _day(belief)).days))
        yield Anchor(name, elapsed, first, belief.claims_for)
        first = False
    yield from _planned(timeline, seen=seen, as_of=as_of)
    yield from _news(timeline, seen=seen, as_of=as_of)
    if profile.previous_release and profile.previous_release < as_of:
        gap = "gap_film" if profile.kind == "film" else "gap"
        elapsed = float((as_of - profile.previous_release).days)
        yield Anchor(gap, elapsed, False, previous=_previous(profile))


def _previous(profile: Profile) -> float:
    """Return the log of how much longer than usual the season before was waited for."""
    last, before = profile.previous_release, profile.earlier_release
    if profile.kind == "film" or last is None or before is None:
        return 0.0
    return previous_of(float((last - before).days))


def previous_of(days: float) -> float:
    """Return the log of a wait over a usual one; 0 for parts of one season."""
    return math.log(days / USUAL_GAP_DAYS) if days >= LEAST_GAP_DAYS else 0.0


def _news(timeline: Timeline, *, seen: set[str], as_of: date) -> Iterator[Anchor]:
    """Yield the last delay, and the last word that filming had not begun, as anchors of their own.

    A delay told before filming was over counts until then; a denial until filming starts. Where
    many outlets write and none of them of filming, that is such a word, on the day of the latest.
    """
    delay, start = timeline.belief(Event.DELAY), timeline.belief(Event.FILMING_START)
    if delay and delay.status is Status.DONE and not seen & {"wrap", "post", "trailer"}:
        last = _last_said(delay.claims_for)
        yield Anchor("delay", float((as_of - last).days), False, delay.claims_for)
    if seen & _FILMED:
        return
    noes = _denials(start)
    told = _much_told(timeline) if seen else []
    if noes or told:
        last = _last_said([*noes, *told])
        yield Anchor("unstarted", float((as_of - last).days), False, tuple(noes))


# Of so many outlets one would have told of filming, had it begun. A judgement: among the recorded
# histories hardly any has as many and no filming, and they are forecast as well as without it.
_MANY_OUTLETS = 5


def _much_told(timeline: Timeline) -> list[Weighed]:
    """Return what was told of milestones first-hand, if by many outlets; else nothing."""
    said = [
        w
        for w in firsthand(timeline.weighed)
        if isinstance(w.entry.claim.statement, Milestone) and not rejected(w)
    ]
    outlets = {w.source.domain or w.entry.document_id for w in said}
    return said if len(outlets) >= _MANY_OUTLETS else []


def _last_said(claims: Sequence[Weighed]) -> date:
    """Return the last day on which it was said first-hand: a copy makes nothing younger."""
    return max(w.entry.said_on for w in firsthand(claims))


def _denials(start: Belief | None) -> list[Weighed]:
    """Return the claims that filming has not begun, or begins later than was planned."""
    told = (*start.claims_for, *start.claims_against) if start else ()
    return [w for w in told if w.entry.claim.status in (Status.DENIED, Status.DROPPED)]


def _planned(timeline: Timeline, *, seen: set[str], as_of: date) -> Iterator[Anchor]:
    told, filmed = set[str](), bool(seen & _FILMED)
    for event, name in PLANNED.items():
        belief = timeline.belief(event)
        if belief is None or belief.status not in (
            Status.PLANNED,
            Status.EXPECTED,
            Status.RUMOURED,
        ):
            continue
        over = {"wrap", "post"} & seen if name == "plan_wrap" else filmed
        day = middle(belief.when)
        if over or day is None or name in told:
            continue
        told.add(name)
        # A plan that has passed without a report is taken to have come as planned: no slip was
        # reported either, and the wide spread of planned steps covers what nobody reported.
        elapsed = float((as_of - day).days)
        yield Anchor(name, elapsed, False, belief.claims_for)


def _windows(timeline: Timeline, *, as_of: date) -> Iterator[Window]:
    belief = timeline.belief(Event.RELEASE)
    if belief is None:
        return
    if belief.when is not None:
        yield _window(belief, belief.when, as_of=as_of)
    elif belief.plans and belief.plans[-1].replaced_by is None:
        yield from _withdrawn(belief.plans[-1], as_of)
    yield from _hints(belief, as_of)


def _window(belief: Belief, when: DateRange, *, as_of: date) -> Window:
    low, high = _ends(when, as_of)
    return Window(
        low,
        high,
        belief.status,
        float((as_of - belief.since).days),
        belief.probability,
        sum(1 for plan in belief.plans if (plan.slip_days or 0) > 0),
        True,
        when,
        belief.claims_for,
        float((as_of - _last_said(belief.claims_for)).days) if belief.claims_for else 0.0,
    )


def _ends(when: DateRange, as_of: date) -> tuple[float | None, float | None]:
    low = float((when.earliest - as_of).days) if when.earliest else None
    high = float((when.latest - as_of).days) if when.latest else None
    return low, high


def _withdrawn(plan: Plan, as_of: date) -> Iterator[Window]:
    """Yield what a withdrawn plan tells: the release comes later than it."""
    if plan.when.latest and plan.dropped_on:
        low = float((plan.when.latest - as_of).days)
        age = float((as_of - plan.dropped_on).days)
        yield Window(low, None, Status.DROPPED, age, 0.5, 1, True, plan.when, plan.claims)


def _hints(belief: Belief, as_of: date) -> Iterator[Window]:
    """Narrower ranges within the believed one, by those who are less sure: the latest of them.

    One that has passed tells nothing that the wider one does not.
    """
    if belief.when is None:
        return
    for weighed in reversed(firsthand(belief.claims_for)):
        claim = weighed.entry.claim
        when = getattr(claim.statement, "when", None)
        lower = claim.status in (Status.EXPECTED, Status.RUMOURED) and claim.status != belief.status
        if when and when != belief.when and when.days and lower and _inside(when, belief.when):
            low, high = _ends(when, as_of)
            if high is not None and high < 0:
                return
            age = float((as_of - weighed.entry.said_on).days)
            yield Window(low, high, claim.status, age, weighed.weight, 0, False, when, (weighed,))
            return


def _inside(when: DateRange, wide: DateRange) -> bool:
    return bool(
        when.earliest
        and when.latest
        and (wide.earliest is None or when.earliest >= wide.earliest)
        and (wide.latest is None or when.latest <= wide.latest)
    )
