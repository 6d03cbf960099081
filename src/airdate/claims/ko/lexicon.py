"""Rows of the Korean word lists beside the code: tab-separated, first line names the columns."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a word list (`cues.tsv`) as column → value.

    Blank lines and lines that start with `# ` are left out; a missing last column reads as "".
    """
    text = files("airdate.claims.ko").joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("# ")]
    head, *body = (line.split("\t") for line in lines)
    return tuple(
        {column: cells[i].strip() if i < len(cells) else "" for i, column in enumerate(head)}
        for cells in body
    )


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
