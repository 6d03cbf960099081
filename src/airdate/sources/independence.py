"""Who copies whom: entries → for each the entry that it repeats, and how.

An entry repeats an earlier one that makes the same claim, where its passage is nearly the same
(a copy), or where both rest on the same voice: the outlet itself or whom it credits (a relay).

Method: shingles and their smallest hashes (Broder, On the Resemblance and Containment of
Documents, 1997), with one hash and the smallest of each set as keys to candidates.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache
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


@dataclass(slots=True)
class _Bucket:
    """What was seen of one claim so far: candidates by hash, and the last origin of each voice."""

    by_hash: dict[tuple[str, int], list[Entry]] = field(default_factory=lambda: defaultdict(list))
    by_voice: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))


def independence(entries: Iterable[Entry]) -> Mapping[str, Tied]:
    """Return for each entry's id the origin that it goes back to, itself where it is one.

    The earliest said is the origin; of one day, who speaks for itself, then the more trusted
    outlet, then the smaller id.  Neither the order of the entries nor later ones matter.
    """
    matters: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    seen = {entry.id: entry for entry in entries}
    for entry in seen.values():
        matters[_matter(entry.claim)].append(entry)
    tied = {entry.id: Tied(entry.id, Tie.ORIGIN) for entry in seen.values()}
    for same in matters.values():
        if len(same) > 1:  # the words of who stands alone need not be looked at
            _tie_all(sorted(same, key=precedence), seen, tied=tied)
    return tied


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


def _tie_all(order: Sequence[Entry], seen: Mapping[str, Entry], *, tied: dict[str, Tied]) -> None:
    """Tie the entries on one matter, in order, each to what was said before it."""
    bucket, few = _Bucket(), len(order) <= _FEW
    for place, entry in enumerate(order):
        keys = () if few else _keys(entry, weights().copies.sketch)
        near = order[:place] if few else _near(bucket, keys)
        copied_from = [other for other in near if _same_words(entry, other)]
        tied[entry.id] = _tie(entry, copied_from, bucket=bucket, tied=tied, seen=seen)
        _remember(entry, bucket, keys=keys, tied=tied[entry.id])


def _tie(
    entry: Entry,
    copied_from: Sequence[Entry],
    *,
    bucket: _Bucket,
    tied: Mapping[str, Tied],
    seen: Mapping[str, Entry],
) -> Tied:
    copied = {tied[each.id].origin for each in copied_from}
    origins = copied | {each.id for each in _relayed(entry, bucket)}
    if not origins:
        return Tied(entry.id, Tie.ORIGIN)
    first = min(origins, key=lambda each: precedence(seen[each]))
    return Tied(first, Tie.COPY if copied else Tie.RELAY)


def _near(bucket: _Bucket, keys: Sequence[tuple[str, int]]) -> list[Entry]:
    """Return the entries that share one of the smallest hashes, of each hash the first few."""
    most = weights().copies.postings
    near = {other.id: other for key in keys for other in bucket.by_hash.get(key, [])[:most]}
    return list(near.values())


def _relayed(entry: Entry, bucket: _Bucket) -> list[Entry]:
    voice = voice_behind(entry)
    return [
        origin
        for origin in (bucket.by_voice.get(voice, []) if voice else [])
        if same_claim(entry.claim, origin.claim) and not _renewed(entry, origin)
    ]


def _renewed(entry: Entry, origin: Entry) -> bool:
    if entry.claim.status in _AGELESS:
        return False
    return entry.said_on - origin.said_on > timedelta(weights().copies.renewal_days)


def _remember(
    entry: Entry, bucket: _Bucket, *, keys: Sequence[tuple[str, int]], tied: Tied
) -> None:
    for key in keys:
        bucket.by_hash[key].append(entry)
    voice = voice_behind(entry)
    if voice and tied.tie is Tie.ORIGIN:
        bucket.by_voice[voice].append(entry)


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


def _same_words(one: Entry, other: Entry) -> bool:
    if not same_claim(one.claim, other.claim):
        return False
    numbers = weights().copies
    a, b = _passage(one), _passage(other)
    if _enough(a, b) and len(a & b) >= numbers.passage_share * len(a | b):
        return True
    a, b = _sentence(one), _sentence(other)
    return _enough(a, b) and len(a & b) >= numbers.sentence_share * min(len(a), len(b))


def _enough(a: Shingles, b: Shingles) -> bool:
    return min(len(a), len(b)) >= weights().copies.least_shingles


def _keys(entry: Entry, size: int) -> Sequence[tuple[str, int]]:
    """Return the smallest hashes of an entry's passage and sentence."""
    return [
        *(("passage", each) for each in sorted(_passage(entry))[:size]),
        *(("sentence", each) for each in sorted(_sentence(entry))[: size // 2]),
    ]


def _passage(entry: Entry) -> Shingles:
    return _shingles(entry.passage or entry.sentence_words, entry.claim.subject.title)


def _sentence(entry: Entry) -> Shingles:
    return _shingles(entry.sentence_words, entry.claim.subject.title)


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
