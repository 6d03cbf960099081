"""What of a document tells its copies: a signature of its runs of words, and keys of its claims.

Method: smallest hashes of runs of three words (Broder 1997) for each of many permutations, by
rensa; of each 16 bits are kept (Li & König, b-Bit Minwise Hashing, 2010): two texts agree in one
of them by the share of runs that they have in common, and otherwise once in 65,536.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from airdate.model import Document, Status, title_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

PERMUTATIONS = 128
"""Of each two bytes: a signature has 256."""

LEAST_RUNS = 10
"""Fewer tell nothing: a stub is like any other. The same number holds for passages in a ledger."""

_RUN = 3
_SEED = 20
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_APOSTROPHES = re.compile("['\u2019\u2018\u02bc]")
# Odd numbers with their bits well mixed (Steele, Lea & Flood, SplitMix, 2014).
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB], np.uint64)

# Readers and copyists blur within these: as `sources.independence` has it.
_COMING = frozenset({Status.PLANNED.value, Status.EXPECTED.value, Status.RUMOURED.value})


@dataclass(frozen=True, slots=True)
class Sketch:
    """The signature of a text, and how many different runs of words it has.

    signature: None where they are too few to tell.
    """

    runs: int
    signature: bytes | None


@cache
def method() -> str:
    """Return the name of how signatures are made: those of another name mean nothing here."""
    from rensa import RMinHash  # type: ignore[import-untyped]

    return f"rensa {RMinHash.ALGORITHM_VERSION}, {PERMUTATIONS} x 16 bits, runs of {_RUN}"


def sketch(document: Document) -> Sketch:
    """Return the sketch of a document's text, without its heading: that each outlet writes anew."""
    body = document.text.removeprefix(document.heading)
    runs = np.unique(_runs(_words(body)))
    if len(runs) < LEAST_RUNS:
        return Sketch(len(runs), None)
    from rensa import RMinHash

    ends = np.array([0, len(runs)], np.uint64)
    rows = RMinHash.digest_matrix_from_flat_token_hashes(runs, ends, PERMUTATIONS, _SEED).to_rows()
    smallest = np.array(rows[0], np.uint32)
    return Sketch(len(runs), (smallest & 0xFFFF).astype("<u2").tobytes())


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _WORD.findall(_APOSTROPHES.sub("", plain))


def _runs(words: Sequence[str]) -> NDArray[np.uint64]:
    """Return the hashes of the runs of words, in their order."""
    hashed = np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in words], np.uint64)
    count = len(hashed) - _RUN + 1
    if count < 1:
        return np.empty(0, np.uint64)
    found = np.zeros(count, np.uint64)
    for place, factor in enumerate(_FACTORS):
        found = (found ^ hashed[place : place + count]) * factor
        found ^= found >> np.uint64(29)
    return found


def claim_key(row: Mapping[str, Any]) -> int:
    """Return a number that two claims share if they say the same: of work, matter, status, days.

    row: of `ledger.rows.claim_row`.  Whether dates merely overlap it cannot tell.
    """
    status = "coming" if row["status"] in _COMING else row["status"]
    # The letters of a name in any order: Park Ji-hu, Ji-hu Park and Park Jihu are one person.
    person = "".join(sorted(title_key(row["person"] or "").replace(" ", "")))
    words = title_key(row["words"] or "")
    work = (title_key(row["title"]), str(row["season"]), str(row["form"]))
    said = (str(row["event"]), str(row["when"]), str(row["topic"]), words, person, status)
    text = "\n".join([*work, *said]).encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little", signed=True)
