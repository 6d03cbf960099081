"""The watcher's rounds: what is due is given to threads, what they bring is kept by one writer.

The engine never waits: whoever drives it does, by the clock it was given, so that sixty days can
be played in minutes.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from airdate import pipeline
from airdate.errors import LedgerError, UsageError
from airdate.ledger import Ledger, Recorded
from airdate.ledger.office import places as office
from airdate.ledger.office import talk
from airdate.ledger.office.places import Done, Host, Visit
from airdate.model import Reading
from airdate.watch.articles import Task
from airdate.watch.jobs import Finished, Job, done, run
from airdate.watch.manners import host_of
from airdate.watch.means import Asks, Means
from airdate.watch.outcomes import Outcome
from airdate.watch.relevance import Gate, gate_of
from airdate.watch.schedule import Plan, plan
from airdate.watch.visiting import Call

_GATE_GOOD_FOR = timedelta(minutes=1)
_PEOPLE_GOOD_FOR = timedelta(hours=1)
_RENEW_AFTER = office.LEASE / 4
_FIRST_PAUSE = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(minutes=5)
_HOUR = timedelta(hours=1)
_KEEP_MARKS_DAYS = 60
_MOST_MARKS = 250_000
"""Marks of one place: twice what the largest feed that is read can show."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How the watcher goes about it.

    threads: visits at a time.  host_per_hour: questions to one host in an hour.
    most_taken: items that one visit takes in.  look_seconds: how long it waits at most before it
    looks what time it is: clocks are set, machines sleep, and people add places.
    """

    threads: int = 4
    host_per_hour: int = 240
    most_taken: int = 200
    look_seconds: float = 30.0


@dataclass(slots=True)
class _Trouble:
    """Since when the ledger cannot be written, and when to try again."""

    pause: timedelta = _FIRST_PAUSE
    until: datetime | None = None


@dataclass(slots=True)
class Tally:
    """What came of a run so far."""

    visits: int = 0
    errands: int = 0
    documents: int = 0
    let_go: int = 0
    failed: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)

    def count(self, one: Done) -> None:
        """Count what was kept of a job."""
        self.visits += one.visit.address is None
        self.errands += one.visit.address is not None
        self.documents += one.visit.documents
        self.let_go += one.visit.let_go
        self.failed += Outcome(one.visit.outcome).failed
        self.outcomes[one.visit.outcome] += 1


class Engine:
    """A watcher between two waits; all its methods are called in one thread."""

    def __init__(
        self,
        ledger: Ledger,
        asks: Asks,
        *,
        now: Callable[[], datetime],
        by: str,
        chance: random.Random,
        habits: Habits | None = None,
        tell: Callable[[str], None] = lambda words: None,
        seen: Callable[[Visit], None] = lambda visit: None,
    ) -> None:
        """Take an open ledger and what asks servers.

        by: a name that no other watcher has.  tell: is told what the ledger's keeper must know;
        seen: each line of the log.
        """
        self._ledger, self._asks, self._now, self._by = ledger, asks, now, by
        self._chance, self._tell, self._seen = chance, tell, seen
        self.habits = habits or Habits()
        self.tally = Tally()
        self._pool = ThreadPoolExecutor(self.habits.threads, thread_name_prefix="airdate-watch")
        self._running: dict[Future[Finished], Job] = {}
        self._unkept: list[Finished] = []
        self._trouble = _Trouble()
        self._means: tuple[datetime, datetime, Means] | None = None
        self._renewed: datetime | None = None
        self._pruned: datetime | None = None
        self._asked: dict[str, tuple[datetime, int]] = {}

    @property
    def running(self) -> Collection[Future[Finished]]:
        """The jobs under way: their ends are worth waiting for."""
        return self._running.keys()

    @property
    def put_off(self) -> datetime | None:
        """Until when it waits for a ledger that could not be written; None where it does not."""
        return self._trouble.until

    def step(
        self,
        *,
        named: Collection[int] | None = None,
        errands_of: Collection[int] | None = None,
        start: bool = True,
    ) -> Plan | None:
        """Keep what is finished, start what is due; return the plan, None where none was made.

        named, errands_of: as `office.due` takes them.  start: whether anything new is begun.
        """
        now = self._now()
        self._collect()
        if self._waits(now):
            return None
        try:
            self._keep(now)
            self._tidy(now)
            if start and not self._unkept:
                return self._start(now, named, errands_of)
        except LedgerError as error:
            self._put_off(now, error)
        return None

    def close(self) -> None:
        """End what is under way, keep what it brought, and give the leases up."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._collect()
        try:
            self._keep(self._now())
            office.release(self._ledger, by=self._by)
        except LedgerError as error:
            self._tell(f"the last visits were not kept, and will be made again: {error.problem}")

    # ── keeping ─────────────────────────────────────────────────────────────────────────────

    def _collect(self) -> None:
        for future in [future for future in self._running if future.done()]:
            del self._running[future]
            if not future.cancelled():
                self._unkept.append(future.result())

    def _waits(self, now: datetime) -> bool:
        until = self._trouble.until
        # A clock that was set back must not make it wait for longer than it meant to.
        return until is not None and now < until <= now + _LONGEST_PAUSE

    def _put_off(self, now: datetime, error: LedgerError) -> None:
        pause = self._trouble.pause
        self._tell(f"{error.problem} {error.remedy} Trying again in {pause.total_seconds():.0f} s.")
        self._trouble = _Trouble(min(pause * 2, _LONGEST_PAUSE), now + pause)

    def _keep(self, now: datetime) -> None:
        """Record the readings, then keep what became of the jobs.

        A crash between the two repeats the jobs, and the ledger knows their documents by then.
        """
        if not self._unkept:
            return
        kept = [self._done(finished, now) for finished in self._unkept]
        office.keep(self._ledger, kept, by=self._by)
        self._unkept = []
        self._trouble = _Trouble()
        for one in kept:
            self.tally.count(one)
            self._seen(one.visit)

    def _done(self, finished: Finished, now: datetime) -> Done:
        recorded, lost = self._record(finished.answer.readings, now)
        new = len({one.document_id for one in recorded if one.new_document})
        for thread in finished.answer.talk:
            pipeline.listen(self._ledger, thread, recorded_at=now)
        made = done(finished, documents=new, lost=lost, now=now, chance=self._chance)
        return replace(made, hosts=tuple(self._within_budget(host, now) for host in made.hosts))

    def _record(
        self, readings: Collection[Reading], now: datetime
    ) -> tuple[list[Recorded], list[str]]:
        """Return what recording brought, and why some readings could not be taken in."""
        if not readings:
            return [], []
        try:
            return self._ledger.record_all(readings, recorded_at=now), []
        except (UsageError, ValueError):
            brought, lost = [], []
            for reading in readings:
                try:
                    brought.append(self._ledger.record(reading, recorded_at=now))
                except (UsageError, ValueError) as error:
                    lost.append(f"“{reading.document.heading[:60]}” cannot be kept: {error}")
            return brought, lost

    def _within_budget(self, host: Host, now: datetime) -> Host:
        """Return a host left alone for the rest of the hour where it was asked often enough."""
        began, count = self._asked.get(host.name, (now, 0))
        if not timedelta(0) <= now - began < _HOUR:
            began, count = now, 0
        self._asked[host.name] = (began, count + 1)
        if count + 1 < self.habits.host_per_hour:
            return host
        return replace(host, next_allowed=max(host.next_allowed, began + _HOUR))

    def _tidy(self, now: datetime) -> None:
        if self._running and _older(self._renewed, now, _RENEW_AFTER):
            office.renew(self._ledger, now=now, by=self._by)
            self._renewed = now
        if _older(self._pruned, now, timedelta(days=1)):
            office.prune(self._ledger, keep_days=_KEEP_MARKS_DAYS, most=_MOST_MARKS)
            self._pruned = now
            self._asked.clear()

    # ── starting ────────────────────────────────────────────────────────────────────────────

    def _start(
        self, now: datetime, named: Collection[int] | None, errands_of: Collection[int] | None
    ) -> Plan:
        room = self.habits.threads - len(self._running)
        busy = frozenset(job.host.name for job in self._running.values() if job.host)
        due = office.due(self._ledger, now=now, named=named, errands_of=errands_of)
        hosts = [host_of(place.address) for place, _ in due.places]
        made = plan(now, due, hosts=hosts, busy=busy, room=room)
        if made.states_anew or made.errands_anew:
            office.rebase(
                self._ledger, states_anew=made.states_anew, errands_anew=made.errands_anew
            )
        if made.places or made.errands:
            self._claim(now, made)
        return made

    def _claim(self, now: datetime, made: Plan) -> None:
        held = office.claim(
            self._ledger,
            now=now,
            by=self._by,
            wanted=[(place, host_of(place.address)) for place in made.places],
            tasks=made.errands,
        )
        self._renewed = self._renewed if self._running else now
        means = self._current_means(now)
        for place, state, marks in held.places:
            host = held.hosts.get(host_of(place.address))
            self._submit(Job(Call(place, state, marks, host), host), means)
        for errand, place, known in held.errands:
            host = held.hosts.get(errand.host)
            job = Job(Task(errand, place, host), host)
            if known:
                self._unkept.append(_known(job, now))
            else:
                self._submit(job, means)

    def _submit(self, job: Job, means: Means) -> None:
        self._running[self._pool.submit(run, job, means)] = job

    def _current_means(self, now: datetime) -> Means:
        """Return what visits are made with; what is followed is looked up once a minute."""
        if self._means is not None:
            made, peopled, means = self._means
            if not _older(made, now, _GATE_GOOD_FOR):
                return means
            if not _older(peopled, now, _PEOPLE_GOOD_FOR):
                gate = gate_of(self._ledger, people=means.gate.people)
                return self._noted(now, peopled, gate)
        return self._noted(now, now, gate_of(self._ledger))

    def _noted(self, now: datetime, peopled: datetime, gate: Gate) -> Means:
        means = Means(
            asks=self._asks,
            now=self._now,
            gate=gate,
            aliases=self._ledger.aliases(),
            catalogue=pipeline.catalogue(self._ledger),
            most_taken=self.habits.most_taken,
            authors=talk.authors_secret(self._ledger),
        )
        self._means = (now, peopled, means)
        return means


def _older(moment: datetime | None, now: datetime, age: timedelta) -> bool:
    """Return whether a moment is so long ago, or lies ahead: the clock was set back."""
    return moment is None or moment > now or now - moment >= age


def _known(job: Job, now: datetime) -> Finished:
    """Return the end of an errand for an article that was read for another place."""
    from airdate.watch.outcomes import Answer

    why = "it was read when another place named it"
    host = replace(job.host, next_allowed=now, set_at=now) if job.host else None
    return Finished(job, Answer(Outcome.KNOWN, why, host=host), 0)
