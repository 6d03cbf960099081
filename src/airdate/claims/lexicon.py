"""Rows of the word lists beside the code: tab-separated, first line names the columns."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a word list of this room (`cues.tsv`) as column → value.

    Blank lines and lines that start with `# ` are left out; a missing last column reads as "".
    """
    text = files("airdate.claims").joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("# ")]
    head, *body = (line.split("\t") for line in lines)
    return tuple(
        {column: cells[i].strip() if i < len(cells) else "" for i, column in enumerate(head)}
        for cells in body
    )


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of a class of `title_words.tsv`."""
    found = (row["words"].split() for row in rows("title_words.tsv") if row["class"] == name)
    return frozenset(word for line in found for word in line)
