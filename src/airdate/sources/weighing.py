"""Entries → entries with a weight, the chance that each is right, and why."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import prod

from airdate.model import Entry, Judgement, Milestone, Source, SourceKind, Status, Verdict, Weighed
from airdate.sources.independence import Tie, Tied, Ties, precedence
from airdate.sources.outlets import is_placed, lookup, published_by
from airdate.sources.voices import Voice, voice_of
from airdate.sources.weights import weights

# The share of an outlet's claims that came true, 0..1, by its domain: where it is known it
# replaces the figure of the outlet's kind.
TrackRecord = Mapping[str, float]

_KINDS = {
    SourceKind.OFFICIAL: "an official voice",
    SourceKind.TRADE: "a trade paper",
    SourceKind.PRESS: "a news outlet",
    SourceKind.CATALOGUE: "a catalogue that its readers keep",
    SourceKind.AGGREGATOR: "a collector of others' news",
    SourceKind.UNKNOWN: "not in the registry",
    SourceKind.FAN: "a fan site",
    SourceKind.FORUM: "a forum",
}
_VOICES = {
    Voice.MAKER: "one of its makers",
    Voice.NAMED: "somebody by name",
    Voice.UNNAMED: "nobody by name",
    Voice.CROWD: "the crowd",
}
_STATUSES = {
    Status.DONE: "reported as done",
    Status.DROPPED: "reported as dropped",
    Status.DENIED: "denied: such denials stand",
    Status.PLANNED: "planned: such plans hold",
    Status.EXPECTED: "an estimate: such estimates hold",
    Status.RUMOURED: "a rumour: such rumours hold",
}
_VERDICTS = {
    Verdict.ACCEPTED: "accepted by a person",
    Verdict.REJECTED: "rejected by a person",
    Verdict.CORRECTED: "corrected by a person",
}


@dataclass(frozen=True, slots=True)
class _Factor:
    """A chance 0..1 that a weight is multiplied by, and why."""

    chance: float
    reason: str


def weigh(
    entries: Sequence[Entry], *, as_of: date, track_record: TrackRecord | None = None
) -> tuple[Weighed, ...]:
    """Return the entries that were said by a day, each with its weight, reasons and origin.

    The weight is the chance that the entry is right: that its outlet, or whom it credits, tells
    what is so, that such a claim comes to hold, and that it was read rightly. A person's judgement
    outranks all that; a corrected entry bears the corrected claim. A copy weighs no more than what
    it copies. Entries come earliest said first; in which order they were given does not matter.
    """
    return Scales(entries).weigh(as_of, track_record)


class Scales:
    """Entries laid ready, to be weighed as of any day: what no day changes is worked out once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take entries of any days, in any order."""
        known = [corrected(each) for each in _canonical(entries)]
        self._ties = Ties(known)
        self._laid = [_laid(each) for each in sorted(known, key=precedence)]
        self._days = [each.entry.said_on for each in self._laid]

    def weigh(
        self,
        as_of: date,
        track_record: TrackRecord | None = None,
        *,
        said_by: date | None = None,
    ) -> tuple[Weighed, ...]:
        """Return as `weigh` does what was said by a day.

        said_by: as if nothing had been said since that earlier day.
        """
        last = as_of if said_by is None else min(as_of, said_by)
        laid, record = self._laid[: bisect_right(self._days, last)], track_record or {}
        alone = {each.entry.id: _alone(each, as_of, record) for each in laid}
        ties = self._ties.by(last)
        return tuple(_tied(found, ties[name], alone) for name, found in alone.items())


def support(weighed: Iterable[Weighed]) -> float:
    """Return the chance, 0..1, that at least one independent report among these is right.

    Reports of one origin count once, with the best of them: a repetition adds nothing.
    """
    best: dict[str, float] = {}
    for each in weighed:
        best[each.origin] = max(each.weight, best.get(each.origin, 0.0))
    return 1.0 - prod(1.0 - weight for _, weight in sorted(best.items()))


def _canonical(entries: Iterable[Entry]) -> list[Entry]:
    """Return each id once, in whatever order its entries were given."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.id, []).append(entry)
    return [same[0] if len(same) == 1 else min(same, key=repr) for same in found.values()]


def corrected(entry: Entry) -> Entry:
    """Return the entry with the claim that holds by a person's word."""
    judgement = entry.judgement
    if judgement is None or judgement.claim is None:
        return entry
    return replace(entry, claim=judgement.claim)


def rejected(entry: Entry) -> bool:
    """Return whether a person rejected the entry."""
    return entry.judgement is not None and entry.judgement.verdict is Verdict.REJECTED


# ── one entry ───────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Laid:
    """An entry with what weighs in it whatever the day. credited: None where nobody else is.

    told: what its telling made last, and why, by the chances of outlet and credited that were so.
    """

    entry: Entry
    source: Source
    credited: Source | None
    holding: _Factor
    reading: Sequence[_Factor]
    told: tuple[object, float, tuple[str, ...]] = (None, 0.0, ())


def _laid(entry: Entry) -> _Laid:
    source, credit = published_by(entry.outlet, entry.url), entry.claim.source
    credited = lookup(credit) if credit else source
    own = not credit or _same_house(credited, source)
    return _Laid(entry, source, None if own else credited, _holding(entry), _reading(entry))


def _alone(laid: _Laid, as_of: date, record: TrackRecord) -> Weighed:
    entry, source = laid.entry, laid.source
    if entry.judgement:
        weight = 0.0 if entry.judgement.verdict is Verdict.REJECTED else 1.0
        return Weighed(entry, source, weight, (_judged(entry.judgement),), entry.id)
    chance, reasons = _told(laid, record)
    for factor in (*_ageing(entry, as_of), *laid.reading):
        chance *= factor.chance
        reasons = (*reasons, factor.reason)
    return Weighed(entry, source, chance, reasons, entry.id)


def _told(laid: _Laid, record: TrackRecord) -> tuple[float, tuple[str, ...]]:
    """Return the chance that it is told truly and comes to hold, with the reasons."""
    own, credit, said = _faith(laid.source, record), laid.entry.claim.source, 1.0
    if laid.credited and credit:
        said = _credited_faith(credit, laid.credited, record)
    key = (own, said, laid.source.domain in record)
    if laid.told[0] != key:
        factors = [*_telling(laid, own, said, record=record), laid.holding]
        laid.told = key, prod(f.chance for f in factors), tuple(f.reason for f in factors)
    return laid.told[1:]


def _judged(judgement: Judgement) -> str:
    said = _VERDICTS[judgement.verdict]
    return f"{said}: {judgement.reason}" if judgement.reason else said


def _telling(laid: _Laid, own: float, said: float, *, record: TrackRecord) -> list[_Factor]:
    """Return the chance that the outlet tells what is so, and what the credited one makes of it.

    own, said: the chances that the outlet, and whom it credits, tell what is so.
    """
    source, credit = laid.source, laid.entry.claim.source
    first = _Factor(own, f"{_named(source, record)} ({own:.2f})")
    if not credit or laid.credited is None:
        return [first]
    relay = weights().relay_by(source)
    told = relay * said + (1 - relay) * min(own, said)
    reason = f"credits {_credit_name(credit, laid.credited, record)}: {told:.2f} as told here"
    # As a factor on what precedes it, so that the chances multiply to the weight.
    return [first, _Factor(told / own if own else 0.0, reason)]


def _faith(source: Source, record: TrackRecord) -> float:
    kind = weights().faith_in(source)
    return kind if source.imitates else record.get(source.domain, kind)


def _credited_faith(credit: str, credited: Source, record: TrackRecord) -> float:
    return _faith(credited, record) if is_placed(credited) else weights().voices[voice_of(credit)]


def _same_house(one: Source, other: Source) -> bool:
    if one.domain and one.domain == other.domain:
        return True
    official = one.kind is other.kind is SourceKind.OFFICIAL
    return official and one.owner == other.owner


def _named(source: Source, record: TrackRecord) -> str:
    name = source.domain or source.name
    if source.imitates:
        return f"{name} imitates {source.imitates} and is not it"
    if source.domain in record:
        return f"{name} by its record so far"
    owned = f" of {source.owner}" if source.kind is SourceKind.OFFICIAL else ""
    return f"{name} is {_KINDS[source.kind]}{owned}"


def _credit_name(credit: str, credited: Source, record: TrackRecord) -> str:
    if not is_placed(credited):
        return f"{credit}, {_VOICES[voice_of(credit)]}"
    if credited.imitates:
        return f"{credit}, which imitates {credited.imitates}"
    faith = _faith(credited, record)
    return f"{credit}, {_KINDS[credited.kind]} ({faith:.2f})"


def _holding(entry: Entry) -> _Factor:
    chance = hold_of(entry)
    return _Factor(chance, f"{_STATUSES[entry.claim.status]} ({chance:.2f})")


def hold_of(entry: Entry) -> float:
    """Return the chance that what an entry says comes to hold if it is told truly.

    That of its status; less the further ahead of the day it was said the window ends.
    """
    status, said = entry.claim.status, entry.claim.statement
    half_life = weights().reach_half_life_days.get(status)
    when = said.when if isinstance(said, Milestone) else None
    end = (when.latest or when.earliest) if when else None
    if half_life is None or end is None:
        return weights().holds[status]
    reach_days = max(0, (end - entry.said_on).days)
    return weights().holds[status] * float(0.5 ** (reach_days / half_life))


def _ageing(entry: Entry, as_of: date) -> Sequence[_Factor]:
    return _aged(entry.claim.status, (as_of - entry.said_on).days)


@lru_cache(maxsize=65_536)
def _aged(status: Status, days: int) -> Sequence[_Factor]:
    half_life = weights().half_life_days.get(status)
    if half_life is None or days == 0:
        return ()
    chance = 0.5 ** (days / half_life)
    return (_Factor(chance, f"said {_days(days)} before ({chance:.2f})"),)


def _reading(entry: Entry) -> list[_Factor]:
    chance = entry.claim.confidence
    return [] if chance == 1.0 else [_Factor(chance, f"read with confidence {chance:.2f}")]


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


# ── what it repeats ─────────────────────────────────────────────────────────────────────────


def _tied(weighed: Weighed, tied: Tied, alone: Mapping[str, Weighed]) -> Weighed:
    if tied.tie is Tie.ORIGIN:
        return weighed
    origin = alone[tied.origin]
    copied = tied.tie is Tie.COPY and weighed.entry.judgement is None
    weight = min(weighed.weight, origin.weight) if copied else weighed.weight
    reasons = (*weighed.reasons, _repeating(weighed.entry, origin, tied.tie))
    return Weighed(weighed.entry, weighed.source, weight, reasons, tied.origin)


def _repeating(entry: Entry, origin: Weighed, tie: Tie) -> str:
    days = (entry.said_on - origin.entry.said_on).days
    when = f"of {_days(days)} before" if days else "of the same day"
    name = origin.source.domain or origin.source.name
    act = "repeats" if tie is Tie.COPY else "goes back to the same voice as"
    return f"{act} {name} {when}"
