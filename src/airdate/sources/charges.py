"""What time can decide on: dated claims on a milestone, who may speak against them, what came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from airdate.model import DateRange, Entry, Event, Milestone, Source, Status, Weighed
from airdate.sources.independence import house
from airdate.sources.outlets import published_by
from airdate.sources.panel import NOBODY
from airdate.sources.weighing import weigh

# Milestones that come once, and on a day. A trailer or a delay comes again; filming goes on.
JUDGED = (
    Event.ANNOUNCED,
    Event.RENEWED,
    Event.FILMING_START,
    Event.FILMING_WRAP,
    Event.RELEASE,
)
COMING = (Status.PLANNED, Status.EXPECTED, Status.RUMOURED)
# What goes on, or comes, before a milestone: who tells of it says that the milestone has not come.
BEFORE = {
    Event.FILMING_START: (Event.WRITING, Event.PRE_PRODUCTION),
    Event.FILMING_WRAP: (Event.WRITING, Event.PRE_PRODUCTION, Event.FILMING_START, Event.FILMING),
    Event.RELEASE: (
        Event.WRITING,
        Event.PRE_PRODUCTION,
        Event.FILMING_START,
        Event.FILMING,
        Event.POST_PRODUCTION,
    ),
}
# What is told without a day goes on now.
GOING_ON = (Event.WRITING, Event.PRE_PRODUCTION, Event.FILMING, Event.POST_PRODUCTION)
# The chance that those who judge are right, all together: one paper, or two strangers. And the
# chance, with it, that they were read rightly.
SETTLED, READ = 0.8, 0.65
# Reports of one event differ by a day or two for time zones and "on Tuesday".
SAME_DAYS = 3
# A report that gives no day bounds it by its own. A bound tells of a window only where the days
# left open are no more than these.
CLOSE_DAYS = 31


@dataclass(frozen=True, slots=True)
class Judged:
    """A dated claim on which time has decided.

    came: the days in which the milestone came; None where its window passed and it had not.
    error_days: from what was said to what came: more than 0 where it came later, 0 where within;
    where it has not come, to the last day on which that was said.
    lead_days: from the day it was said to the day it came, or to the end of the window.
    witnesses: the entries that decide it.
    """

    entry: Entry
    source: Source
    held: bool
    came: DateRange | None
    error_days: int
    lead_days: int
    witnesses: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Charge:
    """A dated claim to be judged. coming: it foretells.  own: who may not judge it."""

    entry: Entry
    source: Source
    when: DateRange
    coming: bool
    own: str

    @property
    def end(self) -> date:
        """The last day of its window."""
        return self.when.latest or date.max


def charged(entry: Entry) -> Charge:
    """Return a dated claim as one to be judged."""
    source, when = published_by(entry.outlet, entry.url), when_of(entry)
    coming = status_of(entry) in COMING
    return Charge(entry, source, when or DateRange(None, None), coming, house(source) or NOBODY)


def weighed_as_news(entries: Sequence[Entry]) -> list[Weighed]:
    """Return the entries with the chance that, on their days, it was so: nothing had come yet.

    That is the chance of a report; whether what they plan comes to hold plays no part in it.
    """
    if not entries:
        return []
    known = {entry.id: entry for entry in entries}
    reports = [replace(entry, claim=replace(entry.claim, status=Status.DONE)) for entry in entries]
    return [replace(w, entry=known[w.entry.id]) for w in weigh(reports, as_of=date.max)]


def status_of(entry: Entry) -> Status:
    """Return how a claim is made; what is said to be done on a day to come is a plan."""
    status, when = entry.claim.status, when_of(entry)
    ahead = when and when.earliest and when.earliest > entry.said_on
    return Status.PLANNED if status is Status.DONE and ahead else status


def when_of(entry: Entry) -> DateRange | None:
    """Return the days that a claim on a milestone names."""
    said = entry.claim.statement
    return said.when if isinstance(said, Milestone) else None


def _end(entry: Entry) -> date:
    when = when_of(entry)
    return (when.latest if when else None) or date.max


def first_said(entries: Iterable[Entry]) -> list[Entry]:
    """Return the dated claims; what an outlet says again, or twice on one day, counts once."""
    kept: dict[tuple[str, bool], list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=_exact_first):
        source, status = published_by(entry.outlet, entry.url), status_of(entry)
        if source.domain and when_of(entry) and status in (*COMING, Status.DONE):
            own = kept[source.domain, status is Status.DONE]
            if not any(_says_again(entry, earlier) for earlier in own):
                own.append(entry)
    return [entry for own in kept.values() for entry in own]


def _exact_first(entry: Entry) -> tuple[date, int, str]:
    when = when_of(entry)
    return entry.said_on, (when.days if when else None) or date.max.toordinal(), entry.id


def _says_again(entry: Entry, earlier: Entry) -> bool:
    one, other = when_of(entry), when_of(earlier)
    if one is None or other is None:
        return False
    return one == other or (entry.said_on == earlier.said_on and one.overlaps(other))


def waiting_for(event: Event, told: Mapping[Event, Sequence[Entry]]) -> list[Entry]:
    """Return the claims by which a milestone had not come on the day they were made."""
    ahead = [e for e in told.get(event, ()) if status_of(e) in (*COMING, Status.DENIED)]
    stages = [
        each
        for before in BEFORE.get(event, ())
        for each in told.get(before, ())
        if status_of(each) is not Status.DENIED and _is_news(each)
    ]
    return [*ahead, *stages]


def _is_news(entry: Entry) -> bool:
    """Whether a stage is told of as going on or to come: "began in May" is said years later too."""
    when, said = when_of(entry), entry.claim.statement
    if status_of(entry) in COMING:
        return True
    if when is None:
        return isinstance(said, Milestone) and said.event in GOING_ON
    return entry.said_on - (when.latest or entry.said_on) <= timedelta(CLOSE_DAYS)


# ── what came of it ────────────────────────────────────────────────────────────────────────


def measured(charge: Charge, came: DateRange | None, witnesses: Sequence[Entry]) -> Judged | None:
    """Return the claim with what came of it, None where what is known of that is too vague.

    came: None where it has not come by the last day on which a witness says so.
    """
    entry, source, said = charge.entry, charge.source, charge.when
    if came is None:
        end, last = charge.end, max(witness.said_on for witness in witnesses)
        late_days, lead = (last - end).days, (end - entry.said_on).days
        return Judged(entry, source, False, None, late_days, lead, tuple(witnesses))
    held = held_by(charge, came)
    if held is None:
        return None
    error = 0 if held else error_days(said, came)
    lead = ((came.earliest or came.latest or entry.said_on) - entry.said_on).days
    return Judged(entry, source, held, came, error, lead, tuple(witnesses))


def held_by(charge: Charge, came: DateRange) -> bool | None:
    """Return whether a claim held by what came, None where that is too vague to tell."""
    slack_days = 0 if charge.coming else SAME_DAYS
    error = error_days(charge.when, came)
    vague = (came.days or CLOSE_DAYS + 1) > CLOSE_DAYS
    if error == 0 and vague and not _within(came, charge.when):
        return None
    return abs(error) <= slack_days


def _within(came: DateRange, said: DateRange) -> bool:
    low = said.earliest is None or (came.earliest is not None and came.earliest >= said.earliest)
    return low and (came.latest or date.max) <= (said.latest or date.max)


def error_days(said: DateRange, came: DateRange) -> int:
    """Return the days by which what came lies after (or, below 0, before) what was said."""
    if said.overlaps(came):
        return 0
    if said.latest and came.earliest and came.earliest > said.latest:
        return (came.earliest - said.latest).days
    return ((came.latest or date.max) - (said.earliest or date.min)).days
