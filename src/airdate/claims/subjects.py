"""The works and installments of a document, and which of them a place of it is about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from airdate.claims import seasons
from airdate.claims.choice import model
from airdate.claims.clauses import Clauses
from airdate.claims.meant import Asking, only_title, title_options
from airdate.claims.meant_season import season_options
from airdate.model import Document, Installment, Sentence


@dataclass(frozen=True, slots=True)
class TitleMention:
    """Words that name a work: `text[start:end]`; title is its name in the document or catalogue.

    weight: log-odds that it is a title; known titles have high ones.
    """

    start: int
    end: int
    title: str
    weight: float = 6.0


@dataclass(frozen=True)
class Subjects:
    """The works and installments of a document, and which of them is meant where.

    main: what the document is about, None where no work was found.  films: titles of films.
    mentions: the spans of titles; a date or a name in one of them is none.
    """

    document: Document
    main: Installment | None
    films: frozenset[str]
    mentions: tuple[TitleMention, ...]
    installments: tuple[seasons.Mention, ...]
    _clauses: dict[int, Clauses] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def weights(self) -> dict[str, float]:
        """The highest weight of each title."""
        found: dict[str, float] = {}
        for mention in self.mentions:
            found[mention.title] = max(mention.weight, found.get(mention.title, mention.weight))
        return found

    def at(self, sentence: int, offset: int) -> Installment | None:
        """Return the installment that a claim at an offset of the document is about."""
        return next(iter(self.about(Asking(sentence, offset, "cast"))), None)

    def about(self, asking: Asking) -> tuple[Installment, ...]:
        """Return all installments that a claim is about: two for "seasons 5 and 6"."""
        title = only_title(self, asking)
        if title is None:
            options = title_options(self, asking)
            if not options:
                return ()
            title = options[_best(model("title").rank([f for _, f in options]))][0]
        if title in self.films:
            return (Installment(title),)
        numbers = season_options(self, asking, title)
        chosen = numbers[_best(model("season").rank([f for _, f in numbers]))][0]
        return tuple(Installment(title, number) for number in chosen)

    def named(self, sentence: int, offset: int) -> bool:
        """Return whether the sentence itself names a season for the claim at an offset."""
        here = self.document.sentences[sentence]
        return any(abs(m.start - offset) < _FAR for m in self.installments_in(here))

    def inside_title(self, start: int, end: int) -> bool:
        """Return whether words lie in the name of a work, so that they are no date or person."""
        index = bisect_right(self.mentions, start, key=lambda m: m.start) - 1
        return index >= 0 and self.mentions[index].end >= end

    def spans_in(self, sentence: Sentence) -> list[tuple[int, int]]:
        """Return where titles stand in a sentence, with offsets in it."""
        return [
            (m.start - sentence.start, m.end - sentence.start)
            for m in self.mentions_in(sentence)
            if m.end <= sentence.end
        ]

    def mentions_in(self, sentence: Sentence) -> tuple[TitleMention, ...]:
        """Return the titles that a sentence names, by position."""
        low = bisect_left(self.mentions, sentence.start, key=lambda m: m.start)
        high = bisect_left(self.mentions, sentence.end, key=lambda m: m.start)
        return self.mentions[low:high][:_MOST]

    def installments_in(self, sentence: Sentence) -> tuple[seasons.Mention, ...]:
        """Return the installments that a sentence names, by position."""
        low = bisect_left(self.installments, sentence.start, key=lambda m: m.start)
        high = bisect_left(self.installments, sentence.end, key=lambda m: m.start)
        return self.installments[low:high][:_MOST]

    def borders(self, sentence: Sentence) -> Clauses:
        """Return where a sentence can be cut."""
        if sentence.number not in self._clauses:
            words = self.document.text[sentence.start : sentence.end]
            self._clauses[sentence.number] = Clauses(words)
        return self._clauses[sentence.number]


_FAR = 400  # characters: beyond it in one sentence nothing belongs together
_MOST = 40  # titles or installments of one sentence that are weighed


def _best(chances: list[float]) -> int:
    return max(range(len(chances)), key=chances.__getitem__)
