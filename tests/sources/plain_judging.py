"""Judging as it is told in the page on sources: each claim by itself, as of one day. Slow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from airdate.model import DateRange, Entry, Event, Milestone, Source, SourceKind, Status, Weighed
from airdate.sources.charges import (
    COMING,
    JUDGED,
    READ,
    SAME_DAYS,
    SETTLED,
    Judged,
    charged,
    error_days,
    first_said,
    measured,
    status_of,
    waiting_for,
    weighed_as_news,
    when_of,
)
from airdate.sources.independence import house, same_claim, voice_behind
from airdate.sources.weighing import corrected, rejected, support, weigh

_DIGITS = 9
"""Chances that differ by less are the same."""


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What others say came of a claim, None where it has not come; and who says so."""

    came: DateRange | None
    witnesses: tuple[Weighed, ...]


def judge_plainly(entries: Iterable[Entry], *, as_of: date) -> tuple[Judged, ...]:
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
    charges = [charged(entry) for entry in first_said(told.get(event, ()))]
    reports = [each for each in told.get(event, ()) if status_of(each) is Status.DONE]
    passed = [each for each in charges if each.end < as_of and each.coming]
    if not reports and not passed:
        return
    done = weigh(reports, as_of=as_of)
    since = min([*(each.end for each in passed), *(each.said_on for each in reports)])
    waiting = weighed_as_news([e for e in waiting_for(event, told) if e.said_on > since])
    for charge in charges:
        entry, source = charge.entry, charge.source
        verdict = _settled(entry, source, done=done, waiting=waiting) or (
            _not_come(entry, source, waiting=waiting) if charge in passed else None
        )
        witnesses = [w.entry for w in verdict.witnesses] if verdict else []
        judged = verdict and measured(charge, verdict.came, witnesses)
        if judged:
            yield judged


def _settled(
    entry: Entry, source: Source, *, done: Sequence[Weighed], waiting: Sequence[Weighed]
) -> _Verdict | None:
    """Return when the milestone came by the word of others, None where that is not settled."""
    valid = [w for w in done if w.entry.id != entry.id and may_judge(w, source, among=done)]
    if not valid:
        return None
    official = [w for w in valid if w.source.kind is SourceKind.OFFICIAL and when_of(w.entry)]
    ranges = {_came(w.entry, entry): None for w in official or valid}
    backing = {r: [w for w in valid if _agree(_came(w.entry, entry), r)] for r in ranges}
    best = max(
        ranges,
        key=lambda r: (
            round(support(backing[r]), _DIGITS),
            -(r.days or date.max.toordinal()),
            str(r),
        ),
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
    if not _believable(backing[best]) or round(support(against), _DIGITS) >= round(
        support(backing[best]), _DIGITS
    ):
        return None
    return _Verdict(best, tuple(backing[best]))


def _agree(one: DateRange, other: DateRange) -> bool:
    """Whether two ranges can mean the same day."""
    return abs(error_days(one, other)) <= SAME_DAYS


def _denies(entry: Entry, came: DateRange) -> bool:
    """Whether who says this cannot mean that the milestone came then."""
    when = when_of(entry)
    if status_of(entry) is Status.DENIED or when is None or when.earliest is None:
        return False
    return when.earliest > (came.latest or date.max) and status_of(entry) in COMING


def _not_come(entry: Entry, source: Source, *, waiting: Sequence[Weighed]) -> _Verdict | None:
    """Return that it had not come when its window had passed, None where nobody says so."""
    end = charged(entry).end
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
    if round(support(witnesses), _DIGITS) < READ:
        return False
    told = (_as_told(w) for w in witnesses)
    return round(support(told), _DIGITS) >= SETTLED


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
    when = when_of(witness)
    low = when.earliest if when else None
    high = min((when.latest if when else None) or witness.said_on, witness.said_on)
    if low is None and status_of(judged) in COMING and judged.said_on < high:
        low = judged.said_on
    return DateRange(min(low, high) if low else None, high)
