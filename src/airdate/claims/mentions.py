"""Titles of works in a text, found without a list: each candidate is weighed by its traits."""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from airdate.claims.candidates import Place, candidates
from airdate.claims.choice import model
from airdate.claims.evidence import SEASON_AFTER, follows_a_genre
from airdate.claims.qualifiers import of_a_book, of_a_person
from airdate.claims.runs import finder
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
    found |= {name: places for name, places in _standing(document, known) if name not in found}
    told = {title_key(name) for name in known}
    features = [
        traits(document, name, places, others=found.keys()) for name, places in found.items()
    ]
    leads = [
        model("main").score(f)
        - (_BESIDE if _only_of_a_person(document, places) else 0.0)
        - (_SMALL if in_small_letters(name) else 0.0)
        + (_TOLD if title_key(name) in told else 0.0)
        for f, (name, places) in zip(features, found.items(), strict=True)
    ]
    weights = [
        max(
            model("titles").score(f),
            0.0 if _called(document, places) else -math.inf,
            _SURE if title_key(name) in told else -math.inf,
        )
        for f, (name, places) in zip(features, found.items(), strict=True)
    ]
    first = max(leads, default=0.0)
    ranked = sorted(
        zip(leads, weights, found.items(), strict=True),
        key=lambda one: (one[0] != first, -one[1], one[2][0]),
    )
    kept: list[Work] = []
    taken: list[tuple[int, int]] = []
    for _, weight, (name, places) in ranked:
        free = tuple(p for p in places if _free(taken, p))
        least = _LEAST_IN_SMALL if in_small_letters(name) else _LEAST
        if free and (not kept or weight > least):
            kept.append(Work(name, weight if kept else max(weight, _MAIN), free))
            for place in free:
                insort(taken, (place.start, place.end))
    return kept


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
    return any(p.quoted and follows_a_genre(document.text, p.start) for p in places)


def possible(document: Document) -> dict[str, list[Place]]:
    """Return the names of a text that may be titles → their places."""
    spoken = {voice.start for voice in voices(document)}
    return {
        name: places
        for name, places in _pooled(candidates(document)).items()
        if not all(_no_work(document.text, p) or p.start in spoken for p in places)
    }


def _pooled(found: dict[str, list[Place]]) -> dict[str, list[Place]]:
    """Return names with their places, those in capitals only as the spelling that has small ones.

    "NIGHTFALL" in a heading is the "Nightfall" of the text.
    """
    small = {name.casefold(): name for name in found if not name.isupper()}
    pooled: dict[str, list[Place]] = {}
    for name, places in found.items():
        usual = small.get(name.casefold(), name) if name.isupper() else name
        pooled.setdefault(usual, []).extend(places)
    return {name: sorted(places, key=lambda p: p.start) for name, places in pooled.items()}


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
