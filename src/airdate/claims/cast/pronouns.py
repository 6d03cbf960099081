"""He and she, read as the person named before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from airdate.claims.cast.groups import Group, Item, Reduced
from airdate.claims.cast.people import People
from airdate.claims.cast.strip import Unit

# A name must be this likely a person's to be the one whom "she" means, and "she" is so likely her.
_SURE = 0.75
_LIKELY = 0.55
# Sentences back, in the same paragraph, in which the person may have been named.
_REACH = 2
# "Mia Hart, the actor behind Jo" names the person itself.
_APPOSED = ("P, the ", "P, an ", "P, a ")
# No sentence needs more; what has them is no prose.
_MOST = 8
_FORMS = {"'s": " is", "'ll": " will", "'d": " would"}


def resolved(sentences: Sequence[Reduced], people: People) -> Iterator[Reduced]:
    """Yield the sentences with "he" and "she" as one more list of persons, where one was named."""
    before: list[tuple[int, int, Unit]] = []
    for reduced in sentences:
        sentence = reduced.strip.sentence
        near = [
            unit
            for number, paragraph, unit in before
            if paragraph == sentence.paragraph and sentence.number - number <= _REACH
        ]
        done = _with_persons(reduced, people, near[-1] if near else None)
        yield done
        subject = _subject(done, people)
        if subject is not None:
            before = [*before[-3:], (sentence.number, sentence.paragraph, subject)]


def _subject(reduced: Reduced, people: People) -> Unit | None:
    """Return the first person who stands alone in a sentence."""
    for _, group in sorted(reduced.groups.items()):
        unit = group.items[0].name
        if len(group.items) == 1 and people.likely(unit) >= _SURE:
            return unit
    return None


def _with_persons(reduced: Reduced, people: People, named: Unit | None) -> Reduced:
    """Return the sentence with each pronoun put in as the person named before it."""
    pronouns = [at for at, unit in sorted(reduced.units.items()) if unit.letter == "H"][:_MOST]
    if not pronouns:
        return reduced
    text, units, groups = reduced.text, dict(reduced.units), dict(reduced.groups)
    for at in reversed(pronouns):
        person = _first(reduced, at, people) or named
        if person is None or reduced.text.endswith(_APPOSED, 0, at):
            continue
        pronoun = units.pop(at)
        size = len(pronoun.words)
        ending = next((e for e in _FORMS if text.startswith(e, at + size)), "")
        put = "P" + _FORMS.get(ending, "")
        shift = len(put) - size - len(ending)
        text = text[:at] + put + text[at + size + len(ending) :]
        units = {p + shift * (p > at): unit for p, unit in units.items()}
        groups = dict(_moved(groups.values(), at, shift))
        stands = replace(person, start=pronoun.start, end=pronoun.end, likely=_LIKELY)
        groups[at] = Group((Item(stands),), at)
    return Reduced(reduced.strip, text, dict(sorted(groups.items())), units)


def _moved(groups: Iterable[Group], at: int, shift: int) -> Iterator[tuple[int, Group]]:
    for group in groups:
        place = group.at + shift * (group.at > at)
        yield place, replace(group, at=place)


def _first(reduced: Reduced, at: int, people: People) -> Unit | None:
    """Return the person alone in a list, named first before a place of the sentence."""
    for place in sorted(p for p in reduced.groups if p < at):
        items = reduced.groups[place].items
        if len(items) == 1 and people.likely(items[0].name) >= _SURE:
            return items[0].name
    return None
