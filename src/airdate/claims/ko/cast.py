"""Document → cast and crew claims: who, in which part, come, gone or stayed, and how sure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from airdate.claims.choice import model
from airdate.claims.ko import billing, brackets, crew, roles, signs
from airdate.claims.ko.acts import RECAST, Known, Seen, acts, is_sequel, of_season, status
from airdate.claims.ko.brackets import Pairs
from airdate.claims.ko.context import LONGEST, Context
from airdate.claims.ko.events import blotted
from airdate.claims.ko.people import Person, known_people, people
from airdate.model import Claim, Credit, CreditKind, Installment, Sentence, Status

_TRADES = {
    "감독": CreditKind.DIRECTOR, "PD": CreditKind.DIRECTOR, "피디": CreditKind.DIRECTOR,
    "작가": CreditKind.WRITER,
}  # fmt: skip
_NO_PART = re.compile(r"기자\s?[=\]]|사진\s?=|취재|제공$")
_CREW = re.compile(r"(?P<name>[가-힣]{2,4})\s(?P<job>감독|작가|PD|피디)(?![가-힣]*판)")


@dataclass(frozen=True)
class Line:
    """A sentence with its titles blotted out, the people that it names and their parts."""

    sentence: Sentence
    masked: str
    named: list[Person]
    parts: dict[int, str]


@dataclass(frozen=True)
class One:
    """A person's credit in the making."""

    person: Person
    kind: CreditKind
    status: Status
    subject: Installment
    part: str | None
    rule: str


def read(context: Context, *, plainly: bool = False) -> list[Claim]:
    """Return the cast and crew claims of a document, in the order of its sentences.

    plainly: by the rules alone, without weights.
    """
    text = context.document.text
    masked = [_masked(context, sentence) for sentence in context.document.sentences]
    joined = brackets.pairs(context.document, masked)
    names = known_people(text) | joined.names
    lines = [
        _line(sentence, masked[sentence.number], names, joined)
        for sentence in context.document.sentences
    ]
    behind = _crew_of(text)
    told = (part for line in lines for part in line.parts.values())
    parts = roles.parts_of(text, told) - names - behind.keys()
    known = Known(names, behind, parts, bool(RECAST.search(text)), text, masked[0], plainly)
    return _settled(
        [
            _claim(context, line.sentence, one)
            for line in lines
            for one in _of_line(context, line, known)
        ]
    )


def _masked(context: Context, sentence: Sentence) -> str:
    """Return the words of a sentence with titles blotted out, none of one longer than prose."""
    if sentence.end - sentence.start > LONGEST:
        return ""
    mentions = context.subjects.in_sentence(sentence.number)
    return blotted(
        context.document.words_of(sentence.number),
        [(m.start - sentence.start, m.end - sentence.start) for m in mentions],
    )


def _line(sentence: Sentence, masked: str, names: frozenset[str], joined: Pairs) -> Line:
    named = [p for p in people(masked, known=names) if sentence.start + p.start not in joined.parts]
    told = roles.assigned(masked, named)
    parts = dict(told.of)
    for person in named:
        if part := joined.players.get(sentence.start + person.start):
            parts[person.start] = part
    return Line(sentence, masked, [p for p in named if p.start not in told.taken], parts)


def _crew_of(text: str) -> dict[str, CreditKind]:
    found: dict[str, CreditKind] = {}
    for match in _CREW.finditer(text):
        found.setdefault(match["name"], _TRADES[match["job"]])
    return found


def _of_line(context: Context, line: Line, known: Known) -> Iterator[One]:
    named = [p for p in line.named if p.start in line.parts or p.name not in known.parts]
    heading = line.sentence.number == 0
    place = billing.Place(context.subjects, line.sentence, line.masked, named)
    for person in named:
        if _NO_PART.match(line.masked[person.end : person.end + 6].lstrip()):
            continue
        if _in_speech(line.masked, person) and not heading and not person.behind:
            continue
        yield from _of_person(line, place, person, known)


def _of_person(line: Line, place: billing.Place, person: Person, known: Known) -> Iterator[One]:
    """Yield the credits of a person in a sentence."""
    works = billing.works(place, person)
    trades = crew.trades(line.masked, person, place.named)
    seen = Seen(
        line.masked,
        person,
        None if trades else line.parts.get(person.start),
        len(place.named) > 1,
        line.sentence.number == 0,
    )
    made: list[tuple[CreditKind, str]] = [(kind, "crew") for kind in trades]
    if not made and works:
        made = _weighed(seen, works[0], known)
    for kind, rule in made:
        sure = status(line.masked, person, kind)
        if trades and sure is Status.DROPPED:
            sure = Status.DONE
        for number, subject in enumerate(works):
            if number:
                earlier = _earlier(line.masked, person, kind, known)
                yield One(person, earlier, Status.DONE, subject, None, rule)
            else:
                yield One(person, kind, sure, subject, seen.part, rule)


def _weighed(seen: Seen, subject: Installment, known: Known) -> list[tuple[CreditKind, str]]:
    """Return what an actor is to a work, chosen by weight; in a list, empty for nothing."""
    found = acts(seen, known)
    if found is not None and found[1] == "crew_title":
        return [found]
    kind = of_season(found[0], subject, words=seen.words, recast=known.recast) if found else None
    if known.plainly:
        return [(kind, found[1])] if kind and found else []
    name = seen.person.name
    told = signs.Told(subject, known.text.count(name), name in known.heading, is_sequel(subject))
    chances = model("ko/kind").probabilities(
        signs.of_person(seen, told, rule=str(kind) if kind else "none")
    )
    if seen.part is not None:
        chances.pop("none")  # who has a part is in it
    best = max(chances, key=lambda label: chances[label])
    return [] if best == "none" else [(CreditKind(best), found[1] if found else "weighed")]


def _earlier(words: str, person: Person, kind: CreditKind, known: Known) -> CreditKind:
    """Return what someone was to a work that they are known for: what they are called."""
    written = re.search(r"(?:쓴|집필한)\s(?:\S+\s)?$", words[: person.start])
    made = re.search(r"(?:연출한|찍은)\s(?:\S+\s)?$", words[: person.start])
    if written or person.behind == "작가":
        return CreditKind.WRITER
    if made or person.behind in ("감독", "PD", "피디"):
        return CreditKind.DIRECTOR
    if kind in (CreditKind.DIRECTOR, CreditKind.WRITER, CreditKind.PRODUCER):
        return known.crew.get(person.name, kind)
    return CreditKind.CAST


def _in_speech(words: str, person: Person) -> bool:
    return len(re.findall(r"[\"“”]", words[: person.start])) % 2 == 1


def _settled(claims: list[Claim]) -> list[Claim]:
    """Return claims without the bare ones of a person of whom the text tells more.

    A heading is short: where the text says that someone comes back, they are not new in it.
    """
    told: dict[tuple[str, str], set[CreditKind]] = {}
    for claim in claims:
        if isinstance(claim.statement, Credit) and claim.sentence:
            told.setdefault(_whose(claim), set()).add(claim.statement.kind)
    return [c for c in map(partial(_corrected, told), claims) if c is not None]


def _corrected(told: dict[tuple[str, str], set[CreditKind]], claim: Claim) -> Claim | None:
    """Return a claim in the light of what the text tells of its person: none, itself, another."""
    kinds = told.get(_whose(claim), set())
    kind = claim.statement.kind if isinstance(claim.statement, Credit) else None
    firm = kinds & {CreditKind.RETURNING, CreditKind.NEW, CreditKind.DEPARTING}
    if kind is CreditKind.CAST and kinds - {CreditKind.CAST}:
        return None
    if claim.sentence == 0 and kind is CreditKind.NEW and firm == {CreditKind.RETURNING}:
        return None
    return claim


def _whose(claim: Claim) -> tuple[str, str]:
    person = claim.statement.person if isinstance(claim.statement, Credit) else ""
    return claim.subject.title, person


def _claim(context: Context, sentence: Sentence, one: One) -> Claim:
    return Claim(
        one.subject,
        Credit(one.person.name, one.kind, one.part),
        one.status,
        context.sources.at(sentence.number),
        sentence.number,
        sentence.start + one.person.start,
        sentence.start + one.person.end,
        rule=f"ko/{one.rule}",
        confidence=0.8,
    )
