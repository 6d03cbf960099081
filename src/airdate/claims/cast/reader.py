"""The reading of cast and crew: persons of each sentence, what is claimed of them, the claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from airdate.claims.cast import manner
from airdate.claims.cast.decisions import Decision, decide
from airdate.claims.cast.groups import Reduced, units_in
from airdate.claims.cast.installments import of_whole
from airdate.claims.cast.kinds import CREW
from airdate.claims.cast.people import Role
from airdate.claims.cast.persons import Subjects, Survey, part_names
from airdate.claims.cast.rules import Match
from airdate.claims.cast.standing import Mention
from airdate.claims.names import plain
from airdate.model import Claim, Credit, CreditKind, Document, Installment, Status


class Credits(Protocol):
    """Who is credited where; see `airdate.claims.attribution.Credits`."""

    def at(self, sentence: int, start: int, end: int) -> str | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Found:
    """A decision with what is read beside the name.

    part: the name of the part.  title: the earlier work that the claim is on, None for the one
    that is meant there.
    """

    decision: Decision
    part: str | None
    title: str | None

    @property
    def kind(self) -> CreditKind:
        """The kind of the claim."""
        return self.decision.kind

    @property
    def role(self) -> Role:
        """The name and what stands beside it."""
        return self.decision.mention.role

    @property
    def reduced(self) -> Reduced:
        """The sentence."""
        return self.decision.mention.standing.setting.reduced

    @property
    def match(self) -> Match | None:
        """The match of the rule that says so, None where the words around do."""
        return self.decision.choice[1] if self.decision.choice else None


def read(document: Document, *, subjects: Subjects, credits: Credits) -> list[Claim]:
    """Return the cast claims of a document, in the order of their sentences.

    start, end of a claim: the person's name.  The person is given in the fullest form that the
    document has.  confidence: the probability that something is claimed, times that of the kind.
    """
    return list(_Reader(document, subjects, credits).claims())


class _Reader:
    """What one reading holds: the survey of the document, the works told beside names."""

    def __init__(self, document: Document, subjects: Subjects, credits: Credits) -> None:
        self.subjects = subjects
        self.credits = credits
        self.survey = Survey(document, subjects)
        self.earlier: set[str] = set()

    def claims(self) -> Iterator[Claim]:
        """Yield the claims, one per person, kind, installment and sentence."""
        found = [self._found(decision) for decision in decide(self.survey.persons())]
        known: dict[str, str] = {}
        for one in found:
            if one.title is not None and self._is_earlier(one.title):
                known.setdefault(one.decision.person.name, one.title)
        self.earlier = {plain(title) for title in known.values()}
        seen: set[tuple[int, str, CreditKind, tuple[str, int | None]]] = set()
        for one in found:
            if one.title is not None and not self._is_earlier(one.title):
                continue
            subject, person = self._subject(one), one.decision.person.name
            if subject is None:
                continue
            key = (one.decision.person.sentence, plain(person), one.kind, subject.key)
            if key not in seen:
                seen.add(key)
                work = known.get(person) if one.title is None else None
                work = None if work and plain(work) == plain(subject.title) else work
                yield self._claim(one, subject, Credit(person, one.kind, one.part, work))

    def _found(self, decision: Decision) -> Found:
        mention = decision.mention
        if decision.earlier:
            title, there = mention.role.known or ("", "")
            return Found(decision, there or None, title)
        part = None if decision.kind in CREW else _part(decision)
        return Found(decision, part, None)

    def _is_earlier(self, title: str) -> bool:
        """Return whether a work is another than the one that the document is about."""
        main = self.subjects.main
        return bool(title) and not (main and plain(main.title) == plain(title))

    def _claim(self, one: Found, subject: Installment, statement: Credit) -> Claim:
        unit, sentence = one.role.unit, one.reduced.strip.sentence
        return Claim(
            subject,
            statement,
            _status(one),
            self.credits.at(sentence.number, unit.start, unit.end),
            sentence.number,
            unit.start,
            unit.end,
            rule=one.match.rule.name if one.match else _wordless(one),
            confidence=round(one.decision.probability, 3),
        )

    # ── the work and the installment ────────────────────────────────────────────────────────

    def _subject(self, one: Found) -> Installment | None:
        if one.title is not None:
            return Installment(one.title) if one.title else None
        unit, sentence = one.role.unit, one.reduced.strip.sentence
        subject = self.subjects.at(sentence.number, unit.start)
        main = self.subjects.main
        if elsewhere := _played_in(one, main.title if main else None):
            return Installment(elsewhere)
        if subject is None or main is None or subject.title == main.title:
            return self._placed(one, subject)
        if plain(subject.title) in self.earlier or not _is_said(subject.title, one):
            return self._placed(one, main)
        return self._placed(one, subject)

    def _placed(self, one: Found, subject: Installment | None) -> Installment | None:
        """Return the series as a whole where what is told holds for all of it.

        "Mia Hart leads the cast of the show" does; who returns, joins or leaves, and what is to
        come, is mostly of the season that the document is about.
        """
        if subject is None or subject.season is None:
            return subject
        number = one.reduced.strip.sentence.number
        named = self.subjects.named(number, one.role.unit.start)
        whole = of_whole(one.decision, named=named, season=subject.season)
        return Installment(subject.title) if whole else subject


def _status(one: Found) -> Status:
    """Return how a claim is made; a part beside the name is told as a fact, whatever is to come."""
    at, text = one.decision.mention.standing.group.at, one.reduced.text
    if one.match is None and one.role.said and one.kind is CreditKind.CAST:
        return manner.status_of("", manner.clause(text, at))
    return manner.status(one.match, text, one.kind, at=at)


def _wordless(one: Found) -> str:
    """Return what stands for the rule of a claim that the words around tell."""
    if one.title is not None:
        return "earlier-work"
    return "part-beside" if one.role.said else "words-around"


def _part(decision: Decision) -> str | None:
    """Return the part beside a name, or in a match of its list."""
    for mention in (decision.mention, *decision.person.mentions):
        if mention.role.part:
            return mention.role.part
        matches = [decision.choice[1]] if decision.choice else []
        for match in [*matches, *mention.standing.own]:
            if match.group is not mention.standing.group:
                continue
            reduced = mention.standing.setting.reduced
            if part := _part_at(reduced, match, mention.place):
                return part
        if part := _part_after(mention):
            return part
    return None


# "Mia Hart goes eyebrow-free as Jo", "performing as Jo", "the lead role of Jo"
_PART_AFTER = re.compile(
    r"P\b[^.;PQ\"]{0,70}? (?:as(?! (?:will|do|does|did|is|are|has|have|well)\b)|roles? of) "
    r"(?:(?:the |a |an |her |his |their )?(?:(?!and|but|with)[a-z'-]+ ){0,3}?)(?P<part>[PQ])(?!')"
)


def _part_after(mention: Mention) -> str | None:
    """Return the part that the words after a list give: in pairs, or the only one."""
    reduced, group = mention.standing.setting.reduced, mention.standing.group
    told = _PART_AFTER.match(reduced.text, group.at)
    names = part_names(reduced, told.start("part")) if told else []
    return names[mention.place] if len(names) == len(group.items) else None


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


def _part_at(reduced: Reduced, match: Match, place: int) -> str | None:
    """Return the part that a match gives to a name of its list: in pairs, or the only one."""
    if match.part == match.group.at:
        return None
    names, size = part_names(reduced, match.part), len(match.group.items)
    if not names and match.other is not None and size == len(match.other.items) == 1:
        spans = (match.other.items[0].part, match.other.items[0].paren)
        found = next((units_in(reduced.strip, span) for span in spans if span), [])
        return found[0].words if found else None
    if len(names) == size and place < size:
        return names[place]
    return names[0] if size == 1 and names else None


__all__ = ["Credits", "Subjects", "read"]
