"""What is planned for a milestone: the claims replayed in the order in which they were said.

The replay keeps one standing range. A claim that says the same, or the same more vaguely, backs
it; a narrower one of the same rank refines it; a later one that contradicts it takes its place
when its voices are about as strong, and the old range becomes a superseded Plan with its slip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from airdate.model import DateRange, Milestone, Plan, Status, Weighed
from airdate.timeline.evidence import RANK, status, strength
from airdate.timeline.ranges import covers, slip_days, width

# A later claim takes a plan's place when it is at least this much as strong: news may be a
# little less sure than what it overturns, not much.
TAKES_OVER = 0.7
# What is said on the same day as the plan is no later news; it must be the stronger by this much.
SAME_DAY = 1.2
# A range that has passed unconfirmed yields to almost any later word.
TAKES_OVER_PASSED = 0.2
# To make a range narrower takes less than to overturn it.
REFINES = 0.4


@dataclass(frozen=True, slots=True)
class Standing:
    """The range that stands after some claims were heard, and how it came to stand."""

    when: DateRange | None
    status: Status
    since: date
    backing: tuple[Weighed, ...]
    dissent: tuple[Weighed, ...] = ()
    plans: tuple[Plan, ...] = ()
    dropped_on: date | None = None

    @property
    def strength(self) -> float:
        """How strongly it stands: the weights tell how old the words are."""
        return strength(self.backing)


def range_of(weighed: Weighed) -> DateRange | None:
    """Return what the claim says of the day, None where it gives none."""
    statement = weighed.entry.claim.statement
    return statement.when if isinstance(statement, Milestone) else None


def replay(claims: Sequence[Weighed]) -> Standing | None:
    """Return what stands after plans, estimates, rumours and retractions, None where none was made.

    claims: of one milestone, without reports that it is done and without copies, in the order of
    their days.
    """
    standing: Standing | None = None
    for weighed in sorted(claims, key=_turn):
        if status(weighed) in (Status.DROPPED, Status.DENIED):
            standing = _hear_no(standing, weighed)
        elif standing is None:
            standing = _open(weighed)
        else:
            standing = _hear_yes(standing, weighed)
    return standing


def _turn(weighed: Weighed) -> tuple[date, bool, float, int, str]:
    """Return the sorting key: by day, what is withdrawn before what is put in its place."""
    when = range_of(weighed)
    return (
        weighed.entry.said_on,
        status(weighed) is not Status.DROPPED,
        -weighed.weight,
        -width(when) if when else 0,
        weighed.entry.id,
    )


def _open(weighed: Weighed) -> Standing:
    return Standing(range_of(weighed), status(weighed), weighed.entry.said_on, (weighed,))


def _hear_no(standing: Standing | None, weighed: Weighed) -> Standing | None:
    """Return what stands after a no: a retraction ends the plan it names, a denial is noted."""
    if standing is None or standing.dropped_on:
        return standing
    said = weighed.entry.said_on
    named, held = range_of(weighed), standing.when
    if status(weighed) is Status.DENIED and named is None:
        return replace(standing, dissent=(*standing.dissent, weighed))
    meant = named is None or (held is not None and covers(named, held))
    if not meant:
        return standing
    needed = TAKES_OVER_PASSED if _passed(standing, said) else REFINES
    noted = replace(standing, dissent=(*standing.dissent, weighed))
    if weighed.weight < needed * standing.strength:
        return noted
    return replace(noted, dropped_on=said)


def _passed(standing: Standing, said: date) -> bool:
    return bool(standing.when and standing.when.latest and standing.when.latest < said)


def _hear_yes(standing: Standing, weighed: Weighed) -> Standing:
    new, held = range_of(weighed), standing.when
    if standing.dropped_on:
        return _after_drop(standing, weighed)
    if new is None:
        return _back(standing, weighed)
    if held is None:
        return replace(
            _back(standing, weighed), when=new, status=status(weighed), since=weighed.entry.said_on
        )
    higher = RANK[status(weighed)] > RANK[standing.status]
    lower = RANK[status(weighed)] < RANK[standing.status]
    if new == held:
        return _back(standing, weighed, status=status(weighed) if higher else standing.status)
    if covers(new, held) and not higher:
        return _back(standing, weighed)
    if covers(held, new):
        return _back(standing, weighed) if lower else _refine(standing, weighed)
    if higher and new.overlaps(held) and not _passed(standing, weighed.entry.said_on):
        return _supersede(standing, weighed, backing=(weighed,))
    return _contest(standing, weighed)


def _after_drop(standing: Standing, weighed: Weighed) -> Standing:
    """Let the next word stand, unless it only says again what was withdrawn that day."""
    new, held = range_of(weighed), standing.when
    if new is not None and new == held and weighed.entry.said_on == standing.dropped_on:
        return standing
    return _supersede(standing, weighed, backing=(weighed,))


def _back(standing: Standing, weighed: Weighed, **changes: Status) -> Standing:
    return replace(standing, backing=(*standing.backing, weighed), **changes)  # type: ignore[arg-type]


def _refine(standing: Standing, weighed: Weighed) -> Standing:
    said = weighed.entry.said_on
    backed = _back(standing, weighed)
    if weighed.weight < REFINES * standing.strength:
        return backed
    return replace(backed, when=range_of(weighed), status=status(weighed), since=said)


def _contest(standing: Standing, weighed: Weighed) -> Standing:
    """Join a contradicting claim to those of its kind; together they may take the plan's place."""
    said, new = weighed.entry.said_on, range_of(weighed)
    last = max(w.entry.said_on for w in standing.backing)
    allies = [w for w in standing.dissent if w.entry.said_on >= last and _agree(w, new)]
    rumour = status(weighed) is Status.RUMOURED and standing.status is not Status.RUMOURED
    passed = _passed(standing, said)
    needed = SAME_DAY if said == last else TAKES_OVER_PASSED if passed else TAKES_OVER
    challenge = strength([*allies, weighed])
    if challenge >= needed * standing.strength and (passed or not rumour):
        return _supersede(standing, weighed, backing=(*allies, weighed))
    return replace(standing, dissent=(*standing.dissent, weighed))


def _agree(weighed: Weighed, when: DateRange | None) -> bool:
    said = range_of(weighed)
    return status(weighed) in RANK and said is not None and when is not None and said.overlaps(when)


def _supersede(standing: Standing, weighed: Weighed, *, backing: tuple[Weighed, ...]) -> Standing:
    """Put a new range in place of the old, which becomes a Plan with its slip."""
    new = range_of(weighed)
    plan = closed_plan(standing, new, day=weighed.entry.said_on)
    kept = [w for w in standing.backing if _fits(range_of(w), new)]
    known = {w.entry.id for w in (*backing, *kept)}
    return Standing(
        when=new,
        status=status(weighed),
        since=weighed.entry.said_on,
        backing=(*backing, *kept),
        dissent=tuple(w for w in standing.dissent if w.entry.id not in known and status(w) in RANK),
        plans=standing.plans if plan is None else (*standing.plans, plan),
    )


def _fits(said: DateRange | None, new: DateRange | None) -> bool:
    return said is not None and new is not None and covers(said, new)


def closed_plan(standing: Standing, new: DateRange | None, *, day: date) -> Plan | None:
    """Return the standing range as a plan that no longer holds, None where it named no day."""
    if standing.when is None or standing.when == new:
        return None
    return Plan(
        when=standing.when,
        status=standing.status,
        claims=tuple(w for w in standing.backing if not _fits(range_of(w), new)),
        dropped_on=standing.dropped_on or day,
        slip_days=slip_days(standing.when, new),
        replaced_by=new,
    )
