"""Rows of the Korean word lists beside the code: tab-separated, first line names the columns."""

from __future__ import annotations

import re
from functools import cache

from airdate.claims import lexicon


def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a word list of this pack (`cues.tsv`) as column → value."""
    return lexicon.rows(f"ko/{name}")


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of a class of `words.tsv`, the longest first. Raises: LookupError."""
    found = [word for row in rows("words.tsv") if row["class"] == name for word in _split(row)]
    if not found:
        raise LookupError(f"words.tsv has no class {name!r}")
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def _split(row: dict[str, str]) -> list[str]:
    return [word.strip().replace("_", " ") for word in row["words"].split()]


@cache
def one_of(*names: str) -> str:
    """Return the words of classes as an alternation for a regular expression."""
    found = sorted({word for name in names for word in words(name)}, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(map(re.escape, found)) + ")"
