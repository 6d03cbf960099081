"""What time decided: dated claims of one installment → those that held, and those that did not.

A claim is judged by others. The outlet that made it, and whoever credits or copies that outlet,
prove nothing; an official voice does, of itself too. Who is left must be believable together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from airdate.model import DateRange, Entry, Event, Milestone, Source, Status
from airdate.sources.charges import (
    COMING,
    JUDGED,
    READ,
    SAME_DAYS,
    SETTLED,
    Charge,
    Judged,
    charged,
    error_days,
    first_said,
    held_by,
    measured,
    status_of,
    waiting_for,
    weighed_as_news,
    when_of,
)
from airdate.sources.independence import same_claim
from airdate.sources.panel import Panel, ordinals, support_of
from airdate.sources.weighing import corrected, rejected, weigh

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from airdate.sources.panel import Days, Flags

__all__ = ["COMING", "JUDGED", "Docket", "Fate", "Judged", "error_days", "judge", "status_of"]

# How a claim stands: not decided, held, did not.
_STATES = {None: 0, True: 1, False: 2}
_EVER = date.min.toordinal()


def judge(entries: Iterable[Entry], *, as_of: date) -> tuple[Judged, ...]:
    """Return the dated claims on one installment that time had decided by a day.

    entries: of that installment.  Of what an outlet says again, the first counts.  What was said
    after the day plays no part; nor does the order of the entries.
    """
    return Docket(entries).judged(as_of)


@dataclass(frozen=True, slots=True)
class Fate:
    """How a claim stood from a day until before another one."""

    entry: Entry
    source: Source
    held: bool
    since: date
    until: date


class Docket:
    """All dated claims on one installment, and what time decided on each, day by day.

    Whom it weighs, it weighs once for all days: what is said later changes no weight of before.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take the entries on one installment, of any days and in any order."""
        said = sorted(
            (corrected(each) for each in entries if not rejected(each)),
            key=lambda each: (each.said_on, each.id),
        )
        told: dict[Event, list[Entry]] = defaultdict(list)
        for entry in said:
            if isinstance(entry.claim.statement, Milestone):
                told[entry.claim.statement.event].append(entry)
        trials = (Trial(event, told) for event in JUDGED if told.get(event))
        # In the order in which they were said, whatever their event.
        self._charges = sorted(
            ((charge, trial) for trial in trials for charge in trial.charges),
            key=lambda each: (each[0].entry.said_on, each[0].entry.id),
        )

    def judged(self, as_of: date) -> tuple[Judged, ...]:
        """Return the claims that time had decided by a day, the earliest said first."""
        found = (trial.judged(charge, as_of) for charge, trial in self._charges)
        return tuple(judged for judged in found if judged)

    @cached_property
    def fates(self) -> tuple[Fate, ...]:
        """For how long which claim counted as one that held, or as one that did not."""
        return tuple(
            Fate(charge.entry, charge.source, held, since, until)
            for charge, trial in self._charges
            for held, since, until in trial.spans(charge)
        )


# ── day by day ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Session:
    """Days in which the same witnesses can be heard. days: on which one of them speaks.

    heard, waiting_heard: how many of either had spoken by each of the days.
    coming: the days from which on those who wait foretell it, as ordinals, 0 where they do not.
    """

    waiting: Panel
    coming: Days
    days: Days
    heard: Days
    waiting_heard: Days


@dataclass(frozen=True, slots=True)
class _Settled:
    """What came, by the word of others: on each day of a session one of the ranges, or -1.

    backing: who speaks for each range, eight witnesses to a byte: a large ledger has many.
    """

    best: Days
    ranges: Sequence[DateRange]
    backing: NDArray[np.uint8]


class Trial:
    """The claims on one milestone of an installment, and those who may decide on them."""

    def __init__(self, event: Event, told: Mapping[Event, Sequence[Entry]]) -> None:
        """Take what was told of each milestone, the earliest said first."""
        self.charges = [charged(entry) for entry in first_said(told[event])]
        reports = [each for each in told[event] if status_of(each) is Status.DONE]
        waiting = waiting_for(event, told)
        since = _since(self.charges, reports)
        # Nobody judges what nobody reports, and whose window is open.
        heard = reports if since else []
        self._done = Panel(weigh(heard, as_of=date.max))
        self._low, self._high = _bounds([when_of(w.entry) for w in self._done.weighed])
        self._dated = np.array([when_of(w.entry) is not None for w in self._done.weighed], bool)
        self._high = np.minimum(self._high, self._done.said)
        self._low = np.minimum(self._low, self._high)
        self._starts = [day for day, _ in since]
        until = [*self._starts[1:], date.max][: len(since)]
        self._sessions = [
            self._session([e for e in waiting if e.said_on > after], day, end)
            for (day, after), end in zip(since, until, strict=True)
        ]
        self._known: dict[tuple[object, ...], _Settled | None] = {}

    def _session(self, later: Sequence[Entry], start: date, end: date) -> _Session:
        waiting = Panel(weighed_as_news(later))
        coming = [
            w.entry.claim.statement.when.earliest.toordinal() if _foretells(w.entry) else 0  # type: ignore[union-attr]
            for w in waiting.weighed
        ]
        first, last = start.toordinal(), end.toordinal()
        days = np.unique(np.concatenate([[first], self._done.said, waiting.said]))
        days = days[(days >= first) & (days < last)].astype(np.int64)
        heard = np.searchsorted(self._done.said, days, "right")
        return _Session(
            waiting,
            np.array(coming, np.int64),
            days,
            heard,
            np.searchsorted(waiting.said, days, "right"),
        )

    # ── verdicts ────────────────────────────────────────────────────────────────────────────

    def judged(self, charge: Charge, as_of: date) -> Judged | None:
        """Return a claim as it was judged by a day, None where it was not."""
        number = bisect_right(self._starts, as_of) - 1
        if number < 0 or charge.entry.said_on > as_of:
            return None
        session, day = self._sessions[number], as_of.toordinal()
        at = int(np.searchsorted(session.days, day, "right")) - 1
        settled = self._settled(charge, number)
        if settled and settled.best[at] >= 0:
            best = settled.best[at]
            backing = np.unpackbits(settled.backing[:, best], count=len(self._done.said)) > 0
            heard = _chosen(self._done, backing & (self._done.said <= day))
            return measured(charge, settled.ranges[best], heard)
        who = self._later(charge, session) & (session.waiting.said <= day)
        if not self._missed(charge, session)[at]:
            return None
        return measured(charge, None, _chosen(session.waiting, who))

    def spans(self, charge: Charge) -> Iterator[tuple[bool, date, date]]:
        """Yield how a claim stood, from which day on and until before which."""
        said = charge.entry.said_on.toordinal()
        found: list[tuple[int, int]] = []
        for number, session in enumerate(self._sessions):
            # 0: not decided, 1: it held, 2: it did not.
            states = np.where(self._missed(charge, session), 2, 0)
            if settled := self._settled(charge, number):
                fates = [_STATES[held_by(charge, came)] for came in settled.ranges]
                named = np.array([*fates, 0])[settled.best]
                states = np.where(settled.best >= 0, named, states)
            changes = np.flatnonzero(np.diff(states, prepend=-1))
            found += zip(session.days[changes].tolist(), states[changes].tolist(), strict=True)
        ends = [*(day for day, _ in found[1:]), date.max.toordinal()][: len(found)]
        for (since, state), until in zip(found, ends, strict=True):
            if state and until > said:
                yield state == 1, date.fromordinal(max(since, said)), date.fromordinal(until)

    def _settled(self, charge: Charge, number: int) -> _Settled | None:
        """Return when the milestone came by the word of others, None where nobody has one."""
        session, done = self._sessions[number], self._done
        valid, low = done.may_judge(charge.own), self._low
        if charge.entry.id in done.place:
            valid = valid.copy()
            valid[done.place[charge.entry.id]] = False
        if not valid.any():
            return None
        against, said = session.waiting.may_judge(charge.own), None
        if charge.coming and (self._low == _EVER).any():
            # What gives no day came after the claim that was still waiting for it.
            said = charge.entry.said_on.toordinal()
            low = np.where((low == _EVER) & (said < self._high), said, low)
        key = (number, said, valid.tobytes(), against.tobytes())
        if key not in self._known:
            self._known[key] = self._settlement(session, valid, low, against=against)
        return self._known[key]

    def _settlement(
        self, session: _Session, valid: Flags, low: Days, *, against: Flags
    ) -> _Settled:
        done, high, waiting = self._done, self._high, session.waiting
        own = [pair if ok else None for pair, ok in zip(_pairs(low, high), valid, strict=True)]
        # Of ranges that are believed alike, the narrowest comes first.
        ranges = sorted(filter(None, set(own)), key=_narrowest)
        first, last = (
            np.array([(r.earliest or date.min).toordinal() for r in ranges]),
            ordinals(r.latest or date.max for r in ranges),
        )
        gap = np.maximum(low[:, None], first) - np.minimum(high[:, None], last)
        agreeing = (gap <= SAME_DAYS) & valid[:, None]
        backed, told = done.misses(agreeing, done.weight), done.misses(agreeing, done.told)
        chance = support_of(backed)
        best = np.argmax(np.where(self._candidates(own, ranges), chance, -1.0), axis=1)
        begun = done.said[np.argmax(agreeing, axis=0)]
        denying = (session.coming[:, None] > last) & (waiting.said[:, None] > begun)
        denied = waiting.misses(denying & against[:, None], waiting.weight)
        other = done.misses(valid[:, None] & ~agreeing, done.weight)
        at, then = session.heard, best[session.heard]
        opposed = support_of(other[at, then] * denied[session.waiting_heard, then])
        believed = (chance[at, then] >= READ) & (support_of(told[at, then]) >= SETTLED)
        held = believed & (opposed < chance[at, then])
        return _Settled(np.where(held, then, -1), ranges, np.packbits(agreeing, axis=0))

    def _candidates(self, own: Sequence[DateRange | None], ranges: Sequence[DateRange]) -> Flags:
        """Return which ranges had been named after each witness: official ones go before all."""
        column = {each: n for n, each in enumerate(ranges)}
        named = np.zeros((len(own) + 1, len(ranges)), bool)
        strong = np.zeros_like(named)
        for row, each in enumerate(own, 1):
            if each is not None:
                named[row, column[each]] = True
                strong[row, column[each]] = self._done.official[row - 1] and self._dated[row - 1]
        named, strong = np.logical_or.accumulate(named), np.logical_or.accumulate(strong)
        found: Flags = np.where(strong.any(axis=1, keepdims=True), strong, named)
        return found

    def _later(self, charge: Charge, session: _Session) -> Flags:
        """Return who says after a window that it is still to come, or tells of an earlier stage."""
        waiting = session.waiting
        later = (waiting.said > charge.end.toordinal()) & waiting.may_judge(charge.own)
        for place in np.flatnonzero(later).tolist():
            if same_claim(waiting.weighed[place].entry.claim, charge.entry.claim):
                later[place] = False
        return later

    def _missed(self, charge: Charge, session: _Session) -> Flags:
        """Return on which days others say, after its window, that it has not come."""
        waiting = session.waiting
        if not charge.coming or not (waiting.said > charge.end.toordinal()).any():
            return np.zeros(len(session.days), bool)
        later = self._later(charge, session)[:, None]
        read = support_of(waiting.misses(later, waiting.weight))[:, 0] >= READ
        told = support_of(waiting.misses(later, waiting.told))[:, 0] >= SETTLED
        found: Flags = (read & told)[session.waiting_heard]
        return found


def _since(charges: Sequence[Charge], reports: Sequence[Entry]) -> list[tuple[date, date]]:
    """Return from which day on what was said after which day can speak against a claim.

    Only what was said after the first report, or after a window, can.
    """
    known = [(each.said_on, each.said_on) for each in reports]
    for each in charges:
        if each.coming and each.end < date.max:
            known.append((max(each.entry.said_on, each.end + timedelta(1)), each.end))
    found: list[tuple[date, date]] = []
    for day, since in sorted(known):
        if not found or since < found[-1][1]:
            if found and found[-1][0] == day:
                found.pop()
            found.append((day, since))
    return found


def _bounds(ranges: Sequence[DateRange | None]) -> tuple[Days, Days]:
    """Return the first and last days of ranges as ordinals, all of time where open."""
    low = ordinals((each and each.earliest) or date.min for each in ranges)
    return low, ordinals((each and each.latest) or date.max for each in ranges)


def _pairs(low: Days, high: Days) -> list[DateRange]:
    return [_range(first, last) for first, last in zip(low.tolist(), high.tolist(), strict=True)]


@lru_cache(maxsize=8192)
def _range(first: int, last: int) -> DateRange:
    return DateRange(None if first == _EVER else date.fromordinal(first), date.fromordinal(last))


def _narrowest(came: DateRange) -> tuple[int, list[int]]:
    """Return the key by which of ranges that are believed alike the first is taken."""
    return came.days or date.max.toordinal(), [-ord(letter) for letter in str(came)]


def _chosen(panel: Panel, who: Flags) -> list[Entry]:
    return [panel.weighed[place].entry for place in np.flatnonzero(who).tolist()]


def _foretells(entry: Entry) -> bool:
    when = when_of(entry)
    return when is not None and when.earliest is not None and status_of(entry) in COMING
