"""The life of each rumour: first told where, told again by whom, and what came of it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from airdate.model import Installment, Milestone, Statement, Timeline, Verdict, Weighed
from airdate.rumours.fates import judged
from airdate.rumours.matters import BETTER, alike, is_rumour, known_before, last_day, subject_of
from airdate.sources.weighing import corrected

# Reports come some days after the event, and weeklies later still.
_GRACE_DAYS = 31

# A rumour without a day that nobody tells any more is over after a year: seasons take that long.
_FORGOTTEN_DAYS = 365


class State(StrEnum):
    """What became of a rumour. MISREAD: a person said that no text told it."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    EXPIRED = "expired"
    MISREAD = "misread"


@dataclass(frozen=True, slots=True)
class Told:
    """How far a rumour had spread by a day: independent origins, and repeats of them."""

    day: date
    origins: int
    repeats: int


@dataclass(frozen=True, slots=True)
class Rumour:
    """One rumour, as of a day.

    id: 16 hex digits, the same as long as the same claim is its first.  statement: as first told.
    told: those who tell it, oldest first.  support, against: reports of others, oldest first.
    settled_by: the report that decided it; settled_on: its day, or the last day of the window that
    passed.  happened: whether what decided it is what came, not what is planned.
    early_days: from the day it was first told to the day it was settled; None while open.
    """

    id: str
    installment: Installment
    statement: Statement
    told: tuple[Weighed, ...]
    support: tuple[Weighed, ...]
    against: tuple[Weighed, ...]
    state: State
    settled_by: Weighed | None = None
    settled_on: date | None = None
    happened: bool = False
    early_days: int | None = None

    @property
    def first(self) -> Weighed:
        """Who told it first."""
        return self.told[0]

    @property
    def origins(self) -> int:
        """How many told it on their own."""
        return len({w.origin for w in self.told})

    @property
    def repeats(self) -> int:
        """How many only repeated it."""
        return len(self.told) - self.origins

    @property
    def spread(self) -> tuple[Told, ...]:
        """How far it had spread by each day on which it was told."""
        found: dict[date, Told] = {}
        seen: set[str] = set()
        for number, weighed in enumerate(self.told, 1):
            seen.add(weighed.origin)
            day = weighed.entry.said_on
            found[day] = Told(day, len(seen), number - len(seen))
        return tuple(found.values())


def trace(timeline: Timeline) -> tuple[Rumour, ...]:
    """Return the rumours on an installment as of a timeline's day, the latest told first.

    A claim begins one where it is told as a rumour, or by a forum, and nobody who answers for it
    had said the same before.  What a person corrected counts as corrected.
    """
    said = [_as_it_holds(w) for w in timeline.weighed if w.entry.said_on <= timeline.as_of]
    said.sort(key=lambda w: (w.entry.said_on, w.entry.id))
    standing = [w for w in said if not _rejected(w)]
    lives = [_life(told, standing, timeline) for told in _told(standing)]
    lives += [_misread(told, timeline) for told in _told([w for w in said if _rejected(w)])]
    return tuple(sorted(lives, key=_latest_first))


def _latest_first(rumour: Rumour) -> tuple[int, str]:
    return -rumour.told[-1].entry.said_on.toordinal(), rumour.id


def _as_it_holds(weighed: Weighed) -> Weighed:
    return replace(weighed, entry=corrected(weighed.entry))


def _rejected(weighed: Weighed) -> bool:
    judgement = weighed.entry.judgement
    return judgement is not None and judgement.verdict is Verdict.REJECTED


def _told(said: Sequence[Weighed]) -> list[list[Weighed]]:
    """Return the tellings of each rumour, oldest first. said: in the order of its days."""
    news: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    open_: dict[tuple[str, str], list[list[Weighed]]] = defaultdict(list)
    for weighed in said:
        statement = weighed.entry.claim.statement
        subject = subject_of(statement)
        if not is_rumour(weighed):
            if weighed.source.kind in BETTER:
                news[subject].append(statement)
            continue
        same = (t for t in open_[subject] if alike(t[0].entry.claim.statement, statement))
        if (telling := next(same, None)) is not None:
            telling.append(weighed)
        elif not any(known_before(statement, earlier) for earlier in news[subject]):
            open_[subject].append([weighed])
    return [telling for tellings in open_.values() for telling in tellings]


def _life(told: Sequence[Weighed], said: Iterable[Weighed], timeline: Timeline) -> Rumour:
    first, mine = told[0], {w.entry.id for w in told}
    statement = first.entry.claim.statement
    found = judged(statement, first, (w for w in said if w.entry.id not in mine))
    made = _rumour(told, timeline, State.OPEN)
    made = replace(made, support=found.support, against=found.against)
    if found.by is not None:
        state = State.CONFIRMED if found.held else State.REFUTED
        return _settled(made, state, found.by.entry.said_on, found.by, happened=found.happened)
    over = _over(statement, told[-1])
    if over + timedelta(_grace(statement)) < timeline.as_of:
        return _settled(made, State.EXPIRED, over, None, happened=False)
    return made


def _over(statement: Statement, last: Weighed) -> date:
    """Return the day after which a rumour is about the past."""
    when = statement.when if isinstance(statement, Milestone) else None
    return last_day(when) if when is not None else last.entry.said_on


def _grace(statement: Statement) -> int:
    dated = isinstance(statement, Milestone) and statement.when is not None
    return _GRACE_DAYS if dated else _FORGOTTEN_DAYS


def _settled(
    rumour: Rumour, state: State, on: date, by: Weighed | None, *, happened: bool
) -> Rumour:
    early = (on - rumour.first.entry.said_on).days
    return replace(
        rumour, state=state, settled_by=by, settled_on=on, happened=happened, early_days=early
    )


def _misread(told: Sequence[Weighed], timeline: Timeline) -> Rumour:
    return _rumour(told, timeline, State.MISREAD)


def _rumour(told: Sequence[Weighed], timeline: Timeline, state: State) -> Rumour:
    installment, statement = timeline.installment, told[0].entry.claim.statement
    name = f"{installment.key}\0{subject_of(statement)}\0{told[0].entry.id}"
    identity = hashlib.sha256(name.encode()).hexdigest()[:16]
    return Rumour(identity, installment, statement, tuple(told), (), (), state)
