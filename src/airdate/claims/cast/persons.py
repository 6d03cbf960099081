"""Document → the persons of each sentence, with all that speaks for or against a claim on them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from airdate.claims.cast import manner
from airdate.claims.cast.groups import Group, Reduced
from airdate.claims.cast.kinds import ACTING, CREW, Choice, Setting, choose
from airdate.claims.cast.people import People, Role
from airdate.claims.cast.pronouns import resolved
from airdate.claims.cast.reduction import Reduction
from airdate.claims.cast.roles import roles
from airdate.claims.cast.rules import matches, trades
from airdate.claims.cast.sections import Section, section_of
from airdate.claims.cast.standing import Mention, Standing
from airdate.claims.cast.strip import Mention as TitleMention
from airdate.claims.cast.strip import Unit
from airdate.claims.cast.traits import traits
from airdate.claims.cast.words import Words
from airdate.claims.names import plain
from airdate.claims.voices import voices
from airdate.model import CreditKind, Document, Installment, Sentence

# A single word in a list of full names is a person's as well (Zendaya, Drake, Lomon).
_IN_LIST = 0.6
# What is less likely a person's name is not weighed at all.
_LEAST = 0.08


class Subjects(Protocol):
    """Which work is meant where; see `airdate.claims.titles.Subjects`."""

    @property
    def main(self) -> Installment | None: ...  # noqa: D102
    @property
    def films(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def mentions(self) -> Sequence[TitleMention]: ...  # noqa: D102
    def at(self, sentence: int, offset: int) -> Installment | None: ...  # noqa: D102
    def named(self, sentence: int, offset: int) -> bool: ...  # noqa: D102


@dataclass(frozen=True)
class Person:
    """Somebody who is named in a sentence.

    name: the fullest form in the document.  elsewhere: what the rules make of the person in other
    sentences.  others: what they make of other persons of the document.
    """

    sentence: int
    name: str
    mentions: Sequence[Mention]
    elsewhere: Sequence[CreditKind]
    others: Sequence[CreditKind]

    @cached_property
    def traits(self) -> list[str]:
        """The features by which is chosen whether a claim is made, and of which kind."""
        return traits(self.mentions, self.elsewhere, others=self.others)


class Survey:
    """What one reading holds: the document, its reduced sentences, its people."""

    def __init__(self, document: Document, subjects: Subjects) -> None:
        self.document = document
        self.subjects = subjects
        main = subjects.main.title if subjects.main else None
        self._reduction = Reduction(document, subjects.mentions, main)
        plainly = tuple(self._reduction.told())
        self.people = People.of(plainly, document.text)
        # Those that name nobody are left out.
        self.sentences = tuple(resolved(plainly, self.people))
        self.voices = {voice.start for voice in voices(document)}
        self.matches = [list(matches(reduced)) for reduced in self.sentences]
        self._tokens: dict[str, Words] = {}
        self._sections: dict[int, Section | None] = {}
        self.later = _is_later(document, subjects)
        self.works = " | ".join(sorted({plain(m.title) for m in subjects.mentions}))
        self._learn()

    def _learn(self) -> None:
        """Let the sure places tell persons and parts apart for the others."""
        sure = [
            (match, reduced)
            for reduced, met in zip(self.sentences, self.matches, strict=True)
            for match in met
            if match.rule.confidence >= 0.7
            and self.people.likely(match.group.items[0].name) >= match.rule.needs
        ]
        for match, reduced in sure:
            names = part_names(reduced, match.part)
            if len(names) in (1, len(match.group.items)):
                for words in names:
                    self.people.part(words)
        for match, reduced in sure:
            for role in roles(match.group, reduced, self.people):
                if self.people.likely(role.unit) >= max(match.rule.needs, 0.5):
                    self.people.person(role.unit)
        for reduced in self.sentences:
            for group in reduced.groups.values():
                for role in roles(group, reduced, self.people):
                    if role.part and role.said:
                        self.people.part(role.part)

    def persons(self) -> list[Person]:
        """Return the persons of each sentence, in the order of the text."""
        found: dict[tuple[int, str], list[Mention]] = {}
        for number, reduced in enumerate(self.sentences):
            for mention in self._mentions_in(number) if reduced.groups else ():
                name = self.people.name(mention.role.unit)
                found.setdefault((reduced.strip.sentence.number, name), []).append(mention)
        of_name: dict[str, Counter[CreditKind]] = {}
        said = {key: _kinds(mentions) for key, mentions in found.items()}
        for (_, name), kinds in said.items():
            of_name.setdefault(name, Counter()).update(kinds)
        whole = Counter(kind for counts in of_name.values() for kind in counts)
        return [
            Person(
                sentence,
                name,
                mentions,
                _further(of_name[name], said[sentence, name]),
                _further(whole, of_name[name]),
            )
            for (sentence, name), mentions in found.items()
        ]

    # ── one sentence ────────────────────────────────────────────────────────────────────────

    def _mentions_in(self, number: int) -> Iterator[Mention]:
        """Yield the names of a reduced sentence that may be persons', by its number."""
        reduced, setting = self.sentences[number], self._setting(number)
        met = [m for m in self.matches[number] if not manner.is_wish(m, reduced.text)]
        if reduced.text.rstrip("\"'”’) ").endswith("?"):
            met = []
        words = self._words(reduced.text)
        ahead = self._words(setting.before).senses if setting.before else ()
        classes = frozenset([sense for _, sense in ahead])
        last: Choice | None = None
        for group in reduced.groups.values():
            own = [m for m in met if m.group is group]
            wished = not own and any(m.group is group for m in self.matches[number])
            chosen = choose(group, own, setting, last=last)
            index = words.index(group.at)
            yield from self._mentions(
                Standing(group, setting, words, own, chosen, last, wished, classes, index)
            )
            last = next((c for c in chosen if c[0] in ACTING), chosen[0] if chosen else last)

    def _mentions(self, standing: Standing) -> Iterator[Mention]:
        group = standing.group
        for place, role in enumerate(roles(group, standing.setting.reduced, self.people)):
            likely = self._likely(role, group)
            if likely < _LEAST or role.unit.start in self.voices:
                continue
            chosen = [c for c in standing.chosen if _fits(c, role, likely)]
            known_as = self._known_as(role.unit)
            titled = self._titled(role.unit.words)
            yield Mention(role, place, likely, known_as, titled, chosen, standing)

    def _words(self, text: str) -> Words:
        if text not in self._tokens:
            self._tokens[text] = Words.of(text)
        return self._tokens[text]

    def _setting(self, number: int) -> Setting:
        reduced, main = self.sentences[number], self.subjects.main
        sentence = reduced.strip.sentence
        return Setting(
            reduced,
            self._section(sentence),
            self._before(number),
            sequel=self.later,
            film=main is not None and main.title in self.subjects.films,
        )

    def _before(self, number: int) -> str:
        """Return the sentence before a reduced one in its paragraph, "" where there is none."""
        sentence = self.sentences[number].strip.sentence
        earlier = self.sentences[number - 1] if number else None
        if earlier is None or earlier.strip.sentence.number != sentence.number:
            earlier = self._reduction.before(sentence) or earlier
        beside = earlier is not None and earlier.strip.sentence.paragraph == sentence.paragraph
        return earlier.text if earlier is not None and beside else ""

    def _section(self, sentence: Sentence) -> Section | None:
        """Return what the sub-heading above a sentence says, read once for all below it."""
        if sentence.section is None or sentence.section == sentence.number:
            return None
        if sentence.section not in self._sections:
            heading = self.document.words_of(sentence.section)
            self._sections[sentence.section] = section_of(heading)
        return self._sections[sentence.section]

    def _likely(self, role: Role, group: Group) -> float:
        """Return how likely a role's name is a person's; a list of full names vouches for it."""
        likely = self.people.likely(role.unit)
        if not 0.05 < likely < _IN_LIST:
            return likely
        full = sum(item.name.likely >= 0.8 for item in group.items)
        return _IN_LIST if full >= 2 else likely

    def _titled(self, name: str) -> bool:
        """Return whether a name, or its end, is in the title of a work of the document."""
        words = plain(name).split()
        return " ".join(words[-2:]) in self.works

    def _known_as(self, unit: Unit) -> str:
        name = plain(unit.words)
        person, part = name in self.people.persons, name in self.people.parts
        return "both" if person and part else "person" if person else "part" if part else "nobody"


_SEQUEL_NAME = re.compile(r"\s(?:[2-9]|1\d|I{2,3}|IV|VI{0,3}|IX|Two|Three|Four|Five)\b")
_SEQUEL_TEXT = re.compile(
    r"\b(?:sequel|threequel|follow-up (?:film|movie|to)|repris(?:e[sd]?|ing)|trilogy|"
    r"(?:second|third|fourth|fifth|sixth|next|final|last) (?:film|movie|outing|instal))",
    re.IGNORECASE,
)


def _is_later(document: Document, subjects: Subjects) -> bool:
    """Return whether a document is on a later season or a sequel, to which somebody can be new."""
    main = subjects.main
    if main is None:
        return False
    if main.season is not None:
        return main.season > 1
    return bool(_SEQUEL_NAME.search(main.title) or _SEQUEL_TEXT.search(document.text))


def _kinds(mentions: Sequence[Mention]) -> set[CreditKind]:
    return {kind for mention in mentions for kind, _ in mention.chosen}


def _further(counted: Counter[CreditKind], own: Container[CreditKind]) -> tuple[CreditKind, ...]:
    """Return the kinds that are counted once more than they are among one's own."""
    return tuple([kind for kind, count in counted.items() if count > (kind in own)])


def _fits(choice: Choice, role: Role, likely: float) -> bool:
    """Return whether what the rules say of a list holds for one of it."""
    kind, match = choice
    if likely < match.rule.needs or (role.turned and kind in CREW):
        return False
    return not ("noun" in match.rule.name and jobs(role))


def jobs(role: Role) -> tuple[CreditKind, ...]:
    """Return what a trade before the name says in a list of credits: "with director Mia Hart"."""
    if "casting" in role.job:
        return ()
    told = (trades().get(word) for word in role.job.split())
    return tuple(dict.fromkeys(kind for kind in told if kind is not None))


def part_names(reduced: Reduced, at: int | None) -> list[str]:
    """Return the names of the parts at a place of a reduced sentence."""
    if at is None or manner.trades_before(reduced.text, at):
        return []
    group = reduced.groups.get(at)
    if group is not None:
        return [item.name.words for item in group.items]
    unit = reduced.units.get(at)
    return [unit.words] if unit is not None and unit.letter == "Q" else []
