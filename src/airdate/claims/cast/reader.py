"""The reading of cast and crew: reduced sentences, rules met in them, claims made of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from airdate.claims.cast import manner
from airdate.claims.cast.chunks import Vocabulary
from airdate.claims.cast.groups import Group, Reduced, reduce
from airdate.claims.cast.people import People, Role, roles
from airdate.claims.cast.rules import Match, matches, trades
from airdate.claims.cast.sections import Section, section_of
from airdate.claims.cast.strip import Mention, Unit, is_headline, strips, tokens
from airdate.claims.names import plain
from airdate.model import Claim, Credit, CreditKind, Document, Installment

_ACTING = (CreditKind.RETURNING, CreditKind.NEW, CreditKind.DEPARTING, CreditKind.CAST)
_CREW = (CreditKind.DIRECTOR, CreditKind.WRITER, CreditKind.PRODUCER)
# A single word in a list of full names is a person's as well (Zendaya, Drake, Lomon).
_IN_LIST = 0.6


class Subjects(Protocol):
    """Which work is meant where; see `airdate.claims.titles.Subjects`."""

    @property
    def main(self) -> Installment | None: ...  # noqa: D102
    @property
    def films(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def mentions(self) -> Sequence[Mention]: ...  # noqa: D102
    def at(self, sentence: int, offset: int) -> Installment | None: ...  # noqa: D102


class Credits(Protocol):
    """Who is credited where; see `airdate.claims.attribution.Credits`."""

    def at(self, sentence: int, start: int, end: int) -> str | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Found:
    """A person with one kind, before it becomes a claim."""

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
    reader = _Reader(document, subjects, credits)
    found = [f for reduced in reader.sentences for f in reader.found_in(reduced)]
    return list(reader.claims(found))


class _Reader:
    """What one reading holds: the document, its reduced sentences, its people."""

    def __init__(self, document: Document, subjects: Subjects, credits: Credits) -> None:
        self.document = document
        self.subjects = subjects
        self.credits = credits
        self.sentences = tuple(self._reduced())
        self.people = People.of(self.sentences, document.text)
        self.matches = {id(r): list(matches(r)) for r in self.sentences}
        self._learn()

    def _reduced(self) -> Iterator[Reduced]:
        document = self.document
        words = [tokens(document.text, s.start, s.end) for s in document.sentences]
        vocabulary = Vocabulary.of(w for w in words if not is_headline(w))
        mentions = self.subjects.mentions
        for sentence in document.sentences:
            for strip in strips(document, sentence, mentions=mentions, vocabulary=vocabulary):
                yield reduce(strip)

    def _learn(self) -> None:
        """Let the sure places tell persons and parts apart for the others."""
        for reduced in self.sentences:
            for match in self.matches[id(reduced)]:
                if match.rule.confidence < 0.7:
                    continue
                for role in roles(match.group, reduced, self.people):
                    if self.people.likely(role.unit) >= max(match.rule.needs, 0.5):
                        self.people.person(role.unit)
                if match.part is not None:
                    for words in _part_names(reduced, match.part):
                        if plain(words) not in self.people.persons:
                            self.people.part(words)
        for reduced in self.sentences:
            for group in reduced.groups.values():
                for role in roles(group, reduced, self.people):
                    if role.part and role.said:
                        self.people.part(role.part)

    # ── one sentence ────────────────────────────────────────────────────────────────────────

    def found_in(self, reduced: Reduced) -> list[Found]:
        """Return who is found in a reduced sentence."""
        section = section_of(self.document, reduced.strip.sentence)
        met = [m for m in self.matches[id(reduced)] if not manner.is_wish(m, reduced.text)]
        if reduced.text.rstrip("\"'”’) ").endswith("?"):
            met = []
        found: list[Found] = []
        last: CreditKind | None = None
        for group in reduced.groups.values():
            own = [m for m in met if m.group is group]
            chosen = self._chosen(group, own, section, last)
            for role_number, role in enumerate(roles(group, reduced, self.people)):
                found += self._of_role(role, role_number, group, reduced, chosen)
            acting = next((k for k, _ in chosen if k in _ACTING), None)
            last = acting or last
        return found

    def _chosen(
        self,
        group: Group,
        own: Sequence[Match],
        section: Section | None,
        last: CreditKind | None,
    ) -> list[tuple[CreditKind, Match]]:
        """Return the kinds of a list with the match that gives each: one of acting, any of crew."""
        crew: dict[CreditKind, Match] = {}
        acting: list[tuple[float, CreditKind, Match]] = []
        for match in own:
            for kind in self._kinds(match, section, last):
                if kind in _CREW:
                    crew.setdefault(kind, match)
                else:
                    weight = match.rule.confidence - 0.001 * len(match.words)
                    weight += 0.1 * (kind is not CreditKind.CAST)
                    acting.append((weight, kind, match))
        chosen = [(kind, match) for kind, match in crew.items()]
        if acting:
            _, kind, match = max(acting, key=lambda a: a[0])
            if not (crew and kind is not CreditKind.DEPARTING):
                if kind is CreditKind.CAST and section and section.acting:
                    kind = section.acting
                chosen.append((kind, match))
        return chosen

    def _kinds(
        self, match: Match, section: Section | None, last: CreditKind | None
    ) -> tuple[CreditKind, ...]:
        """Return the kinds that a match gives in its place."""
        if match.kind == "echo":
            return (last or CreditKind.CAST,)
        if match.kind == "joined":
            return (CreditKind.NEW if self._sequel() else CreditKind.CAST,)
        if match.kind == "again":
            return (CreditKind.RETURNING if self._sequel() else CreditKind.CAST,)
        if match.kind == "own-part":
            owned = all(item.owned for item in match.group.items)
            return (CreditKind.DEPARTING,) if owned else ()
        if match.kind == "item":
            if section is None:
                return ()
            return section.crew or (section.acting or CreditKind.CAST,)
        if match.kind == "film":
            main = self.subjects.main
            return (CreditKind.DIRECTOR,) if main and main.title in self.subjects.films else ()
        if match.rule.name == "cast-as" and not self._sequel():
            return (CreditKind.CAST,)
        return match.kinds

    def _sequel(self) -> bool:
        """Return whether the document is on a later season, to which somebody can be new."""
        main = self.subjects.main
        return main is not None and (main.season or 0) > 1

    def _of_role(
        self,
        role: Role,
        number: int,
        group: Group,
        reduced: Reduced,
        chosen: Sequence[tuple[CreditKind, Match]],
    ) -> Iterator[Found]:
        likely = self.people.likely(role.unit)
        if likely < 0.5 and self._among_full(group):
            likely = max(likely, _IN_LIST if likely > 0.05 else likely)
        any_acting = False
        for kind, match in chosen:
            if likely < match.rule.needs or (role.turned and kind not in _ACTING):
                continue
            part = role.part
            if kind in _ACTING:
                any_acting = True
                part = part or _part_at(reduced, match, number, len(group.items))
            else:
                part = None
            kept = replace(role, part=part)
            confidence = match.rule.confidence * (0.5 + likely / 2)
            yield Found(kept, kind, reduced, match, match.rule.name, confidence)
            if kind in _CREW:
                yield from self._by_job(role, kind, reduced, match)
        if role.said and role.part and not any_acting and likely >= 0.3:
            yield Found(role, CreditKind.CAST, reduced, None, "part-beside", 0.6 * likely)
        crew = any(kind in _CREW for kind, _ in chosen)
        if self._is_listed(group) and not chosen and not role.said and likely >= 0.5:
            yield Found(role, CreditKind.CAST, reduced, None, "long-list", 0.5 * likely)
        if role.known and likely >= 0.5 and not crew:
            earlier = replace(role, part=role.known[1] or None)
            yield Found(
                earlier, CreditKind.CAST, reduced, None, "earlier-work", 0.6, title=role.known[0]
            )

    def _by_job(
        self, role: Role, kind: CreditKind, reduced: Reduced, match: Match
    ) -> Iterator[Found]:
        """Yield what a trade before the name adds in a list of credits: "with director Mia Hart"."""
        known = trades()
        for word in role.job.split():
            extra = known.get(word)
            if extra is not None and extra is not kind and "casting" not in role.job:
                yield Found(role, extra, reduced, match, "job-in-list", 0.6)

    def _is_listed(self, group: Group) -> bool:
        """Return whether a list is so long, and so full of full names, that it is one of a cast."""
        likely = [self.people.likely(item.name) >= 0.8 for item in group.items]
        return len(likely) >= 3 and sum(likely) >= 0.75 * len(likely)

    def _among_full(self, group: Group) -> bool:
        return sum(item.name.likely >= 0.8 for item in group.items) >= 2

    # ── claims ──────────────────────────────────────────────────────────────────────────────

    def claims(self, found: Sequence[Found]) -> Iterator[Claim]:
        """Yield the claims, one per person, kind, installment and sentence."""
        earlier = {}
        for one in found:
            if one.role.known:
                earlier.setdefault(self.people.name(one.role.unit), one.role.known[0])
        seen: set[tuple[int, str, CreditKind, object]] = set()
        for one in found:
            claim = self._claim(one, earlier)
            if claim is None or not isinstance(claim.statement, Credit):
                continue
            credit = claim.statement
            key = (claim.sentence, plain(credit.person), credit.kind, claim.subject.key)
            if key not in seen:
                seen.add(key)
                yield claim

    def _claim(self, one: Found, earlier: dict[str, str]) -> Claim | None:
        unit, sentence = one.role.unit, one.reduced.strip.sentence
        person = self.people.name(unit)
        subject = self._subject(one)
        if subject is None:
            return None
        known = earlier.get(person) if one.title is None else None
        statement = Credit(person, one.kind, one.role.part, known)
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

    def _subject(self, one: Found) -> Installment | None:
        if one.title is not None:
            return Installment(one.title)
        unit, sentence = one.role.unit, one.reduced.strip.sentence
        subject = self.subjects.at(sentence.number, unit.start)
        if subject and one.role.known and subject.title == one.role.known[0]:
            return self.subjects.main
        return subject


def _part_names(reduced: Reduced, at: int) -> list[str]:
    group = reduced.groups.get(at)
    if group is not None:
        return [item.name.words for item in group.items]
    unit: Unit | None = reduced.units.get(at)
    return [unit.words] if unit is not None and unit.letter in "QO" else []


def _part_at(reduced: Reduced, match: Match, number: int, size: int) -> str | None:
    """Return the part that a match gives to a name of its list: in pairs, or the only one."""
    if match.part is None or match.part == match.group.at:
        return None
    names = _part_names(reduced, match.part)
    if len(names) == size:
        return names[number]
    return names[0] if size == 1 and names else None
