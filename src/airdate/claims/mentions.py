"""Titles of works in a text, found without a list: each candidate is weighed by its traits."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass

from airdate.claims.candidates import Place, candidates
from airdate.claims.choice import model
from airdate.claims.evidence import SEASON_AFTER
from airdate.claims.qualifiers import of_a_book
from airdate.claims.title_traits import famous, traits
from airdate.claims.voices import voices
from airdate.model import Document

# Log-odds above which words are taken for a title; where none reaches it, the best one is.
_LEAST = -1.0
_LAST_RESORT = -4.0


@dataclass(frozen=True, slots=True)
class Work:
    """A title that a text speaks of: how much speaks for it (log-odds), and where it stands."""

    title: str
    weight: float
    places: tuple[Place, ...]


def titles(document: Document) -> list[Work]:
    """Return the titles that a document speaks of, the likeliest first; no two overlap.

    Words that stand only inside a likelier title are none.
    """
    spoken = {voice.start for voice in voices(document)}
    ranked = sorted(
        (
            (weight_of(document, name, places), name, places)
            for name, places in candidates(document).items()
            if not all(_no_work(document.text, p) or p.start in spoken for p in places)
        ),
        key=lambda found: (-found[0], -len(found[1]), found[1]),
    )
    kept: list[Work] = []
    taken: list[tuple[int, int]] = []
    for weight, name, places in ranked:
        if weight < (_LEAST if kept else _LAST_RESORT):
            break
        free = tuple(p for p in places if _free(taken, p))
        if free:
            kept.append(Work(name, weight, free))
            for place in free:
                insort(taken, (place.start, place.end))
    return kept


def weight_of(document: Document, name: str, places: list[Place]) -> float:
    """Return the log-odds that words are a title that the document makes a claim on."""
    return model("titles").score(traits(document, name, places))


def _no_work(text: str, place: Place) -> bool:
    """Return whether words name a book, a game or a song, which nobody awaits."""
    book = of_a_book(text, place.start, place.end)
    return book and not SEASON_AFTER.match(text, place.end)


def _free(taken: list[tuple[int, int]], place: Place) -> bool:
    index = bisect_left(taken, (place.start, place.end))
    before = taken[index - 1] if index else None
    after = taken[index] if index < len(taken) else None
    return not ((before and before[1] > place.start) or (after and after[0] < place.end))


__all__ = ["Work", "famous", "titles", "weight_of"]
