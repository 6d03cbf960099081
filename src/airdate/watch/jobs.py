"""Jobs under way, and what becomes of them: a job and its answer make what is kept of it."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from airdate.ledger.office.places import Done, Errand, Host, Place, State, Visit
from airdate.watch.articles import Task, read_article
from airdate.watch.manners import left_alone
from airdate.watch.means import Means
from airdate.watch.outcomes import Answer, Outcome
from airdate.watch.schedule import decide, errand_after, given_up
from airdate.watch.visiting import Call, visit

_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Job:
    """A visit of a place, or an errand for an article that it named. host: whom it asks."""

    what: Call | Task
    host: Host | None

    @property
    def place(self) -> Place:
        """The place that it is for."""
        return self.what.place

    @property
    def errand(self) -> Errand | None:
        """The errand that it runs, None where it visits the place itself."""
        return self.what.errand if isinstance(self.what, Task) else None


@dataclass(frozen=True, slots=True)
class Finished:
    """A job with its answer."""

    job: Job
    answer: Answer
    took_ms: int


def run(job: Job, means: Means) -> Finished:
    """Return a job's answer; whatever went wrong in it is told as one. Runs in a thread."""
    began = time.perf_counter()
    try:
        what = job.what
        answer = visit(what, means) if isinstance(what, Call) else read_article(what, means)
    except Exception as error:  # a fault of ours: it costs this visit alone, and is told
        answer = Answer(Outcome.FAULT, f"a fault of airdate: {error!r}")
    return Finished(job, answer, round((time.perf_counter() - began) * 1000))


def done(
    finished: Finished,
    *,
    documents: int,
    lost: Sequence[str],
    now: datetime,
    chance: random.Random,
) -> Done:
    """Return what is to be kept of a job.

    documents: how many of its readings were new to the ledger.  lost: why some were not taken in.
    """
    job, answer = finished.job, finished.answer
    if lost:
        answer = replace(
            answer,
            reason="; ".join(filter(None, (answer.reason, *lost[:2]))),
            let_go=answer.let_go + len(lost),
        )
    known = answer.host or job.host
    asked = answer.outcome is not Outcome.KNOWN
    hosts = (left_alone(known, now=now, asked=asked),) if known else ()
    entry = _entry(finished, answer, documents=documents, now=now)
    if isinstance(job.what, Task):
        return _errand_done(
            job.what.errand, answer, entry=entry, hosts=hosts, now=now, chance=chance
        )
    state = decide(job.place, job.what.state, answer, now=now, chance=chance)
    place, entry = _ended(job.place, state, answer=answer, entry=entry, now=now)
    return Done(
        entry,
        state=state,
        place=place,
        met=answer.met,
        read=answer.read,
        errands=answer.errands,
        hosts=hosts,
    )


def _entry(finished: Finished, answer: Answer, *, documents: int, now: datetime) -> Visit:
    job = finished.job
    outcome = answer.outcome
    if outcome is Outcome.READ and not documents:
        outcome = Outcome.KNOWN
    return Visit(
        place=job.place.number,
        at=now,
        outcome=outcome.value,
        reason=plain(answer.reason)[:_LONGEST_REASON],
        status=answer.status,
        address=job.errand.address if job.errand else None,
        took_ms=finished.took_ms,
        items=answer.items,
        fresh=answer.fresh,
        documents=documents,
        let_go=answer.let_go,
        examples=tuple(map(plain, answer.examples)),
        bytes=answer.bytes,
    )


def plain(words: str) -> str:
    """Return words of strangers on one line, without what could steer a terminal or a log."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _ended(
    place: Place, state: State, *, answer: Answer, entry: Visit, now: datetime
) -> tuple[Place | None, Visit]:
    """Return the place as it is from now on, given up where it says that it is gone."""
    why = given_up(state, answer, now=now) if answer.outcome.failed else None
    if why is None:
        return answer.place, entry
    why = f"{plain(why)[:_LONGEST_REASON]}: airdate watch resume {place.id[:6]} asks it again"
    reason = "; ".join(filter(None, (entry.reason, "it is asked no more")))
    return replace(place, paused_at=now, paused_why=why), replace(entry, reason=reason)


def _errand_done(
    errand: Errand,
    answer: Answer,
    *,
    entry: Visit,
    hosts: tuple[Host, ...],
    now: datetime,
    chance: random.Random,
) -> Done:
    again = errand_after(errand, answer, now=now, chance=chance)
    if again is not None:
        reason = f"{entry.reason}; tried again from {again.due_at:%Y-%m-%d %H:%M} UTC on"
        return Done(replace(entry, reason=reason), errands=(again,), hosts=hosts)
    if answer.outcome.failed:
        tries = errand.attempts + 1
        told = "not tried again" if tries == 1 else f"given up after {tries} tries"
        entry = replace(entry, reason=f"{entry.reason}; {told}")
    return Done(entry, read=answer.read, finished=errand.number, hosts=hosts)
