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
from airdate.timeline.ageing import Then
from airdate.timeline.evidence import RANK, Discount, status, strength
from airdate.timeline.ranges import covers, slip_days, width

# A later claim takes a plan's place when it is at least this much as strong: news may be a
# little less sure than what it overturns, not much.
TAKES_OVER = 0.7
# What is said on the same day as the plan is no later news; it must be the stronger by this much.
SAME_DAY = 1.2
# A range that has passed unconfirmed yields to almost any later word.
TAKES_OVER_PASSED = 0.2
# A plan is told for days to come. Days of a report may be off by weeks, and the longest plans that
# came true were announced some fourteen years ahead.
GONE_DAYS = 31
FAR_DAYS = 20 * 365
# What stood more weakly than this was talk, and leaves no plan behind.
TALK = 0.25
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

    def strength(self, discount: Discount) -> float:
        """Return how strongly it stands, by weights as they were on some day."""
        return strength(self.backing, discount=discount)


@dataclass(frozen=True, slots=True)
class _Word:
    """A claim as it was heard on its day. discount: what makes weights those of that day."""

    claim: Weighed
    discount: Discount

    @property
    def said(self) -> date:
        return self.claim.entry.said_on

    @property
    def when(self) -> DateRange | None:
        return range_of(self.claim)

    @property
    def status(self) -> Status:
        return status(self.claim)

    @property
    def weight(self) -> float:
        return self.claim.weight * self.discount(self.claim)


def range_of(weighed: Weighed) -> DateRange | None:
    """Return what the claim says of the day, None where it gives none."""
    statement = weighed.entry.claim.statement
    return statement.when if isinstance(statement, Milestone) else None


def replay(claims: Sequence[Weighed], *, then: Then) -> Standing | None:
    """Return what stands after plans, estimates, rumours and retractions, None where none was made.

    claims: of one milestone, without reports that it is done and without copies, in the order of
    their days.  then: brings a weight back to what it was on the day that another claim was said.
    """
    standing: Standing | None = None
    words = (_Word(w, then(w.entry.said_on)) for w in claims if not absurd(w))
    for word in sorted(words, key=_turn):
        if word.status in (Status.DROPPED, Status.DENIED):
            standing = _hear_no(standing, word)
        elif standing is None:
            standing = _open(word)
        else:
            standing = _hear_yes(standing, word)
    return standing


def absurd(weighed: Weighed) -> bool:
    """Whether what is said to come names days long gone when it was said, or beyond any plan."""
    when, said = range_of(weighed), weighed.entry.said_on
    if when is None or status(weighed) not in (Status.PLANNED, Status.EXPECTED, Status.RUMOURED):
        return False
    gone = when.latest is not None and (said - when.latest).days > GONE_DAYS
    far = when.earliest is not None and (when.earliest - said).days > FAR_DAYS
    reported = weighed.entry.claim.status is Status.RUMOURED
    return far or (gone and not reported)


def _turn(word: _Word) -> tuple[date, bool, float, int, int, str]:
    """Return the sorting key: by day, what is withdrawn before what is put in its place.

    Of one day the weightier is heard first; of about the same weight the wider range, then the
    later one, for what does not hold nearly always comes late.
    """
    when = word.when
    last = (when.latest or date.max).toordinal() if when else 0
    return (
        word.said,
        word.status is not Status.DROPPED,
        -round(word.weight, 1),
        # May and September are as wide as each other, though not to the day.
        -width(when).bit_length() if when else 0,
        -last,
        word.claim.entry.id,
    )


def _open(word: _Word) -> Standing:
    return Standing(word.when, word.status, word.said, (word.claim,))


def _hear_no(standing: Standing | None, word: _Word) -> Standing | None:
    """Return what stands after a no: a retraction ends the plan it names, a denial is noted."""
    if standing is None or standing.dropped_on:
        return standing
    noted = replace(standing, dissent=(*standing.dissent, word.claim))
    if word.status is Status.DENIED and word.when is None:
        return noted
    if not _meant(standing, word.when):
        return standing
    needed = TAKES_OVER_PASSED if _passed(standing, word.said) else REFINES
    if word.weight < needed * standing.strength(word.discount):
        return noted
    return replace(noted, dropped_on=word.said)


def _meant(standing: Standing, named: DateRange | None) -> bool:
    """Whether a retraction that names a range, or none, is of the plan that stands."""
    return named is None or (standing.when is not None and covers(named, standing.when))


def _passed(standing: Standing, said: date) -> bool:
    return bool(standing.when and standing.when.latest and standing.when.latest < said)


def _hear_yes(standing: Standing, word: _Word) -> Standing:
    new, held = word.when, standing.when
    if standing.dropped_on:
        return _after_drop(standing, word)
    if new is None:
        return _back(standing, word)
    if held is None:
        return replace(_back(standing, word), when=new, status=word.status, since=word.said)
    higher = RANK[word.status] > RANK[standing.status]
    lower = RANK[word.status] < RANK[standing.status]
    if new == held:
        return _back(standing, word, status=word.status if higher else standing.status)
    if covers(new, held) and not higher:
        return _back(standing, word)
    if covers(held, new):
        return _back(standing, word) if lower else _refine(standing, word)
    if higher and new.overlaps(held) and not _passed(standing, word.said):
        return _supersede(standing, word, backing=(word.claim,))
    return _contest(standing, word)


def _after_drop(standing: Standing, word: _Word) -> Standing:
    """Let the next word stand, unless it only says again what was withdrawn that day."""
    new, held = word.when, standing.when
    if new is not None and new == held and word.said == standing.dropped_on:
        return standing
    return _supersede(standing, word, backing=(word.claim,))


def _back(standing: Standing, word: _Word, **changes: Status) -> Standing:
    return replace(standing, backing=(*standing.backing, word.claim), **changes)  # type: ignore[arg-type]


def _refine(standing: Standing, word: _Word) -> Standing:
    backed = _back(standing, word)
    if word.weight < REFINES * standing.strength(word.discount):
        return backed
    return replace(backed, when=word.when, status=word.status, since=word.said)


def _contest(standing: Standing, word: _Word) -> Standing:
    """Join a contradicting claim to those of its kind; together they may take the plan's place."""
    last = max(w.entry.said_on for w in standing.backing)
    allies = [w for w in standing.dissent if w.entry.said_on >= last and _agree(w, word.when)]
    rumour = word.status is Status.RUMOURED and standing.status is not Status.RUMOURED
    passed = _passed(standing, word.said)
    needed = SAME_DAY if word.said == last else TAKES_OVER_PASSED if passed else TAKES_OVER
    backing = (*allies, word.claim)
    enough = strength(backing, discount=word.discount) >= needed * standing.strength(word.discount)
    if enough and (passed or not rumour):
        return _supersede(standing, word, backing=backing)
    return replace(standing, dissent=(*standing.dissent, word.claim))


def _agree(weighed: Weighed, when: DateRange | None) -> bool:
    said = range_of(weighed)
    return status(weighed) in RANK and said is not None and when is not None and said.overlaps(when)


def _supersede(standing: Standing, word: _Word, *, backing: tuple[Weighed, ...]) -> Standing:
    """Put a new range in place of the old, which becomes a Plan with its slip."""
    plan = closed_plan(standing, word.when, day=word.said, discount=word.discount)
    heard = (*standing.backing, *standing.dissent)
    kept = [w for w in heard if status(w) in RANK and fits(range_of(w), word.when)]
    known = {w.entry.id for w in (*backing, *kept)}
    talk = () if plan else standing.backing
    return Standing(
        when=word.when,
        status=word.status,
        since=word.said,
        backing=(*backing, *kept),
        dissent=tuple(
            w for w in (*standing.dissent, *talk) if w.entry.id not in known and status(w) in RANK
        ),
        plans=standing.plans if plan is None else (*standing.plans, plan),
    )


def fits(said: DateRange | None, new: DateRange | None) -> bool:
    """Return whether what was said holds all days of what came instead."""
    return said is not None and new is not None and covers(said, new)


def closed_plan(
    standing: Standing, new: DateRange | None, *, day: date, discount: Discount
) -> Plan | None:
    """Return the standing range as a plan that no longer holds, None where it named no day.

    Nor is what nobody of weight ever stood for a plan.  day: when it ceased to hold.
    """
    if standing.when is None or standing.when == new or standing.strength(discount) < TALK:
        return None
    return Plan(
        when=standing.when,
        status=standing.status,
        claims=tuple(w for w in standing.backing if not fits(range_of(w), new)),
        dropped_on=standing.dropped_on or day,
        slip_days=slip_days(standing.when, new),
        replaced_by=new,
    )
