"""The reading of cast and crew: reduced sentences, rules met in them, claims made of both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from airdate.claims.cast import manner
from airdate.claims.cast.chunks import Vocabulary
from airdate.claims.cast.groups import Group, Reduced, reduce, units_in
from airdate.claims.cast.kinds import ACTING, CREW, Choice, Setting, around, choose
from airdate.claims.cast.people import People, Role, roles
from airdate.claims.cast.pronouns import resolved
from airdate.claims.cast.rules import Match, matches, trades
from airdate.claims.cast.sections import section_of
from airdate.claims.cast.strip import Ground, Mention, is_headline, strips, tokens
from airdate.claims.names import plain
from airdate.claims.voices import voices
from airdate.model import Claim, Credit, CreditKind, Document, Installment, Status

# A single word in a list of full names is a person's as well (Zendaya, Drake, Lomon).
_IN_LIST = 0.6
# A name without a verb of its own must be this likely a person's.
_BARE = 0.5


class Subjects(Protocol):
    """Which work is meant where; see `airdate.claims.titles.Subjects`."""

    @property
    def main(self) -> Installment | None: ...  # noqa: D102
    @property
    def films(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def mentions(self) -> Sequence[Mention]: ...  # noqa: D102
    def at(self, sentence: int, offset: int) -> Installment | None: ...  # noqa: D102
    def named(self, sentence: int, offset: int) -> bool: ...  # noqa: D102


class Credits(Protocol):
    """Who is credited where; see `airdate.claims.attribution.Credits`."""

    def at(self, sentence: int, start: int, end: int) -> str | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Found:
    """A person with one kind, before it becomes a claim.

    title: the work, where the words beside the name give it ("known from The Glass Bay").
    """

    role: Role
    kind: CreditKind
    reduced: Reduced
    match: Match | None
    rule: str
    confidence: float
    title: str | None = None


def read(document: Document, *, subjects: Subjects, credits: Credits) -> list[Claim]:
    """Return the cast claims of a document, in the order of their sentences.

    start, end of a claim: the person's name.  The person is given in the fullest form that the
    document has.
    """
    return list(_Reader(document, subjects, credits).claims())


class _Reader:
    """What one reading holds: the document, its reduced sentences, its people."""

    def __init__(self, document: Document, subjects: Subjects, credits: Credits) -> None:
        self.document = document
        self.subjects = subjects
        self.credits = credits
        plainly = tuple(self._reduced())
        self.people = People.of(plainly, document.text)
        self.sentences = tuple(resolved(plainly, self.people))
        self.earlier: set[str] = set()
        self.voices = {voice.start for voice in voices(document)}
        self.matches = [list(matches(reduced)) for reduced in self.sentences]
        self._learn()

    def _reduced(self) -> Iterator[Reduced]:
        document = self.document
        words = [tokens(document.text, s.start, s.end) for s in document.sentences]
        vocabulary = Vocabulary.of(w for w in words if not is_headline(w))
        main = self.subjects.main.title if self.subjects.main else None
        ground = Ground(document, self.subjects.mentions, vocabulary, main)
        for sentence in document.sentences:
            for strip in strips(ground, sentence):
                yield reduce(strip)

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
            names = _part_names(reduced, match.part)
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

    # ── one sentence ────────────────────────────────────────────────────────────────────────

    def found_in(self, number: int) -> Iterator[Found]:
        """Yield who is found in a reduced sentence, by its number."""
        reduced, setting = self.sentences[number], self._setting(number)
        met = [m for m in self.matches[number] if not manner.is_wish(m, reduced.text)]
        if reduced.text.rstrip("\"'”’) ").endswith("?"):
            met = []
        last: Choice | None = None
        for group in reduced.groups.values():
            own = [m for m in met if m.group is group]
            chosen = choose(group, own, setting, last=last)
            listed = self._is_listed(group)
            for place, role in enumerate(roles(group, reduced, self.people)):
                likely = self._likely(role, group)
                yield from self._with_rules(role, (place, likely), reduced, chosen)
                if not any(likely >= m.rule.needs for _, m in chosen):
                    yield from self._without(role, group, setting, listed=listed)
                if (
                    self._is_earlier(role)
                    and likely >= _BARE
                    and not any(k in CREW for k, _ in chosen)
                ):
                    yield self._earlier(role, reduced)
            last = next((c for c in chosen if c[0] in ACTING), chosen[0] if chosen else last)

    def _setting(self, number: int) -> Setting:
        reduced, main = self.sentences[number], self.subjects.main
        sentence = reduced.strip.sentence
        earlier = self.sentences[number - 1] if number else None
        beside = earlier is not None and earlier.strip.sentence.paragraph == sentence.paragraph
        return Setting(
            reduced,
            section_of(self.document, sentence),
            earlier.text if earlier is not None and beside else "",
            sequel=main is not None and (main.season or 0) > 1,
            film=main is not None and main.title in self.subjects.films,
        )

    def _likely(self, role: Role, group: Group) -> float:
        """Return how likely a role's name is a person's; a list of full names vouches for it."""
        likely = self.people.likely(role.unit)
        if not 0.05 < likely < _IN_LIST:
            return likely
        full = sum(item.name.likely >= 0.8 for item in group.items)
        return _IN_LIST if full >= 2 else likely

    def _with_rules(
        self, role: Role, standing: tuple[int, float], reduced: Reduced, chosen: Sequence[Choice]
    ) -> Iterator[Found]:
        """Yield what the rules say of a role; standing: its place in the list, its likelihood."""
        place, likely = standing
        for kind, match in chosen:
            if likely < match.rule.needs or (role.turned and kind in CREW):
                continue
            part = role.part or _part_at(reduced, match, place) if kind in ACTING else None
            confidence = match.rule.confidence * (0.5 + likely / 2)
            if "noun" in match.rule.name and _jobs(role):
                continue
            shown = replace(role, part=part)
            yield Found(shown, kind, reduced, match, match.rule.name, confidence)

        crew = next((m for kind, m in chosen if kind in CREW), None)
        if crew is not None:
            before = manner.trades_before(reduced.text, crew.group.at)
            for extra in dict.fromkeys([*_jobs(role), *before]):
                if extra in CREW and extra not in {kind for kind, _ in chosen}:
                    yield Found(role, extra, reduced, crew, "job-beside", 0.6)

    def _without(
        self, role: Role, group: Group, setting: Setting, *, listed: bool
    ) -> Iterator[Found]:
        """Yield what is likely of a name without a rule: beside its part, in a long list."""
        likely, reduced = self._likely(role, group), setting.reduced
        if role.said and role.part and likely >= 0.3:
            kind = CreditKind.CAST if role.turned or role.owned else around(setting)
            yield Found(role, kind, reduced, None, "part-beside", 0.6 * likely)
        elif listed and likely >= _BARE:
            yield Found(role, around(setting), reduced, None, "long-list", 0.5 * likely)
        elif likely >= 0.75 and not manner.is_speech(reduced.text):
            told = manner.trades_before(reduced.text, group.at)
            for trade in told:
                yield Found(role, trade, reduced, None, "trade-before", 0.45 * likely)
            if not told and len(group.items) > 1 and manner.is_on_cast(reduced.text):
                yield Found(role, around(setting), reduced, None, "words-on-cast", 0.4 * likely)

    def _is_earlier(self, role: Role) -> bool:
        """Return whether a role names a work other than the one that the document is about."""
        main = self.subjects.main
        return role.known is not None and not (main and plain(main.title) == plain(role.known[0]))

    def _earlier(self, role: Role, reduced: Reduced) -> Found:
        title, part = role.known or ("", "")
        earlier = replace(role, part=part or None)
        return Found(earlier, CreditKind.CAST, reduced, None, "earlier-work", 0.6, title=title)

    def _is_listed(self, group: Group) -> bool:
        """Return whether a list is so long, and so full of full names, that it is one of a cast."""
        likely = [self.people.likely(item.name) >= 0.8 for item in group.items]
        return len(likely) >= 3 and sum(likely) >= 0.75 * len(likely)

    # ── claims ──────────────────────────────────────────────────────────────────────────────

    def claims(self) -> Iterator[Claim]:
        """Yield the claims, one per person, kind, installment and sentence."""
        found = [f for number in range(len(self.sentences)) for f in self.found_in(number)]
        earlier: dict[str, str] = {}
        for one in found:
            if one.role.known and self._is_earlier(one.role):
                earlier.setdefault(self.people.name(one.role.unit), one.role.known[0])
        self.earlier = {plain(title) for title in earlier.values()}
        found = _without_weaker(found)
        seen: set[tuple[int, str, CreditKind, tuple[str, int | None]]] = set()
        for one in found:
            subject = self._subject(one)
            if subject is None or one.role.unit.start in self.voices:
                continue
            person = self.people.name(one.role.unit)
            key = (one.reduced.strip.sentence.number, plain(person), one.kind, subject.key)
            if key not in seen:
                seen.add(key)
                known = earlier.get(person) if one.title is None else None
                known = None if known and plain(known) == plain(subject.title) else known
                yield self._claim(one, subject, Credit(person, one.kind, one.role.part, known))

    def _claim(self, one: Found, subject: Installment, statement: Credit) -> Claim:
        unit, sentence = one.role.unit, one.reduced.strip.sentence
        return Claim(
            subject,
            statement,
            manner.status(one.match, one.reduced.text, one.kind),
            self.credits.at(sentence.number, unit.start, unit.end),
            sentence.number,
            unit.start,
            unit.end,
            rule=one.rule,
            confidence=round(min(one.confidence, 1.0), 3),
        )

    def _whole(self, one: Found, subject: Installment | None) -> Installment | None:
        """Return the series as a whole where a standing fact is told and no season is named.

        "Mia Hart leads the cast of the show" holds for all of it; who returns, joins or leaves, and
        what is to come, is of the season that the document is about.
        """
        standing = one.kind is CreditKind.CAST or one.kind in CREW
        if subject is None or not standing or one.reduced.strip.sentence.number == 0:
            return subject
        sentence = one.reduced.strip.sentence
        settled = manner.status(one.match, one.reduced.text, one.kind) is Status.DONE
        if settled and not self.subjects.named(sentence.number, one.role.unit.start):
            return Installment(subject.title)
        return subject

    def _subject(self, one: Found) -> Installment | None:
        if one.title is not None:
            return Installment(one.title) if one.title else None
        unit, sentence = one.role.unit, one.reduced.strip.sentence
        subject = self.subjects.at(sentence.number, unit.start)
        main = self.subjects.main
        if elsewhere := _played_in(one, main.title if main else None):
            return Installment(elsewhere)
        if subject is None or main is None or subject.title == main.title:
            return self._whole(one, subject)
        if plain(subject.title) in self.earlier or not _is_said(subject.title, one):
            return main
        return subject


# Letters of the reduced text between a match and the work that it is about: "directed The Bay".
_NEAR = 15


_PLAYED_IN = re.compile(r"[^.;:P]{0,50}? in (?:the )?(?:[a-z0-9-]+ ){0,3}?T(?! season)")


def _played_in(one: Found, main: str | None) -> str | None:
    """Return the other work of "she played the friend in the film T", None where there is none."""
    if one.match is None or one.kind is not CreditKind.CAST:
        return None
    units = one.reduced.units
    told = _PLAYED_IN.match(one.reduced.text, one.match.end)
    unit = units.get(told.end() - 1) if told else None
    if unit is None or any(u.title == main for u in units.values() if u.letter == "T"):
        return None
    return unit.title


def _is_said(title: str, one: Found) -> bool:
    """Return whether a work stands where it can be meant: ahead of the name, or with the verb."""
    places = [at for at, u in one.reduced.units.items() if u.letter == "T" and u.title == title]
    if not places or one.match is None:
        return bool(places)
    return any(at <= one.match.end + _NEAR for at in places)


def _without_weaker(found: Sequence[Found]) -> list[Found]:
    """Return what was found, without "cast" where the same sentence says returning or new."""
    said = {
        (plain(f.role.unit.words), f.reduced.strip.sentence.number)
        for f in found
        if f.kind in (CreditKind.RETURNING, CreditKind.NEW) and f.title is None
    }
    return [
        f
        for f in found
        if f.kind is not CreditKind.CAST
        or f.title is not None
        or (plain(f.role.unit.words), f.reduced.strip.sentence.number) not in said
    ]


def _jobs(role: Role) -> tuple[CreditKind, ...]:
    """Return what a trade before the name says in a list of credits: "with director Mia Hart"."""
    if "casting" in role.job:
        return ()
    told = (trades().get(word) for word in role.job.split())
    return tuple(dict.fromkeys(kind for kind in told if kind is not None))


def _part_names(reduced: Reduced, at: int | None) -> list[str]:
    if at is None:
        return []
    group = reduced.groups.get(at)
    if group is not None:
        return [item.name.words for item in group.items]
    unit = reduced.units.get(at)
    return [unit.words] if unit is not None and unit.letter == "Q" else []


def _part_at(reduced: Reduced, match: Match, place: int) -> str | None:
    """Return the part that a match gives to a name of its list: in pairs, or the only one."""
    if match.part == match.group.at:
        return None
    names, size = _part_names(reduced, match.part), len(match.group.items)
    if not names and match.other is not None and size == len(match.other.items) == 1:
        spans = (match.other.items[0].part, match.other.items[0].paren)
        found = next((units_in(reduced.strip, span) for span in spans if span), [])
        return found[0].words if found else None
    if len(names) == size and place < size:
        return names[place]
    return names[0] if size == 1 and names else None
