"""Tells whether words are about a followed title: a gate made once, asked for every item.

Words are folded as `model.title_key` folds titles, so that neither case, accents, width nor
punctuation keep a title from being found. See docs/watching.md for what is kept, and why.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from airdate.model import Installment, title_key

if TYPE_CHECKING:
    from airdate.ledger import Ledger

_APOSTROPHES = re.compile(r"['’‘ʼ]")
_WORDS = re.compile(r"\w+")
_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\ufaff]")
_LONGEST_TEXT = 2_000_000
_FEWEST_LETTERS = 2
"""Of a folded title: one of a single Latin letter would be found in every text."""

_MOST_PEOPLE = 2_000
_NEAR_LETTERS = 200
_WIDE_LONE_LETTERS = 2
"""Hangul or Han titles of so few letters are parts of other words."""


@dataclass(frozen=True, slots=True)
class Found:
    """What made the gate let words in: the title as it is followed, and why."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class _Name:
    """A title, alias or person, folded. lone: whether it needs a companion to be meant."""

    key: str
    title: str
    wide: bool
    lone: bool

    def stands_in(self, spoken: str) -> bool:
        """Return whether it stands in folded words, as it is or in the genitive."""
        return f" {self.key} " in spoken or f" {self.key}s " in spoken


@dataclass(frozen=True)
class Gate:
    """What is looked for. open: nothing is followed, and whatever has claims is kept."""

    names: Index
    people: Index

    @property
    def open(self) -> bool:
        """Whether nothing is followed."""
        return not (self.names.spaced or self.names.wide)

    def about(self, text: str) -> Found | None:
        """Return which title a text is about, None where about none; an open gate knows none."""
        found = self.names.first(_Folded.of(text))
        return Found(found.title, "named") if found else None

    def worth_reading(self, text: str) -> Found | None:
        """Return why an article may be about a title, by its heading and summary.

        Beside titles, people known to work on them, and words of round-ups, which name in their
        text what their heading leaves out.
        """
        if self.open:
            return Found("", "nothing is followed")
        folded = _Folded.of(text)
        if named := self.names.first(folded):
            return Found(named.title, "named")
        if person := self.people.first(folded):
            return Found(person.title, f"{person.key} is known to work on it")
        words = _roundups().first(folded)
        return Found("", f"“{words.key}” may name many") if words else None


@dataclass(frozen=True, slots=True)
class _Folded:
    """Words as titles are compared: spaced, and run together where a script does without blanks."""

    spaced: str
    words: frozenset[str]
    joined: str

    @classmethod
    def of(cls, text: str) -> _Folded:
        words = fold(text[:_LONGEST_TEXT])
        joined = words.replace(" ", "") if _WIDE.search(words) else ""
        return cls(f" {words} ", frozenset(words.split()), joined)


@dataclass(frozen=True)
class Index:
    """Names by their longest words, the rarest as a rule; apart, those that need no blanks."""

    spaced: dict[str, tuple[_Name, ...]]
    wide: tuple[_Name, ...]

    def first(self, folded: _Folded) -> _Name | None:
        """Return a name that stands in the words, None where none does."""
        for word in sorted(self.spaced.keys() & folded.words):
            for name in self.spaced[word]:
                if name.stands_in(folded.spaced) and (not name.lone or _meant(folded, name.key)):
                    return name
        for name in self.wide if folded.joined else ():
            if name.key in folded.joined and (not name.lone or _meant(folded, name.key)):
                return name
        return None


def fold(text: str) -> str:
    """Return words as titles are compared, one blank between them."""
    bare = text.casefold().replace("&", " and ")
    if not bare.isascii():
        bare = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", bare))
        bare = "".join(c for c in bare if not unicodedata.combining(c))
        bare = unicodedata.normalize("NFKC", bare)
    return " ".join(_WORDS.findall(bare.replace("'", "")))


def _meant(folded: _Folded, key: str) -> bool:
    """Return whether a word of films and series stands near a title that is a common word."""
    text = folded.joined if _WIDE.search(key) else folded.spaced
    start = text.find(key)
    while start >= 0:
        around = text[max(0, start - _NEAR_LETTERS) : start + len(key) + _NEAR_LETTERS]
        if any(name.key != key and _near(name, around) for name in _companions()):
            return True
        start = text.find(key, start + len(key))
    return False


def _near(companion: _Name, around: str) -> bool:
    if companion.wide:
        return companion.key in around
    return f" {companion.key} " in f" {around} "


@cache
def _roundups() -> Index:
    names = (_name((words, words)) for words, _ in lexicon("roundups"))
    return _index([replace(name, lone=False) for name in names if name])


@cache
def _companions() -> tuple[_Name, ...]:
    return tuple(name for words, _ in lexicon("companions") if (name := _name((words, words))))


def lexicon(name: str) -> list[tuple[str, str]]:
    """Return the rows of a lexicon beside this module: words, and an example with them."""
    text = resources.files("airdate.watch").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [(words, example) for words, example in rows]


# ── gates ───────────────────────────────────────────────────────────────────────────────────


def gate(
    titles: Iterable[str],
    *,
    aliases: Sequence[tuple[str, str]] = (),
    people: Iterable[tuple[str, str]] = (),
) -> Gate:
    """Return the gate of some titles.

    aliases: other names, each with the title of its work.  people: names, each with a title.
    """
    wanted = {title_key(title): title for title in titles if title_key(title)}
    spellings = [(title, title) for title in wanted.values()]
    spellings += [
        (alias, wanted[title_key(work)]) for alias, work in aliases if title_key(work) in wanted
    ]
    # An alias may be followed, too: its work is meant, under all its names.
    spellings += [(work, wanted[title_key(a)]) for a, work in aliases if title_key(a) in wanted]
    made = {name.key: name for name in map(_name, spellings) if name}
    known = (_name((person, title)) for person, title in people)
    several = [name for name in known if name and (name.wide or " " in name.key)]
    return Gate(_index(list(made.values())), _index(several[:_MOST_PEOPLE]))


def _name(spelling: tuple[str, str]) -> _Name | None:
    words, title = spelling
    key = title_key(words)
    wide = bool(_WIDE.search(key))
    if len(key) < _FEWEST_LETTERS and not wide:
        return None
    if wide:
        key = key.replace(" ", "")
    lone = len(key) <= _WIDE_LONE_LETTERS if wide else " " not in key
    return _Name(key, title, wide, lone)


def _index(names: Sequence[_Name]) -> Index:
    found: dict[str, list[_Name]] = {}
    for name in names:
        longest = max(name.key.split(), key=len)
        for word in () if name.wide else (longest, f"{longest}s"):
            found.setdefault(word, []).append(name)
    spaced = {word: tuple(several) for word, several in found.items()}
    return Index(spaced, tuple(name for name in names if name.wide))


def gate_of(ledger: Ledger, *, people: Index | None = None) -> Gate:
    """Return the gate of what is followed in a ledger, under all names and with known people.

    people: as another gate has them, where they need not be asked for anew.
    """
    followed = followed_titles(ledger)
    if not followed:
        return gate(())
    keys = {title_key(title) for title in followed}
    known = () if people else _people(ledger, keys)
    made = gate(followed, aliases=ledger.aliases(), people=known)
    return replace(made, people=people) if people else made


def followed_titles(ledger: Ledger) -> list[str]:
    """Return the titles that are followed in a ledger."""
    from airdate.ledger.office import follows

    return [each.installment.title for each in follows.followed(ledger)]


def _people(ledger: Ledger, keys: set[str]) -> Iterator[tuple[str, str]]:
    ranked = sorted(ledger.people(), key=lambda named: -named.claims)
    return (
        (named.person, named.installment[0]) for named in ranked if named.installment[0] in keys
    )


def gate_for(about: Installment | None, *, wide: Gate, aliases: Sequence[tuple[str, str]]) -> Gate:
    """Return the gate of a place: that of its own title, where it is kept for one alone."""
    return wide if about is None else gate([about.title], aliases=aliases)
