"""Who in a document is a person, who a part, and what the fullest form of each name is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from airdate.claims.cast.groups import Group, Item, Reduced, units_in
from airdate.claims.cast.strip import Strip, Unit
from airdate.claims.names import (
    aliases,
    fullest,
    given_names,
    is_common_word,
    person_key,
    plain,
    surnames,
    word_class,
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


# What stands before a part that has its player in brackets, and after persons with their parts.
_STORY_BEFORE = re.compile(
    r"(?:\b(?:tale|story|journey|death|life|lives|adventures?|love|romance|relationship|fate|"
    r"return|"
    r"rivalry|friendship|wedding|marriage|character|characters|couple|role|part) (?:of|between|"
    r"for) "
    r"(?:[a-z'-]+ ){0,2}|"
    r"\b(?:follows?|following|sees|forces?|between|when|sisters?|brothers?|friends?|mother|father|"
    r"daughter|son|wife|husband|detective|doctor|hero|heroine|centers on|centres on|around|about|"
    r"meets?|"
    r"named|called|lovers|orphan|teenager|if|where|finds|leaves|with her|with his|her|his) )$"
)
_WHO_BEFORE = re.compile(
    r"\b(?:cop|detective|doctor|nurse|teacher|student|lawyer|partner|husband|wife|sister|brother|"
    r"son|"
    r"daughter|mother|father|friend|boss|agent|officer|queen|king|captain|killer|assassin|thief|"
    r"chief|"
    r"rival|lover|boyfriend|girlfriend|neighbou?r|teenager|orphan|widow|widower|journalist|"
    r"reporter|"
    r"scientist|soldier|hero|heroine|villain|protagonist|inspector|hacker|gangster|chef|prince|"
    r"princess|survivor|cousin|uncle|aunt|roommate|colleague|classmate|prosecutor|heir|heiress|"
    r"sheriff|warrior|witch|vampire|surgeon|spy|gangsters|sisters|brothers|twins?|family|"
    r"fan-favou?rite) $"
)
_STORY_AFTER = re.compile(
    r" (?:clash(?:es)?|find|finds|discovers?|falls?|becomes?|learns?|tries|must|struggles?|fights?|"
    r"meets?|gets?|dies|died|kills?|marries|go|goes|face|faces|navigates?|hunts?|investigates?|"
    r"spirited)\b"
)
_CAST_AFTER = re.compile(
    r" (?:(?:will|are|is|all|both|have|has|should|also|to) ){0,3}(?:returns?|stars?|reprise|joins?|"
    r"joined|"
    r"cast|back|confirmed|round|lead|headline|added|set to|play)\b"
)
_CAST_BEFORE = re.compile(
    r"\b(?:cast(?: members?)?|stars?|starring|actors?|joined by|newcomers?|reprised? by|voices?)"
    r"(?: (?:includ(?:es?|ing)|are|is|of|as|like|such as))?:? $"
)
_LIST_BEFORE = re.compile(r"\b(?:includ(?:es?|ing)|alongside|by|are|is):? $")


def roles(group: Group, reduced: Reduced, people: People) -> list[Role]:
    """Return the roles of a list: brackets read as part, person or earlier work."""
    strip = reduced.strip
    brackets = _shared([_other_than(item, strip, people) for item in group.items], group)
    named = sum(b is not None and b[0] == "name" for b in brackets)
    titles = sum(b is not None and b[0] == "title" for b in brackets)
    if 0 < titles < named:
        brackets = [_as_part(b) for b in brackets]
    lean = sum(
        _lean(item.name, b[1], people)
        for item, b in zip(group.items, brackets, strict=True)
        if b is not None and b[0] == "name"
    ) + _context(group, reduced)
    all_titles = titles > 0 and titles >= sum(b is not None and b[0] == "name" for b in brackets)
    found = [
        _role(item, bracket, strip, turned=lean < 0, titles=all_titles)
        for item, bracket in zip(group.items, brackets, strict=True)
    ]
    work = _told_after(group, reduced)
    return [replace(role, known=role.known or work) for role in found] if work else found


# "P comes from the later seasons of T", "P, who was last seen in T": said of the whole list
_EARLIER_WORK = re.compile(
    r"P(?:,? who)?,? (?:(?:has|have|had|was|were|is|are|last|previously|most|recently|also|first|"
    r"both|all|earlier|once) ){0,4}(?:com(?:es?|ing) from|came from|seen in|appeared in|starred in|"
    r"broke out (?:in|with)|(?:made|make|won|found) (?:a name|fame|(?:his|her|their) names?) "
    r"(?:with|in|through)|rose to fame (?:with|in)|known (?:for|from)|recogni[sz]ed from|"
    r"remembered from) (?:(?:the|his|her|their|an?) )?(?:[a-z-]+ ){0,3}?"
    r"(?:(?:seasons?|series|episodes) of )?(?P<work>[TQ])(?! (?:season|part))"
)


def _told_after(group: Group, reduced: Reduced) -> tuple[str, str] | None:
    """Return the earlier work that the words after a list give to all of it."""
    told = _EARLIER_WORK.match(reduced.text, group.at)
    unit = reduced.units.get(told.start("work")) if told else None
    return _work(unit) if unit is not None else None


def _other_than(item: Item, strip: Strip, people: People) -> tuple[str, Unit] | None:
    """Return what a bracket holds, None for the person's other name: Lomon (Park Solomon)."""
    bracket = _bracket(item, strip)
    alias = bracket is not None and people.name(bracket[1]) == people.name(item.name)
    return None if alias else bracket


def _as_part(bracket: tuple[str, Unit] | None) -> tuple[str, Unit] | None:
    """Return a bracket of one word as a part: among parts it is one, whatever else it names."""
    if bracket is not None and bracket[0] == "title" and " " not in bracket[1].words:
        return ("name", bracket[1])
    return bracket


def _shared(brackets: list[tuple[str, Unit] | None], group: Group) -> list[tuple[str, Unit] | None]:
    """Return the brackets, a work after a pair ("Ann Lee and Ola Berg (The Bay)") for both of it.

    At the end of a longer list it is the last one's alone.
    """
    shared = list(brackets)
    for place in range(len(brackets) - 1):
        bracket, items = brackets[place + 1], group.items
        apart = place == 0 or items[place].job.startswith(",")
        pair = items[place + 1].job.strip() in {"and", "&"}
        inside = place + 2 < len(items) or len(items) == 2
        if bracket and bracket[0] == "title" and not brackets[place] and apart and pair and inside:
            shared[place] = bracket
    return shared


def _context(group: Group, reduced: Reduced) -> float:
    """Return what the words around a list add to the lean: above 0 for persons, below for parts."""
    before = reduced.text[max(0, group.at - 40) : group.at]
    lean = -0.5 if _STORY_BEFORE.search(before) else 0.0
    lean -= 0.8 if _WHO_BEFORE.search(before) else 0.0
    lean -= 0.5 if _STORY_AFTER.match(reduced.text, group.at + 1) else 0.0
    lean += 0.4 if _CAST_AFTER.match(reduced.text, group.at + 1) else 0.0
    lean += 0.5 if _LIST_BEFORE.search(before) else 0.0
    return lean + (1.5 if _CAST_BEFORE.search(before) else 0.0)


def _role(
    item: Item,
    bracket: tuple[str, Unit] | None,
    strip: Strip,
    *,
    turned: bool,
    titles: bool,
) -> Role:
    part = _part(item, strip)
    known = _known(item, strip)
    if bracket is not None:
        kind, unit = bracket
        if kind == "played":
            return Role(unit, part=item.name.words, turned=True, said=True)
        if kind == "title" or (kind == "name" and titles and "-" not in unit.words):
            return Role(item.name, part, known or _work(unit), said=False, job=item.job)
        if kind == "name" and turned:
            return Role(unit, part=item.name.words, turned=True, said=True)
        if kind == "name" or kind == "part":
            return Role(item.name, unit.words, known, said=True, job=item.job)
    if item.owned is not None and _is_work_of(item.name, item.owned):
        return Role(item.owned, part, known or _work(item.name), job=item.job)
    if item.owned is not None and part is None and item.owned.likely not in (0.02, 0.3, 0.1):
        return Role(item.name, item.owned.words, known, said=True, job=item.job, owned=True)
    said = item.plays or known is not None
    return Role(item.name, part, known, said=said and part is not None, job=item.job)


def _is_work_of(owner: Unit, owned: Unit) -> bool:
    """Return whether "X's Y" is a work and somebody of it rather than a person and a part."""
    given = [plain(u.words).split()[0] in given_names() for u in (owner, owned)]
    doubtful = owner.likely < 0.8 and not given[0]
    return " " in owned.words and given[1] and doubtful and owned.likely > owner.likely


def _part(item: Item, strip: Strip) -> str | None:
    span = item.part or (item.known if _known_as(item, strip) else None)
    found = units_in(strip, span) if span else []
    return found[0].words if found else None


def _known_as(item: Item, strip: Strip) -> bool:
    """Return whether "known" names a part of the same work: "seen previously as Jo"."""
    if item.known is None or any(u.letter in "TQ" for u in units_in(strip, item.known)):
        return False
    return strip.text[: item.known[0]].endswith(" as")


def _known(item: Item, strip: Strip) -> tuple[str, str] | None:
    """Return the earlier work that stands with a name: (title, part there or "")."""
    if item.quoted is not None:
        return _work(units_in(strip, item.quoted)[0])
    for span in (item.known, item.of):
        if span is None or (span is item.known and _known_as(item, strip)):
            continue
        found = units_in(strip, span)
        works = [u for u in found if u.letter in "TQ"]
        named = [u for u in found if u.letter == "N"]
        if span is item.of:
            if works or strip.text[span[0] : span[1]].rstrip().endswith("fame"):
                return _work((works or named or found)[0]) if found else None
            continue
        if not works and not named:
            continue
        work = works[-1] if works else named[-1]
        part = next((u.words for u in named if u is not work and u.start < work.start), "")
        return (_work(work)[0], part)
    return None


def _work(unit: Unit) -> tuple[str, str]:
    return (unit.title or unit.words.strip(" ,.'\"“”‘’"), "")


_PLAYED = ("played by", "voiced by", "portrayed by", "actor", "actress")


def _bracket(item: Item, strip: Strip) -> tuple[str, Unit] | None:
    """Return what a bracket holds (name, part, played, title) and the unit in question."""
    if item.paren is None:
        return None
    start, end = item.paren
    words = strip.text[start:end]
    found = units_in(strip, item.paren)
    if not found:
        return None
    first = found[0]
    if words.startswith(_PLAYED):
        named = [u for u in found if u.letter == "N"]
        return ("played", named[0]) if named else None
    if words == "Q" and " " not in first.words:  # Mia Hart ("Jo"): a part in quotes
        return ("name", first)
    if words.startswith(("as ", "who plays", "playing", "who played", "voice of", "the voice of")):
        return ("part", first)
    if first.letter in "TQ" or any(u.letter in "TQ" for u in found) or _is_title(found, words):
        work = next((u for u in found if u.letter in "TQ"), first)
        return ("title", work)
    if first.letter == "N" and (len(words) < 3 or len(found) == 1):
        return ("name", first) if words.replace("N", "").strip(" a-z,.'") == "" else None
    if first.letter == "O" and len(found) == 1 and words == "O" and " " not in first.words:
        return ("name", first) if not first.words.isupper() else None
    return ("name", first) if first.letter == "N" and len(found) == 1 else None


def _is_title(found: list[Unit], words: str) -> bool:
    """Return whether a bracket's words look like the name of a work rather than of a part."""
    if any(c.isdigit() for c in words) or "season" in words or ":" in words:
        return True
    first = found[0].words.split()
    if first[0] in {"The", "A", "An"} and len(first) > 1:
        return not any(w in word_class("honorific") for w in first[1:])
    if words.startswith("the ") or " of " in words or " in " in words:
        return True
    if len(found) > 1 and ("," in words or " and " in words):
        return True
    small = any(w in word_class("weak_opener") for w in first[1:])
    return len(first) > 1 and (small or all(is_common_word(w) for w in first))


def _lean(name: Unit, bracket: Unit, people: People) -> float:
    """Return above 0 where the name is the person's and the bracket the part, else below."""
    outer, inner = people.likely(name), people.likely(bracket)
    lean = 0.1
    if plain(name.words) in people.parts or plain(bracket.words) in people.persons:
        lean -= 1.0
    if plain(name.words) in people.persons or plain(bracket.words) in people.parts:
        lean += 1.0
    several, inside = " " in name.words, " " in bracket.words
    if several != inside:
        lean += 0.6 if several else -0.6
    lean += outer - inner
    for words, sign in ((plain(name.words), 1), (plain(bracket.words), -1)):
        if " " in words:
            lean += sign * 0.4 * min(people.by_last[words], 2)
            lean -= sign * 0.3 * min(people.by_first[words], 2)
    first, first_inside = plain(name.words).split()[0], plain(bracket.words).split()[0]
    lean += 0.15 * ((first in given_names()) - (first_inside in given_names()))
    return lean
