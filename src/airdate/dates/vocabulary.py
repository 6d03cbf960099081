"""The words of a language by category, and the letter by which the matcher knows each of them.

A lexicon is a table (`lexicon.tsv`): category, words, value, example. Every word gets one letter
for the *set* of its categories ("second" is an ordinal and a unit), so that a text becomes a
string of letters, a tenth of its length, on which rules are matched.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PLAIN = "x"
FIRST_LETTER = 0x4E00  # any block without letters that a regular expression would read
CACHE_WORDS = 50_000  # a bound on memory, far above the vocabulary of a day's news
LONGEST_WORD = 24  # no word of a lexicon is longer

HYPHENS = "-\u2010\u2011\u00ad\ufe63\uff0d"
DASHES = "\u2012\u2013\u2014\u2015\u2212~\u301c\uff5e"
QUOTES = "'’‘ʼ＇"

# Shapes of numerals that share no string: name, pattern, the categories of it.
NUMERALS: tuple[tuple[str, str, str], ...] = (
    ("zero", r"0{1,2}", "num two hour"),
    ("two digits to 12", r"0[1-9]|1[0-2]", "num dom two hour mm"),
    ("one digit", r"[1-9]", "num dom hour mm"),
    ("two digits to 24", r"1[3-9]|2[0-4]", "num dom two hour"),
    ("two digits to 31", r"2[5-9]|3[01]", "num dom two"),
    ("two digits to 99", r"3[2-9]|[4-9]\d", "num two"),
    ("a year", r"1[0-9]\d\d|2[0-2]\d\d", "num year fourdigits"),
    ("four digits", r"[03-9]\d\d\d|2[3-9]\d\d", "num fourdigits"),
    ("three digits", r"\d{3}", "num threedigits"),
    ("digits", r"\d{5,7}", "num long"),
    ("thousands", r"\d{1,3}(?:,\d{3})+", "num grouped"),
    ("decimal", r"\d{1,4}\.\d", "num decimal"),
    ("decimal or clock", r"(?:[01]?\d|2[0-4])\.[0-5]\d", "num decimal dotclock"),
    ("ordinal to 31", r"(?:[12]?[1-9]|[123]0|1\d|31)(?:st|nd|rd|th)", "nth dth"),
    ("ordinal", r"\d{2,3}(?:st|nd|rd|th)", "nth"),
    ("decade", r"(?:1\d|20)\d0s", "decade"),
    ("century as years", r"(?:1\d|20)00s", "decade hundreds"),
    ("decade of three digits", r"[1-9]\d0s", "hundredsdecade"),
    ("short decade", r"'?[1-9]0s", "shortdecade"),
    ("short year", r"'\d\d", "shortyear"),
    ("clock", r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?", "clock"),
    ("clock with half", r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?[ap]m", "clockhalf"),
    ("hours of a clock", r"(?:[01]\d|2[0-4])[0-5]\dz", "clock"),
    ("ISO day", r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", "iso"),
    ("ISO moment", r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])t[\d:.]{2,12}z?", "isotime"),
    ("three numbers", r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)", "slashed"),
    ("three numbers, year first", r"\d{4}[/.]\d{1,2}[/.]\d{1,2}", "yearfirst"),
    ("three numbers with dots", r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d\d)", "dotted"),
    ("two numbers", r"\d{1,2}/\d{1,2}", "slashpair"),
    ("years with a slash", r"(?:1[5-9]|20)\d\d/\d\d(?:\d\d)?", "yearpair"),
    ("two numbers with a dot", r"\d{1,2}\.\d{1,2}", "dotpair"),
    ("quarter", r"(?:q[1-4]|[1-4]q)", "quartercode"),
    ("quarter with year", r"(?:q[1-4]|[1-4]q)(?:\d{4}|\d\d)|\d{4}q[1-4]", "quarteryear"),
    ("half", r"(?:h[12]|[12]h)", "halfcode"),
    ("half with year", r"(?:h[12]|[12]h)(?:\d{4}|\d\d)|\d{4}h[12]", "halfyear"),
    ("week", r"w(?:0[1-9]|[1-4]\d|5[0-3])", "weekcode"),
    ("week with year", r"(?:19|20)\d\dw(?:0[1-9]|[1-4]\d|5[0-3])", "yearweek"),
    ("fiscal year", r"fy(?:\d{4}|\d\d)", "fiscalcode"),
    ("age", r"\d{1,3}(?:min|hr|hrs|h|m|s|mins|sec|secs)", "shortspan"),
)


# Categories of words that carry no time by themselves.
FUNCTIONAL = frozenset(
    {
        "hyphen",
        "dash",
        "num",
        "approx",
        "vague",
        "pair",
        "this",
        "every",
        "two",
        "dom",
        "hour",
        "mm",
        "fourdigits",
        "threedigits",
        "long",
        "grouped",
        "decimal",
        "numeral",
        "scale",
        "lastord",
        "last",
        "next",
        "relative",
        "part",
        "edge",
        "ordinal",
    }
)


@dataclass(frozen=True, slots=True)
class Word:
    """A row of a lexicon. capital: it must be written so ("May", "March", "Sun")."""

    category: str
    words: str
    value: str
    example: str

    @property
    def capital(self) -> bool:
        """Whether only the capitalised spelling counts."""
        return self.words[:1].isupper()


def load(path: Path) -> list[Word]:
    """Return the rows of a lexicon; lines that start with # are remarks."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader((line for line in file if line[0] not in "#\n"), delimiter="\t")
        return [Word(*row) for row in rows]


def fold(word: str) -> str:
    """Return a word as lexicons spell it: compatible forms, lower case, one apostrophe."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", word).casefold().replace("’", "'")


class Vocabulary(dict[str, str]):
    """word → letter, filled as words are met; and the words' values by category."""

    def __init__(self, rows: Iterable[Word], literals: Iterable[str]) -> None:
        super().__init__()
        self.meanings: dict[str, dict[str, str]] = {}
        self.sequences: dict[str, list[tuple[str, ...]]] = {}
        self._folded: dict[str, set[str]] = {}
        self._capital: dict[str, set[str]] = {}
        self._letters: dict[frozenset[str], str] = {frozenset(): PLAIN}
        self._by_category: dict[str, str] = {}
        for row in rows:
            self._learn(row)
        for literal in literals:
            self._folded.setdefault(literal, set()).add(f"={literal}")
        self._numerals = [
            (re.compile(pattern), self._letter(frozenset(categories.split())))
            for _, pattern, categories in NUMERALS
        ]
        self._marks = {mark: self._letter(frozenset({"hyphen"})) for mark in HYPHENS}
        self._marks |= {mark: self._letter(frozenset({"dash"})) for mark in DASHES}
        self._marks |= {mark: self._letter(frozenset({"='"})) for mark in QUOTES}
        self._settle()

    def _learn(self, row: Word) -> None:
        parts = tuple(pieces(row.words))
        key = " ".join(parts)
        self.meanings.setdefault(row.category, {})[key] = row.value
        if len(parts) > 1:
            self.sequences.setdefault(row.category, []).append(parts)
            if row.category not in FUNCTIONAL:
                self._folded.setdefault(parts[-1], set()).add("trigger")
            for part in parts:
                self._folded.setdefault(part, set()).add(f"={part}")
        else:
            table = self._capital if row.capital else self._folded
            table.setdefault(key, set()).add(row.category)

    def _settle(self) -> None:
        """Give every set of categories its letter before patterns are compiled.

        In order of the categories, so that the letters of one are mostly a range.
        """
        groups = set()
        for key in {*self._folded, *self._capital}:
            plain = self._folded.get(key, set())
            groups |= {frozenset(plain), frozenset(plain | self._capital.get(key, set()))}
        for group in sorted(groups, key=lambda g: (sorted(c for c in g if c[0] != "="), sorted(g))):
            self._letter(group)

    def _letter(self, categories: frozenset[str]) -> str:
        if categories not in self._letters:
            self._letters[categories] = chr(FIRST_LETTER + len(self._letters))
            self._by_category.clear()
        return self._letters[categories]

    def words(self) -> set[str]:
        """Return every single word that the language knows."""
        return {*self._folded, *self._capital}

    def make_kind(self, kind: str) -> str:
        """Return the letter of nodes of a kind; "day|date" is in both categories."""
        return self._letter(frozenset(kind.split("|")))

    def functional(self, script: str) -> str:
        """Return the letters of words that carry no time by themselves: "of", "the", marks.

        script: in a language with one, its own words do carry time ("월", "年").
        """
        own = re.compile(f"=[{script}]") if script else None
        return "".join(
            letter
            for group, letter in self._letters.items()
            if group
            and all(
                (c.startswith("=") and not (own and own.match(c))) or c in FUNCTIONAL for c in group
            )
        )

    def letters(self, category: str) -> str:
        """Return the letters of every set that holds a category."""
        known = self._by_category.get(category)
        if known is None:
            known = "".join(letter for group, letter in self._letters.items() if category in group)
            self._by_category[category] = known
        return known

    def __missing__(self, word: str) -> str:
        """Return the letter of a word that was not met before."""
        letter = self._classify(word)
        if len(self) < CACHE_WORDS and len(word) <= LONGEST_WORD:
            self[word] = letter
        return letter

    def _classify(self, word: str) -> str:
        if word in self._marks:
            return self._marks[word]
        if len(word) > LONGEST_WORD:
            return PLAIN
        key = fold(word)
        if key not in self._folded and key not in self._capital and word.isalpha():
            return PLAIN  # most words of a text
        if not key.isalpha() and any(c.isdigit() for c in key):
            key = "".join(str(int(c)) if c.isdigit() else c for c in key)
            found = next((letter for form, letter in self._numerals if form.fullmatch(key)), None)
            if found:
                return found
        categories = set(self._folded.get(key, ()))
        if not word[:1].islower():
            categories |= self._capital.get(key, set())
        return self._letters.get(frozenset(categories), PLAIN)


def pieces(words: str) -> list[str]:
    """Return the folded tokens of some words, hyphens left out."""
    return [p for p in re.findall(r"'s\b|\w+|[^\w\s]", fold(words)) if p not in HYPHENS]


@lru_cache(maxsize=4096)
def joined(words: str) -> str:
    """Return the folded tokens of some words, hyphens left out, with one blank between."""
    return " ".join(pieces(words))
