"""English numerals in words: "twenty-four", "a hundred and thirty", "two and a half"."""

from __future__ import annotations

import re

from airdate.dates import productions as p
from airdate.dates.rules import Found

HALVES = {"half", "½"}
GROUPED = re.compile(r"(?<=\d) ?(?:,|(\.)) ?(?=\d)")


def number(found: Found, name: str) -> float | str | None:
    """Return the captured number; "X" for a vague one ("several"); None for no number."""
    words = found.words(name)
    values = found.vocabulary.meanings
    if words in values["vague"]:
        return "X"
    if words in values["pair"]:
        return int(values["pair"][words])
    if words[:1].isdigit():
        return _digits(words)
    return _spelled(words.split(), values)


def _digits(words: str) -> float | None:
    head, *rest = GROUPED.sub(r"\1", words).split()
    whole = float(head)
    if "half" in rest or "½" in rest or rest[:3] == ["1", "/", "2"]:
        whole += 0.5
    return whole


def _spelled(words: list[str], values: dict[str, dict[str, str]]) -> float | None:
    total, current = 0.0, 0.0
    for word in words:
        if word in values["numeral"]:
            current += int(values["numeral"][word])
        elif word in values["scale"]:
            scale = int(values["scale"][word])
            current = (current or 1) * scale
            if scale >= 1000:
                total, current = total + current, 0.0
        elif word in HALVES:
            current += 0.5
        elif word not in ("a", "an", "and"):
            return None
    return total + current


def ordinal(found: Found, name: str) -> int:
    """Return the captured ordinal as a number; -1 for "last"."""
    words = found.words(name)
    values = found.vocabulary.meanings
    for category in ("ordinal", "lastord"):
        if words in values[category]:
            return int(values[category][words])
    return int("".join(c for c in words if c.isdigit()))


_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SPELLED = {word: number for number, word in enumerate(_SMALL)} | {
    word: 10 * tens for tens, word in enumerate(_TENS, 3)
}


def year_number(found: Found, name: str = "y") -> int:
    """Return the captured year, in digits or words."""
    digits = found.digits(name)
    return p.full_year(digits) if digits else spelled_year(found.words(name))


def spelled_year(words: str) -> int:
    """Return the year of "nineteen ninety-six", "two thousand and five"."""
    first, *rest = words.split()
    total = sum(SPELLED.get(word, 0) for word in rest)
    return 2000 + total if first == "two" else SPELLED[first] * 100 + total
