"""What time decided: dated claims of one installment → those that held, and those that did not.

A claim is judged by others. The outlet that made it, and whoever credits or copies that outlet,
prove nothing; an official voice does, of itself too. Who is left must be believable together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from airdate.model import DateRange, Entry, Event, Milestone, Source, SourceKind, Status, Weighed
from airdate.sources.independence import house, same_claim, voice_behind
from airdate.sources.outlets import published_by
from airdate.sources.weighing import corrected, rejected, support, weigh

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
class _Verdict:
    """What others say came of a claim, None where it has not come; and who says so."""

    came: DateRange | None
    witnesses: tuple[Weighed, ...]


def judge(entries: Iterable[Entry], *, as_of: date) -> tuple[Judged, ...]:
    """Return the dated claims on one installment that time had decided by a day.

    entries: of that installment.  Of what an outlet says again, the first counts.  What was said
    after the day plays no part; nor does the order of the entries.
    """
    said = sorted(
        (corrected(each) for each in entries if each.said_on <= as_of and not rejected(each)),
        key=lambda each: (each.said_on, each.id),
    )
    told: dict[Event, list[Entry]] = defaultdict(list)
    for entry in said:
        if isinstance(entry.claim.statement, Milestone):
            told[entry.claim.statement.event].append(entry)
    found = [judged for event in JUDGED for judged in _judged(event, told=told, as_of=as_of)]
    return tuple(sorted(found, key=lambda each: (each.entry.said_on, each.entry.id)))


def _judged(
    event: Event, *, told: Mapping[Event, Sequence[Entry]], as_of: date
) -> Iterable[Judged]:
    claims = _first_said(told.get(event, ()))
    reports = [each for each in told.get(event, ()) if status_of(each) is Status.DONE]
    passed = [each for each in claims if _end(each) < as_of and status_of(each) in COMING]
    if not reports and not passed:
        return
    done = weigh(reports, as_of=as_of)
    # Only what was said after the first report, or after a window, can speak against either.
    since = min([*map(_end, passed), *(each.said_on for each in reports)])
    later = [each for each in _waiting(event, told) if each.said_on > since]
    waiting = _weighed_as_news(later, as_of=as_of)
    for entry in claims:
        source = published_by(entry.outlet, entry.url)
        verdict = _settled(entry, source, done=done, waiting=waiting) or (
            _not_come(entry, source, waiting=waiting) if entry in passed else None
        )
        judged = verdict and _measured(entry, source, verdict)
        if judged:
            yield judged


def _weighed_as_news(entries: Sequence[Entry], *, as_of: date) -> list[Weighed]:
    """Return the entries with the chance that, on their days, it was so: nothing had come yet.

    That is the chance of a report; whether what they plan comes to hold plays no part in it.
    """
    if not entries:
        return []
    known = {entry.id: entry for entry in entries}
    reports = [replace(entry, claim=replace(entry.claim, status=Status.DONE)) for entry in entries]
    return [replace(w, entry=known[w.entry.id]) for w in weigh(reports, as_of=as_of)]


def status_of(entry: Entry) -> Status:
    """Return how a claim is made; what is said to be done on a day to come is a plan."""
    status, when = entry.claim.status, _when(entry)
    ahead = when and when.earliest and when.earliest > entry.said_on
    return Status.PLANNED if status is Status.DONE and ahead else status


def _when(entry: Entry) -> DateRange | None:
    said = entry.claim.statement
    return said.when if isinstance(said, Milestone) else None


def _end(entry: Entry) -> date:
    when = _when(entry)
    return (when.latest if when else None) or date.max


def _first_said(entries: Iterable[Entry]) -> list[Entry]:
    """Return the dated claims; what an outlet says again, or twice on one day, counts once."""
    kept: dict[tuple[str, bool], list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=_exact_first):
        source, status = published_by(entry.outlet, entry.url), status_of(entry)
        if source.domain and _when(entry) and status in (*COMING, Status.DONE):
            own = kept[source.domain, status is Status.DONE]
            if not any(_says_again(entry, earlier) for earlier in own):
                own.append(entry)
    return [entry for own in kept.values() for entry in own]


def _exact_first(entry: Entry) -> tuple[date, int, str]:
    when = _when(entry)
    return entry.said_on, (when.days if when else None) or date.max.toordinal(), entry.id


def _says_again(entry: Entry, earlier: Entry) -> bool:
    one, other = _when(entry), _when(earlier)
    if one is None or other is None:
        return False
    return one == other or (entry.said_on == earlier.said_on and one.overlaps(other))


def _waiting(event: Event, told: Mapping[Event, Sequence[Entry]]) -> list[Entry]:
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
    when, said = _when(entry), entry.claim.statement
    if status_of(entry) in COMING:
        return True
    if when is None:
        return isinstance(said, Milestone) and said.event in GOING_ON
    return entry.said_on - (when.latest or entry.said_on) <= timedelta(CLOSE_DAYS)


# ── the verdict ─────────────────────────────────────────────────────────────────────────────


def _settled(
    entry: Entry, source: Source, *, done: Sequence[Weighed], waiting: Sequence[Weighed]
) -> _Verdict | None:
    """Return when the milestone came by the word of others, None where that is not settled."""
    valid = [w for w in done if w.entry.id != entry.id and may_judge(w, source, among=done)]
    if not valid:
        return None
    official = [w for w in valid if w.source.kind is SourceKind.OFFICIAL and _when(w.entry)]
    ranges = {_came(w.entry, entry): None for w in official or valid}
    backing = {r: [w for w in valid if _agree(_came(w.entry, entry), r)] for r in ranges}
    best = max(
        ranges,
        key=lambda r: (support(backing[r]), -(r.days or date.max.toordinal()), str(r)),
    )
    first = min(w.entry.said_on for w in backing[best])
    against = [w for w in valid if w not in backing[best]]
    against += [
        w
        for w in waiting
        if w.entry.said_on > first
        and may_judge(w, source, among=waiting)
        and _denies(w.entry, best)
    ]
    if not _believable(backing[best]) or support(against) >= support(backing[best]):
        return None
    return _Verdict(best, tuple(backing[best]))


def _agree(one: DateRange, other: DateRange) -> bool:
    """Whether two ranges can mean the same day."""
    return abs(error_days(one, other)) <= SAME_DAYS


def _denies(entry: Entry, came: DateRange) -> bool:
    """Whether who says this cannot mean that the milestone came then."""
    when = _when(entry)
    if status_of(entry) is Status.DENIED or when is None or when.earliest is None:
        return False
    return when.earliest > (came.latest or date.max) and status_of(entry) in COMING


def _not_come(entry: Entry, source: Source, *, waiting: Sequence[Weighed]) -> _Verdict | None:
    """Return that it had not come when its window had passed, None where nobody says so."""
    end = _end(entry)
    later = [
        w
        for w in waiting
        if w.entry.said_on > end
        and may_judge(w, source, among=waiting)
        and not same_claim(w.entry.claim, entry.claim)
    ]
    return _Verdict(None, tuple(later)) if _believable(later) else None


def _believable(witnesses: Sequence[Weighed]) -> bool:
    """Whether the witnesses are right, and were read rightly, surely enough to judge another."""
    if support(witnesses) < READ:
        return False
    told = (_as_told(w) for w in witnesses)
    return support(told) >= SETTLED


def _as_told(witness: Weighed) -> Weighed:
    """Return a witness with the chance that it is right, if it was read rightly."""
    sure = witness.entry.claim.confidence or 1.0
    return witness if sure == 1.0 else replace(witness, weight=min(1.0, witness.weight / sure))


def may_judge(witness: Weighed, source: Source, *, among: Sequence[Weighed]) -> bool:
    """Return whether a witness proves anything of an outlet: not by its own word, nor its echo."""
    own = house(source)
    official = witness.source.kind is SourceKind.OFFICIAL
    if house(witness.source) == own:
        return official
    if voice_behind(witness.entry) == own:
        return False
    origin = next((w for w in among if w.entry.id == witness.origin), witness)
    return house(origin.source) != own or official


def _came(witness: Entry, judged: Entry) -> DateRange:
    """Return the days in which the milestone came, by a report that it did.

    What gives no day bounds it: it came by the day of the report, and after the claim that was
    still waiting for it.
    """
    when = _when(witness)
    low = when.earliest if when else None
    high = min((when.latest if when else None) or witness.said_on, witness.said_on)
    if low is None and status_of(judged) in COMING and judged.said_on < high:
        low = judged.said_on
    return DateRange(min(low, high) if low else None, high)


def _measured(entry: Entry, source: Source, verdict: _Verdict) -> Judged | None:
    """Return the claim with what came of it, None where what is known of that is too vague."""
    said, came = _when(entry), verdict.came
    witnesses = tuple(w.entry for w in verdict.witnesses)
    if said is None:
        return None
    if came is None:
        end, last = _end(entry), max(witness.said_on for witness in witnesses)
        late_days, lead = (last - end).days, (end - entry.said_on).days
        return Judged(entry, source, False, None, late_days, lead, witnesses)
    slack_days = SAME_DAYS if status_of(entry) is Status.DONE else 0
    error = error_days(said, came)
    if error == 0 and not _within(came, said) and (came.days or CLOSE_DAYS + 1) > CLOSE_DAYS:
        return None
    held = abs(error) <= slack_days
    lead = ((came.earliest or came.latest or entry.said_on) - entry.said_on).days
    return Judged(entry, source, held, came, 0 if held else error, lead, witnesses)


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
