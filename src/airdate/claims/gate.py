"""The gate: whether a text can be about a production, and where, by one scan for many patterns.

The terms are those of `gate.tsv`, found as bytes of UTF-8, without regard to the case of Latin
letters.  Two engines give the same verdicts: hyperscan (extra `fast`) and ahocorasick-rs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from threading import local
from typing import Any, Literal, NamedTuple

ENOUGH = 6
"""The sum of weights from which any text is read on: one strong term, or so many weak ones."""

PAGE_ENOUGH = 4
"""That from which any raw page is looked at: of those, the text at a glance decides."""

PAGE_BYTES_A_TERM = 2_000
"""A raw page needs one weak term more for each so many bytes: menus and teasers have some, too."""

BYTES_A_TERM = 600
"""A text needs one weak term more for each so many bytes: the longer, the more it has by chance."""

SHORT_BYTES = 800
"""Texts from here on are told by terms that stand together."""

MOST_HITS = 100_000
"""Terms of one text that are looked at: more are in none that anybody wrote."""

TOGETHER, BESIDE = 4, 5
"""What the terms of a sentence weigh, or with those of the sentences beside it, to tell enough."""

TOGETHER_BYTES, BESIDE_BYTES = 150, 350
"""How long a sentence is, and three of them, where sentences are not known."""

Engine = Literal["hyperscan", "ahocorasick"]


class Term(NamedTuple):
    """A row of `gate.tsv`. place: page where it counts in raw pages too, else text."""

    weight: int
    place: str
    words: str
    example: str


@cache
def terms() -> tuple[Term, ...]:
    """Return the terms, in the order of the list."""
    text = files("airdate.claims").joinpath("gate.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("# ")]
    rows = (line.split("\t") for line in lines[1:])
    return tuple(Term(int(weight), *rest) for weight, *rest in rows)


def engines() -> tuple[Engine, ...]:
    """Return the engines that are installed, the fastest first."""
    found: list[Engine] = []
    if find_spec("hyperscan"):
        found.append("hyperscan")
    if find_spec("ahocorasick_rs"):
        found.append("ahocorasick")
    return tuple(found)


def score(data: bytes, *, text: bool = False, engine: Engine | None = None) -> int:
    """Return the sum of the weights of the terms in UTF-8 bytes, each counted once.

    text: whether they are a text, not a page with its markup and menus.
    Not beyond what the verdict needs: a score of `ENOUGH` or more means `ENOUGH`.
    """
    return _scanner(engine or _fastest(), text)(data)


@cache
def _fastest() -> Engine:
    return engines()[0]


def passes(data: bytes, *, engine: Engine | None = None) -> bool:
    """Return whether a page given in UTF-8 holds enough to be looked at."""
    return score(data, engine=engine) >= min(PAGE_ENOUGH, 1 + len(data) // PAGE_BYTES_A_TERM)


class Hit(NamedTuple):
    """A term in UTF-8 bytes: where it ends, and its place in the list."""

    end: int
    term: int


def hits(data: bytes, *, engine: Engine | None = None) -> list[Hit]:
    """Return the terms in the bytes of a text, by where they end: the first `MOST_HITS`."""
    return sorted(_finder(engine or _fastest())(data))[:MOST_HITS]


def tells(data: bytes, *, engine: Engine | None = None) -> bool:
    """Return whether a text in UTF-8 tells of a production.

    A short one by the number of its terms, a longer one by some of them that stand together.
    """
    found = hits(data, engine=engine)
    if len(data) < SHORT_BYTES:
        return enough(found, len(data))
    near = ((TOGETHER, TOGETHER_BYTES), (BESIDE, BESIDE_BYTES))
    return any(_stand_together(found, least, reach) for least, reach in near)


def _stand_together(found: Sequence[Hit], least: int, reach: int) -> bool:
    """Return whether terms of so much weight end within so many bytes."""
    known, held, low, total = terms(), Counter[int](), 0, 0
    for end, term in found:
        total += known[term].weight if not held[term] else 0
        held[term] += 1
        while end - found[low].end > reach:
            gone = found[low].term
            held[gone] -= 1
            total -= known[gone].weight if not held[gone] else 0
            low += 1
        if total >= least:
            return True
    return False


def enough(found: Iterable[Hit], size: int) -> bool:
    """Return whether hits are enough for a short text of so many bytes to be read."""
    return weight(hit.term for hit in found) >= min(ENOUGH, 1 + size // BYTES_A_TERM)


def weight(found: Iterable[int]) -> int:
    """Return what terms weigh, given by their places in the list, each counted once."""
    known = terms()
    return sum(known[number].weight for number in set(found))


@cache
def _finder(engine: Engine) -> Callable[[bytes], list[Hit]]:
    words = [term.words for term in terms()]
    return _hyperscan_hits(words) if engine == "hyperscan" else _ahocorasick_hits(words)


def _ahocorasick_hits(words: Sequence[str]) -> Callable[[bytes], list[Hit]]:
    from ahocorasick_rs import BytesAhoCorasick

    scan = BytesAhoCorasick([word.lower().encode() for word in words])

    def found(data: bytes) -> list[Hit]:
        met = scan.find_matches_as_indexes(data.lower(), overlapping=True)
        return [Hit(end, number) for number, _, end in met]

    return found


def _hyperscan_hits(words: Sequence[str]) -> Callable[[bytes], list[Hit]]:
    import hyperscan

    scan = _scanning(words, hyperscan.HS_FLAG_CASELESS)

    def found(data: bytes) -> list[Hit]:
        met: list[Hit] = []
        with suppress(hyperscan.ScanTerminated):
            scan(data, take, context=met)
        return met

    def take(number: int, _: int, end: int, __: int, met: Any) -> bool | None:
        met.append(Hit(end, number))
        return len(met) > 2 * MOST_HITS or None

    return found


@cache
def _scanner(engine: Engine, text: bool) -> Callable[[bytes], int]:
    known = [term for term in terms() if text or term.place == "page"]
    return _hyperscan(known) if engine == "hyperscan" else _ahocorasick(known)


def _ahocorasick(known: Sequence[Term]) -> Callable[[bytes], int]:
    """Return what scores by ahocorasick-rs."""
    from ahocorasick_rs import BytesAhoCorasick

    # Strong terms first: most pages that pass do so by one of them.
    strong = BytesAhoCorasick([t.words.lower().encode() for t in known if t.weight >= ENOUGH])
    weak = [t for t in known if t.weight < ENOUGH]
    others = BytesAhoCorasick([t.words.lower().encode() for t in weak])

    def scored(data: bytes) -> int:
        folded = data.lower()  # of bytes: Latin letters alone
        if strong.find_matches_as_indexes(folded):
            return ENOUGH
        found = others.find_matches_as_indexes(folded, overlapping=True)
        return min(ENOUGH, sum(weak[i].weight for i in {match[0] for match in found}))

    return scored


def _hyperscan(known: Sequence[Term]) -> Callable[[bytes], int]:
    """Return what scores by hyperscan, which stops where the verdict is clear."""
    import hyperscan

    flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SINGLEMATCH
    scan = _scanning([term.words for term in known], flags)
    weights = [term.weight for term in known]

    def scored(data: bytes) -> int:
        total = 0

        def met(number: int, *_: Any) -> bool | None:
            nonlocal total
            total += weights[number]
            return True if total >= ENOUGH else None

        try:
            scan(data, met)
        except hyperscan.ScanTerminated:
            return ENOUGH
        return min(ENOUGH, total)

    return scored


def _scanning(words: Sequence[str], flags: int) -> Callable[..., None]:
    """Return what calls a handler for each match: (data, handler, context=None)."""
    import hyperscan

    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[_escaped(word) for word in words],
        ids=list(range(len(words))),
        flags=[flags] * len(words),
    )
    own = local()  # hyperscan refuses to scan in two threads with one working memory

    def scan(data: bytes, handler: Callable[..., Any], context: Any = None) -> None:
        if not hasattr(own, "scratch"):
            own.scratch = database.scratch.clone()
        database.scan(data, handler, context=context, scratch=own.scratch)

    return scan


def _escaped(words: str) -> bytes:
    r"""Return words as a pattern of bytes; those beyond ASCII as \xNN."""
    return b"".join(
        bytes([byte]) if bytes([byte]).isalnum() or byte == 0x20 else b"\\x%02x" % byte
        for byte in words.encode()
    )
