"""Who copies whom: entries → for each the entry that it repeats, and how.

An entry repeats an earlier one that makes the same claim, where its passage is nearly the same
(a copy), or where both rest on the same voice: the outlet itself or whom it credits (a relay).

Method: shingles and their smallest hashes (Broder, On the Resemblance and Containment of
Documents, 1997), with one hash and the smallest of each set as keys to candidates.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from zlib import crc32

from airdate.model import (
    Claim,
    Credit,
    Detail,
    Entry,
    Milestone,
    Source,
    SourceKind,
    Status,
    title_key,
)
from airdate.sources.outlets import is_placed, lookup, name_key, published_by
from airdate.sources.voices import Voice, voice_of, voice_words
from airdate.sources.weights import weights

# Claims in one of these groups can repeat each other: readers and copyists blur within them.
_GROUPS = {Status.PLANNED: "coming", Status.EXPECTED: "coming", Status.RUMOURED: "coming"}
# What has happened stays said: telling it again, however late, is the same statement.
_AGELESS = {Status.DONE, Status.DROPPED}
# So many entries on one matter are compared each with each: that is exact, and costs less than to
# sketch them.
_FEW = 24
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")

_TRUST = {kind: rank for rank, kind in enumerate(SourceKind)}

Shingles = frozenset[int]


class Tie(StrEnum):
    """How an entry hangs on its origin: it is the origin, copies its words, relays its voice."""

    ORIGIN = "origin"
    COPY = "copy"
    RELAY = "relay"


@dataclass(frozen=True, slots=True)
class Tied:
    """The id of the origin, and how an entry hangs on it."""

    origin: str
    tie: Tie


@dataclass(frozen=True, slots=True)
class _Said:
    """An entry with what of it is compared, each worked out once. low, high: days as numbers.

    voice: as `voice_behind` tells it.  passage, sentence: their shingles.  passage_bits,
    sentence_bits: a bit for each of these that another entry on the matter has, too.
    """

    entry: Entry
    group: str
    season: int | None
    low: int
    high: int
    voice: str | None
    passage: Shingles
    sentence: Shingles
    passage_bits: int
    sentence_bits: int

    @property
    def id(self) -> str:
        """The id of the entry."""
        return self.entry.id


@dataclass(slots=True)
class _Bucket:
    """What was seen of one matter so far: places of candidates by hash, and origins by voice."""

    by_hash: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    by_voice: dict[str, list[_Said]] = field(default_factory=lambda: defaultdict(list))


def independence(entries: Iterable[Entry]) -> Mapping[str, Tied]:
    """Return for each entry's id the origin that it goes back to, itself where it is one.

    The earliest said is the origin; of one day, who speaks for itself, then the more trusted
    outlet, then the smaller id.  Neither the order of the entries nor later ones matter.
    """
    return Ties(entries).by(date.max)


class Ties:
    """Who repeats whom among entries, by any day: found once, since later ones do not matter."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Take entries of any days, in any order."""
        matters: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        seen = {entry.id: entry for entry in entries}
        self._origins = {name: Tied(name, Tie.ORIGIN) for name in seen}
        for entry in seen.values():
            matters[_matter(entry.claim)].append(entry)
        # The words of who stands alone need not be looked at.
        self._matters = [_Matter(same) for same in matters.values() if len(same) > 1]

    def by(self, day: date) -> Mapping[str, Tied]:
        """Return for the id of each entry said by a day its origin; later ones are their own."""
        tied = dict(self._origins)
        for matter in self._matters:
            matter.tell(day, tied)
        return tied


class _Matter:
    """Entries on one matter, in the order in which they count, and how each is tied."""

    def __init__(self, same: Iterable[Entry]) -> None:
        self._order = sorted(same, key=precedence)
        self._days = [entry.said_on for entry in self._order]

    def tell(self, day: date, tied: dict[str, Tied]) -> None:
        """Put the ties of what was said by a day among all."""
        count = bisect_right(self._days, day)
        if count > 1:
            for entry, found in zip(self._order[:count], self._ties(count), strict=False):
                tied[entry.id] = found

    def _ties(self, count: int) -> Sequence[Tied]:
        """Return how entries are tied, so many at least."""
        return self._few if count <= _FEW else self._many

    @cached_property
    def _said(self) -> list[_Said]:
        words = [_words(entry) for entry in self._order]
        bits = (_shared([passage for passage, _ in words]), _shared([s for _, s in words]))
        return [_said(e, own, bits) for e, own in zip(self._order, words, strict=True)]

    @cached_property
    def _few(self) -> list[Tied]:
        return _tied(self._said[:_FEW], few=True)

    @cached_property
    def _many(self) -> list[Tied]:
        return _tied(self._said, few=False)


def precedence(entry: Entry) -> tuple[object, ...]:
    """Return the key by which entries are ordered: earliest said first, ties told apart."""
    kind = published_by(entry.outlet, entry.url).kind
    return (entry.said_on, entry.claim.source is not None, _TRUST[kind], entry.id)


def same_claim(one: Claim, other: Claim) -> bool:
    """Return whether two claims on one matter say the same: status, season and days agree."""
    if _GROUPS.get(one.status, one.status) != _GROUPS.get(other.status, other.status):
        return False
    seasons = {one.subject.season, other.subject.season} - {None}
    if len(seasons) > 1:
        return False
    if isinstance(one.statement, Credit) or isinstance(other.statement, Credit):
        return True
    whens = (one.statement.when, other.statement.when)
    return whens[0] is None or whens[1] is None or whens[0].overlaps(whens[1])


def voice_behind(entry: Entry) -> str | None:
    """Return the key of who speaks in an entry: whom it credits, else its outlet.

    All sites of one official owner are one voice; an imitation speaks for nobody else.  None where
    nobody can be told.
    """
    outlet, credit = published_by(entry.outlet, entry.url), entry.claim.source
    if credit is None or outlet.imitates:
        return house(outlet)
    credited = lookup(credit)
    return house(credited) if is_placed(credited) else _proper_name(credit) or house(outlet)


def house(source: Source) -> str | None:
    """Return the key of an outlet as a voice: its domain, or its owner where it is official."""
    owned = source.kind is SourceKind.OFFICIAL
    return (source.owner if owned else source.domain.casefold()) or None


# ── ties ────────────────────────────────────────────────────────────────────────────────────


def _tied(order: Sequence[_Said], *, few: bool) -> list[Tied]:
    """Return how the entries on one matter are tied, each to what was said before it."""
    bucket, size = _Bucket(), weights().copies.sketch
    seen = {each.id: place for place, each in enumerate(order)}
    origins: list[Tied] = []
    for place, each in enumerate(order):
        keys = () if few else _keys(each, size)
        near = range(place) if few else _near(bucket, keys)
        copied = {
            origins[other].origin
            for other in near
            if _same_claim(each, order[other]) and _same_words(each, order[other])
        }
        found = _tie(each, copied, bucket=bucket, seen=seen)
        origins.append(found)
        _remember(place, keys, bucket)
        if each.voice and found.tie is Tie.ORIGIN:
            bucket.by_voice[each.voice].append(each)
    return origins


def _tie(each: _Said, copied: set[str], *, bucket: _Bucket, seen: Mapping[str, int]) -> Tied:
    """Return how an entry is tied. seen: the places of entries in their order, by id."""
    origins = copied | {other.id for other in _relayed(each, bucket)}
    if not origins:
        return Tied(each.id, Tie.ORIGIN)
    first = min(origins, key=seen.__getitem__)
    return Tied(first, Tie.COPY if copied else Tie.RELAY)


def _near(bucket: _Bucket, keys: Sequence[tuple[str, int]]) -> Iterable[int]:
    """Return the places of entries that share one of the smallest hashes."""
    return set().union(*(bucket.by_hash[key] for key in keys if key in bucket.by_hash))


def _relayed(each: _Said, bucket: _Bucket) -> list[_Said]:
    return [
        origin
        for origin in (bucket.by_voice.get(each.voice, ()) if each.voice else ())
        if _same_claim(each, origin) and not _renewed(each.entry, origin.entry)
    ]


def _renewed(entry: Entry, origin: Entry) -> bool:
    if entry.claim.status in _AGELESS:
        return False
    return entry.said_on - origin.said_on > timedelta(weights().copies.renewal_days)


def _remember(place: int, keys: Sequence[tuple[str, int]], bucket: _Bucket) -> None:
    """Put an entry by its hashes: of each hash the first few are looked at."""
    most = weights().copies.postings
    for key in keys:
        known = bucket.by_hash[key]
        if len(known) < most:
            known.append(place)


_title_key = lru_cache(maxsize=8192)(title_key)


def _matter(claim: Claim) -> tuple[str, ...]:
    """Return what two claims must share before anything else is compared."""
    title, said = _title_key(claim.subject.title), claim.statement
    if isinstance(said, Milestone):
        return (title, "milestone", said.event)
    if isinstance(said, Detail):
        return (title, "detail", said.topic, _title_key(said.words))
    # The letters of a name in any order: Park Ji-hu, Ji-hu Park and Park Jihu are one person.
    return (title, "credit", "".join(sorted(_title_key(said.person).replace(" ", ""))))


def _proper_name(credit: str) -> str | None:
    if voice_of(credit) not in (Voice.NAMED, Voice.MAKER):
        return None
    words = [word for word in re.findall(r"[\w'’-]+", credit) if word[0].isupper()]
    known = [word for word in words if word.casefold() not in voice_words()]
    return name_key(" ".join(known)) if len(known) > 1 else None


# ── words ───────────────────────────────────────────────────────────────────────────────────


def _words(entry: Entry) -> tuple[Shingles, Shingles]:
    """Return the shingles of an entry's passage and of its sentence."""
    title = entry.claim.subject.title
    passage = _shingles(entry.passage or entry.sentence_words, title)
    return passage, _shingles(entry.sentence_words, title)


def _shared(sets: Iterable[Shingles]) -> Mapping[int, int]:
    """Return a bit for each shingle that more than one has: others cannot be in common."""
    met: set[int] = set()
    again: dict[int, int] = {}
    for each in sets:
        for run in met & each:
            again.setdefault(run, 1 << len(again))
        met |= each
    return again


def _bits(each: Shingles, shared: Mapping[int, int]) -> int:
    found = 0
    for run in each & shared.keys():
        found |= shared[run]
    return found


def _said(
    entry: Entry,
    words: tuple[Shingles, Shingles],
    shared: tuple[Mapping[int, int], Mapping[int, int]],
) -> _Said:
    claim, (passage, sentence) = entry.claim, words
    # Who is in it has no days: all agree.
    when = None if isinstance(claim.statement, Credit) else claim.statement.when
    low = (when and when.earliest) or date.min
    high = (when and when.latest) or date.max
    return _Said(
        entry,
        _GROUPS.get(claim.status, claim.status),
        claim.subject.season,
        low.toordinal(),
        high.toordinal(),
        voice_behind(entry),
        passage,
        sentence,
        _bits(passage, shared[0]),
        _bits(sentence, shared[1]),
    )


def _same_claim(one: _Said, other: _Said) -> bool:
    """Return as `same_claim` does."""
    return (
        one.low <= other.high
        and other.low <= one.high
        and one.group == other.group
        and (one.season == other.season or one.season is None or other.season is None)
    )


def _same_words(one: _Said, other: _Said) -> bool:
    numbers = weights().copies
    least = numbers.least_shingles
    a, b = len(one.passage), len(other.passage)
    if a >= least and b >= least:
        both = (one.passage_bits & other.passage_bits).bit_count()
        if both >= numbers.passage_share * (a + b - both):
            return True
    a, b = len(one.sentence), len(other.sentence)
    if a < least or b < least:
        return False
    both = (one.sentence_bits & other.sentence_bits).bit_count()
    return both >= numbers.sentence_share * min(a, b)


def _keys(each: _Said, size: int) -> Sequence[tuple[str, int]]:
    """Return the smallest hashes of an entry's passage and sentence."""
    return [
        *(("passage", run) for run in sorted(each.passage)[:size]),
        *(("sentence", run) for run in sorted(each.sentence)[: size // 2]),
    ]


@lru_cache(maxsize=65_536)
def _shingles(text: str, title: str) -> Shingles:
    """Return the hashed runs of words, the title as one word: sharing a title is no copying."""
    words = " ".join(_folded(text)).replace(" ".join(_folded(title)) or "\0", "\1").split()
    size = weights().copies.shingle_words
    runs = map(" ".join, zip(*(words[at:] for at in range(size)), strict=False))
    return frozenset(crc32(run.encode()) for run in runs)


def _folded(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _WORD.findall(re.sub(r"['’‘ʼ]", "", plain))
