"""Who has whose text: sketches of millions of documents → for each the first of its story.

Method: locality-sensitive hashing of MinHash signatures by bands (Leskovec, Rajaraman & Ullman,
Mining of Massive Datasets, ch. 3).  Who shares a band is compared with the one before it and with
the first within the days of a story, not each with each: of a page met a million times, a million
pairs.  Who is found alike is put into one set, and a set is cut where a story's days are over.

Signatures lie on disk, one band after another is in memory: about 60 bytes a document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from airdate.bulk.likeness import PERMUTATIONS
from airdate.sources.weights import weights

STORY_DAYS = 30
"""A story is passed on for days; what comes later in the same words is told anew."""

BAND = 3
"""So many of the smallest hashes in one key."""

LEAST_SHARE = 0.2
"""Of texts with less in common, too little is known to call one a part of the other."""

UNDATED = 10_000_000
"""The day of what bears none: after all others, and of any story."""

Numbers = NDArray[Any]
_AT_ONCE = 1 << 15


@dataclass(frozen=True, slots=True)
class Shelf:
    """The sketches of documents, the earliest first.

    days: ordinals, UNDATED for none.  runs: how many different runs of words each has.
    signatures: a row of 16-bit numbers each, on disk where they are many.
    """

    days: Numbers
    runs: Numbers
    signatures: Numbers


def origins(shelf: Shelf, scratch: Path) -> Numbers:
    """Return for each document the number of the first of its story, its own where it is that.

    scratch: a folder for some hundreds of bytes a document.  The answer depends on the documents
    alone, which come in the order in which they count.
    """
    sets = np.arange(len(shelf.days), dtype=np.int32)
    for keys in _bands(shelf, scratch):
        for one, other in _candidates(keys, shelf.days):
            _join(sets, *_alike(shelf, sets, one, other))
    return _cut(sets, shelf.days)


def _bands(shelf: Shelf, scratch: Path) -> Iterator[Numbers]:
    """Yield the keys of all documents, band by band."""
    count, bands = len(shelf.days), PERMUTATIONS // BAND
    if count < 2:
        return
    path = scratch / "bands"
    keys = np.memmap(path, np.uint64, "w+", shape=(bands, count))
    for start in range(0, count, _AT_ONCE):
        rows = np.asarray(shelf.signatures[start : start + _AT_ONCE], np.uint64)
        parts = rows[:, : bands * BAND].reshape(len(rows), bands, BAND)
        found = parts[:, :, 0]
        for place in range(1, BAND):
            found = found << np.uint64(16) | parts[:, :, place]
        keys[:, start : start + len(rows)] = found.T
    for band in range(bands):
        yield np.array(keys[band])
    del keys
    path.unlink()


def _candidates(keys: Numbers, days: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield pairs of documents with one key, the earlier first, no further apart than a story.

    Each with the one before it, and each with the first within the days.
    """
    order = np.argsort(keys, kind="stable")
    found = keys[order]
    again = np.concatenate([[False], found[1:] == found[:-1]])
    several = again | np.concatenate([again[1:], [False]])
    order, again = order[several].astype(np.int32), again[several]
    yield _near(order[:-1][again[1:]], order[1:][again[1:]], days)
    # Groups one after another, and days within them, make one ascending scale.
    scale = (np.cumsum(~again) << 32) + days[order]
    since = np.where(days[order] == UNDATED, days[order], STORY_DAYS)
    first = np.searchsorted(scale, scale - since)
    yield _near(order[first], order, days)


def _near(one: Numbers, other: Numbers, days: Numbers) -> tuple[Numbers, Numbers]:
    apart = days[other] - days[one]
    near = (one != other) & ((apart <= STORY_DAYS) | (days[other] == UNDATED))
    return one[near], other[near]


def _alike(shelf: Shelf, sets: Numbers, one: Numbers, other: Numbers) -> tuple[Numbers, Numbers]:
    """Return those of some pairs that are not known to be of one set yet, and are alike."""
    new = sets[one] != sets[other]
    one, other = one[new], other[new]
    alike = np.zeros(len(one), bool)
    for start in range(0, len(one), _AT_ONCE):
        a, b = one[start : start + _AT_ONCE], other[start : start + _AT_ONCE]
        common = (shelf.signatures[a] == shelf.signatures[b]).mean(axis=1)
        alike[start : start + _AT_ONCE] = same_text(common, shelf.runs[a], shelf.runs[b])
    return one[alike], other[alike]


def same_text(common: Numbers, a: Numbers, b: Numbers) -> Numbers:
    """Return whether texts are one, or one a part of the other: as of passages in a ledger.

    common: the share 0..1 of the runs of both that they have in common.  a, b: how many each has.
    """
    numbers = weights().copies
    both = common / (1.0 + common) * (a.astype(float) + b)
    part = both >= numbers.sentence_share * np.minimum(a, b)
    found: Numbers = (common >= numbers.passage_share) | ((common >= LEAST_SHARE) & part)
    return found


def _join(sets: Numbers, one: Numbers, other: Numbers) -> None:
    """Make one set of those of each pair; a set is called by its smallest member.

    Method: hooking and shortcutting (Shiloach & Vishkin 1982).
    """
    while len(one):
        low, high = np.minimum(sets[one], sets[other]), np.maximum(sets[one], sets[other])
        np.minimum.at(sets, high, low)
        while not np.array_equal(above := sets[sets], sets):
            sets[:] = above
        apart = sets[one] != sets[other]
        one, other = one[apart], other[apart]


def _cut(sets: Numbers, days: Numbers) -> Numbers:
    """Return the first of the story of each document: sets cut where a story's days are over."""
    found = sets.copy()
    order = np.argsort(sets, kind="stable").astype(np.int32)
    dated = order[days[order] != UNDATED]
    if not len(dated):
        return found
    starts = np.flatnonzero(np.diff(sets[dated], prepend=-1))
    ends = np.append(starts[1:], len(dated))
    for place in np.flatnonzero(days[dated[ends - 1]] - days[dated[starts]] > STORY_DAYS):
        _cut_one(dated[starts[place] : ends[place]], days, found)
    return found


def _cut_one(members: Numbers, days: Numbers, found: Numbers) -> None:
    """Put the first of its story for each of a set, whose members are given the earliest first."""
    own, at = days[members], 0
    while at < len(members):
        over = int(np.searchsorted(own, own[at] + STORY_DAYS, "right"))
        found[members[at:over]] = members[at]
        at = over
