"""Who in a document is a person, who a part, and what the fullest form of each name is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from airdate.claims.cast.groups import Reduced
from airdate.claims.cast.strip import Unit
from airdate.claims.names import (
    aliases,
    fullest,
    given_names,
    person_key,
    plain,
    surnames,
)

# By its form alone a name of two or more words is a person's from here on.
_FULL = 0.8
# A word that more full names share tells nobody apart, and a list of them would take its time.
_NAMESAKES = 30


@dataclass
class People:
    """What a document shows of its persons and parts.

    full: the full names that may be persons', with how often each occurs.  parts: the names of
    parts, plain.  persons: names that a text uses as those of persons, plain.
    """

    full: Counter[str] = field(default_factory=Counter)
    parts: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    by_last: Counter[str] = field(default_factory=Counter)
    by_first: Counter[str] = field(default_factory=Counter)
    also: dict[str, str] = field(default_factory=dict)
    _fullest: dict[str, str] = field(default_factory=dict)
    _by_key: dict[str, str] = field(default_factory=dict)
    _by_word: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, sentences: Iterable[Reduced], text: str) -> People:
        """Return the people of a document's reduced sentences."""
        people = cls()
        for reduced in sentences:
            for unit in reduced.strip.units.values():
                if unit.letter == "N" and unit.likely >= _FULL and " " in unit.words:
                    people.full[unit.words] += 1
        for short, long in aliases(text):
            # "Jo, aka Mia Hart" is a part and its player
            if plain(long).split()[0] not in given_names():
                people.also[plain(long)] = short
        for name in people.full:
            people._by_key.setdefault(person_key(name), name)
            for word in plain(name).split():
                names = people._by_word.setdefault(word, [])
                if len(names) < _NAMESAKES:
                    names.append(name)
        people._count_short(sentences)
        return people

    def _count_short(self, sentences: Iterable[Reduced]) -> None:
        """Count how often a full name is taken up by its last word, as persons are, or first."""
        units = (u for reduced in sentences for u in reduced.strip.units.values())
        for word in (plain(u.words) for u in units if u.letter == "N" and " " not in u.words):
            for name in self._by_word.get(word, ()):
                given, family = _given_and_family(plain(name).split())
                self.by_last[plain(name)] += word == family
                self.by_first[plain(name)] += word == given

    def name(self, unit: Unit) -> str:
        """Return the fullest form of a unit's name in the document.

        Of several spellings of one name (Park Ji-hu, Ji-hu Park) it is the first; of a name and a
        stage name, the one that the text calls the person by: Lomon (Park Solomon) is Lomon.
        """
        words = unit.words
        if words not in self._fullest:
            near = self._by_word.get(plain(words).split()[0], [])
            near = near + self._by_word.get(plain(words).split()[-1], [])
            name = fullest(words, [n for n in near if plain(n) not in self.parts])
            name = self.also.get(plain(name), name)
            self._fullest[words] = self._by_key.get(person_key(name), name)
        return self._fullest[words]

    def likely(self, unit: Unit) -> float:
        """Return the chance, 0..1, that a unit names a person, by its form and the document."""
        if unit.letter != "N":
            return 0.0
        name = plain(unit.words)
        if name in self.persons:
            return max(unit.likely, 0.9)
        if name in self.parts:
            return min(unit.likely, 0.1)
        full = self.name(unit)
        if full != unit.words and plain(full) not in self.parts:
            return max(unit.likely, 0.85 if plain(full) in self.persons else 0.75)
        return unit.likely

    def part(self, words: str) -> None:
        """Note that words name a part."""
        self.parts.add(plain(words))
        self.parts.update(w for w in plain(words).split() if len(w) > 2 and " " not in words)

    def person(self, unit: Unit) -> None:
        """Note that a unit names a person."""
        self.persons.add(plain(unit.words))
        self.persons.add(plain(self.name(unit)))


def _given_and_family(words: list[str]) -> tuple[str, str]:
    """Return the given name and the family name of the words of a full name."""
    family_first = words[0] in surnames() and words[0] not in given_names()
    return (words[-1], words[0]) if family_first else (words[0], words[-1])


@dataclass(frozen=True, slots=True)
class Role:
    """A name of a list, read: who the person is, which part, for what they are known.

    turned: whether the text gives the part first and the person in brackets.
    said: whether the part is given beside the name, so that it is a claim without a verb.
    owned: whether it is given as the person's own ("Mia Hart's Jo"): a verb then is of the part.
    """

    unit: Unit
    part: str | None = None
    known: tuple[str, str] | None = None
    turned: bool = False
    said: bool = False
    job: str = ""
    owned: bool = False
