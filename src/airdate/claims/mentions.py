"""Titles of works in a text, found without a list: each candidate is weighed by its traits."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from operator import itemgetter

from airdate.claims.candidates import Place, candidates
from airdate.claims.evidence import SEASON_AFTER, follows_a_genre
from airdate.claims.qualifiers import of_a_book, of_a_person, qualified
from airdate.claims.runs import finder
from airdate.claims.title_scores import scores
from airdate.claims.title_traits import famous, in_small_letters, traits
from airdate.claims.voices import voices
from airdate.model import Document, title_key

# Log-odds above which words are taken for a title besides the one that the text is about.
_LEAST = -1.0
# The same for words in small letters: they are a title in other languages, speech in English; and
# what is taken from them as what a text is about.
_LEAST_IN_SMALL, _SMALL = 3.0, 1.5
# What the text is about is a title, however little speaks for its words alone.
_MAIN = 2.0
# What is taken from a name that the heading has only beside a person.
_BESIDE = 3.0
# What somebody has told to be a title is one, and likelier what a text is about than another name.
_SURE, _TOLD = 6.0, 2.0
# Decimals of a sum that count: in whatever order weights are added up, what is even is even.
# What is even with a bound counts as above it.
_EXACT, _ABOVE = 9, 1e-9


@dataclass(frozen=True, slots=True)
class Work:
    """A title that a text speaks of: how much speaks for it (log-odds), and where it stands."""

    title: str
    weight: float
    places: tuple[Place, ...]


def titles(document: Document, *, known: Collection[str] = ()) -> list[Work]:
    """Return the titles that a document speaks of; no two overlap.

    The first is what the document seems to be about, the others are by likelihood. Words that stand
    only inside a likelier title are none.  known: names that are titles, whatever speaks for them.
    """
    found = possible(document)
    if known:
        found |= {name: places for name, places in _standing(document, known) if name not in found}
    weighed = dict(zip(found, scores(document, found), strict=True))
    told = {title_key(name) for name in known}
    for name in found if told else ():
        if title_key(name) in told:
            score = weighed[name]
            weighed[name] = complex(score.real + _TOLD, max(score.imag, _SURE))
    leading = _leading(document, found, weighed)
    weights = _weights(document, found, weighed, leading=leading)
    kept: list[Work] = []
    taken: list[tuple[int, int]] = []
    for name in sorted(weights, key=lambda name: (name not in leading, -weights[name], name)):
        free = tuple(p for p in found[name] if _free(taken, p))
        weight, least = weights[name], _LEAST_IN_SMALL if in_small_letters(name) else _LEAST
        if free and (not kept or weight > least):
            kept.append(Work(name, weight if kept else max(weight, _MAIN), free))
            for place in free:
                insort(taken, (place.start, place.end))
    return kept


def _leading(
    document: Document, found: dict[str, list[Place]], weighed: dict[str, complex]
) -> set[str]:
    """Return the names that are likeliest what a text is about: one, or several that are even.

    What speaks against a name is looked for only where no likelier one is left.
    """
    leads = {name: round(score.real, _EXACT) for name, score in weighed.items()}
    first, even = -math.inf, set[str]()
    for name in sorted(leads, key=leads.__getitem__, reverse=True):
        lead = leads[name]
        if lead < first:
            break
        lead -= _BESIDE if _only_of_a_person(document, found[name]) else 0.0
        lead = round(lead - (_SMALL if in_small_letters(name) else 0.0), _EXACT)
        if lead > first:
            first, even = lead, set()
        if lead == first:
            even.add(name)
    return even


def _weights(
    document: Document,
    found: dict[str, list[Place]],
    weighed: dict[str, complex],
    *,
    leading: set[str],
) -> dict[str, float]:
    """Return the names that may be taken for titles, each with what speaks for it."""
    weights: dict[str, float] = {}
    for name, score in weighed.items():
        weight = round(score.imag, _EXACT) + _ABOVE
        if weight < 0.0 and _called(document, found[name]):
            weight = 0.0
        if weight > _LEAST or name in leading:
            weights[name] = weight
    return weights


def _standing(document: Document, names: Collection[str]) -> Iterator[tuple[str, list[Place]]]:
    """Yield each of the names that stands in a text, with its places."""
    found: dict[str, list[Place]] = {}
    for start, name in finder(names).apart(document.text) if names else ():
        end = start + len(name)
        found.setdefault(name, []).append(Place(start, end, start, end, False))
    yield from found.items()


def _only_of_a_person(document: Document, places: list[Place]) -> bool:
    """Return whether the heading has a name only to say who somebody is: "Night Ferry star ..."."""
    inside = [p for p in places if p.end <= len(document.heading)]
    return bool(inside) and all(of_a_person(document.text, p.start, p.end) for p in inside)


def _called(document: Document, places: list[Place]) -> bool:
    """Return whether words in quotes are said to be a work: "the film 'Night Ferry'"."""
    quoted = [p.start for p in places if p.quoted]
    return bool(quoted) and any(follows_a_genre(document.text, start) for start in quoted)


def possible(document: Document) -> dict[str, list[Place]]:
    """Return the names of a text that may be titles → their places."""
    found = _pooled(candidates(document))
    spoken = {voice.start for voice in voices(document)}
    books = qualified(document.text).has_books
    if not (spoken or books):
        return found
    return {
        name: places
        for name, places in found.items()
        if not all(p.start in spoken or (books and _no_work(document.text, p)) for p in places)
    }


def _pooled(found: dict[str, list[Place]]) -> dict[str, list[Place]]:
    """Return names with their places, those in capitals only as the spelling that has small ones.

    "NIGHTFALL" in a heading is the "Nightfall" of the text.
    """
    if any(map(str.isupper, found)):
        small = {name.casefold(): name for name in found if not name.isupper()}
        pooled: dict[str, list[Place]] = {}
        for name, places in found.items():
            usual = small.get(name.casefold(), name) if name.isupper() else name
            pooled.setdefault(usual, []).extend(places)
        found = pooled
    for places in found.values():
        if len(places) > 1:
            places.sort(key=_START)
    return found


_START = itemgetter(0)


def _no_work(text: str, place: Place) -> bool:
    """Return whether words name a book, a game or a song, which nobody awaits."""
    book = of_a_book(text, place.start, place.end)
    return book and not SEASON_AFTER.match(text, place.end)


def _free(taken: list[tuple[int, int]], place: Place) -> bool:
    index = bisect_left(taken, (place.start, place.end))
    before = taken[index - 1] if index else None
    after = taken[index] if index < len(taken) else None
    return not ((before and before[1] > place.start) or (after and after[0] < place.end))


__all__ = ["Work", "famous", "possible", "titles", "traits"]
