"""The works and installments of a document, and which of them a place of it is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from airdate.claims import seasons
from airdate.claims.clauses import Clauses
from airdate.claims.qualifiers import has_own_season, of_a_book, of_a_person
from airdate.claims.seasons import Reference
from airdate.model import Document, Installment, Sentence


@dataclass(frozen=True, slots=True)
class TitleMention:
    """Words that name a work: `text[start:end]`; title is its name in the document or catalogue.

    weight: how much speaks for it; known titles have a high one.
    """

    start: int
    end: int
    title: str
    weight: float = 9.0


# What must speak for a work that is not the main one before it bears a claim in an article on a
# series, in one on films, or before it rules a section.
_FIRM, _FIRM_FILM, VERY_FIRM = 2.0, 1.5, 3.0
# What must speak for a work before a season "of" it is its own and not the main one's.
CERTAIN = 4.0


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

    def at(self, sentence: int, offset: int) -> Installment | None:
        """Return the installment that a claim at an offset of the document is about."""
        return next(iter(self.all_at(sentence, offset)), None)

    def all_at(self, sentence: int, offset: int) -> tuple[Installment, ...]:
        """Return all installments that a claim there is about: two for "seasons 5 and 6"."""
        title = self._title_at(sentence, offset)
        if title is None:
            return ()
        if title in self.films:
            return (Installment(title),)
        return tuple(Installment(title, n) for n in self._seasons_at(sentence, offset, title=title))

    def named(self, sentence: int, offset: int) -> bool:
        """Return whether the sentence itself names a season for the claim at an offset."""
        return self._season_mention(self.document.sentences[sentence], offset) is not None

    def inside_title(self, start: int, end: int) -> bool:
        """Return whether words lie in the name of a work, so that they are no date or person."""
        index = bisect_right(self.mentions, start, key=lambda m: m.start) - 1
        return index >= 0 and self.mentions[index].end >= end

    def spans_in(self, sentence: Sentence) -> list[tuple[int, int]]:
        """Return where titles stand in a sentence, with offsets in it."""
        return [
            (m.start - sentence.start, m.end - sentence.start)
            for m in self._mentions_in(sentence)
            if m.end <= sentence.end
        ]

    def _title_at(self, sentence: int, offset: int) -> str | None:
        here = self.document.sentences[sentence]
        main = self.main.title if self.main else None
        borders = self._borders(here)
        fit = tuple(
            m
            for m in self._mentions_near(here, offset)
            if m.title == main or self._bears(m, here, offset=offset, borders=borders)
        )
        found = _nearest(fit, here, offset=offset, clauses=borders)
        if isinstance(found, TitleMention):
            return found.title
        return self._carried(here) or main

    def _bears(
        self, mention: TitleMention, here: Sentence, *, offset: int, borders: Clauses
    ) -> bool:
        """Return whether another work than the main one may bear a claim at an offset.

        Not across statements, nor where it only qualifies other words ("of X", "X adaptation").
        """
        low, high = sorted((mention.start - here.start, offset - here.start))
        if borders.parted(low, high) or mention.weight < self._firm:
            return False
        own = mention.weight >= CERTAIN and has_own_season(self.document.text, mention.start)
        return own or self._leads(mention, here)

    @property
    def _firm(self) -> float:
        return _FIRM if any(m.seasons for m in self.installments) else _FIRM_FILM

    def _carried(self, here: Sentence) -> str | None:
        """Return another title that the sentence before in the paragraph, or the sub-heading, set.

        Only where the sentence takes it up ("It ...", "The film ...") without naming the main one.
        """
        words = self.document.text[here.start : min(here.end, here.start + 60)]
        if here.number > 1 and _TAKES_UP.match(words):
            before = self.document.sentences[here.number - 1]
            inside = self._mentions_in(before)
            if before.paragraph == here.paragraph and inside:
                return next((m.title for m in inside if self._leads(m, before)), None)
        if here.section is not None and here.section != here.number:
            inside = self._mentions_in(self.document.sentences[here.section])
            return next((m.title for m in inside if m.weight >= VERY_FIRM), None)
        return None

    def _leads(self, mention: TitleMention, here: Sentence) -> bool:
        """Return whether a title is what its sentence is about, not what it says of others."""
        text = self.document.text
        before = text[max(here.start, mention.start - 40) : mention.start]
        after = text[mention.end : min(here.end, mention.end + 30)]
        for beside in (of_a_person, of_a_book):
            if beside(text, mention.start, mention.end):
                return False
        return not (_QUALIFIES_BEFORE.search(before) or _QUALIFIES_AFTER.match(after))

    def _mentions_near(self, here: Sentence, offset: int) -> tuple[TitleMention, ...]:
        """Return the mentions of a sentence that a claim at an offset can belong to."""
        start, end = max(here.start, offset - 2 * _FAR), min(here.end, offset + _FAR)
        low = bisect_left(self.mentions, start, key=lambda m: m.start)
        return self.mentions[low : bisect_left(self.mentions, end, key=lambda m: m.start)]

    def _mentions_in(self, sentence: Sentence) -> tuple[TitleMention, ...]:
        low = bisect_left(self.mentions, sentence.start, key=lambda m: m.start)
        high = bisect_left(self.mentions, sentence.end, key=lambda m: m.start)
        return self.mentions[low:high]

    def _season_mention(self, here: Sentence, offset: int) -> seasons.Mention | None:
        found = _nearest(self.installments, here, offset=offset, clauses=self._borders(here))
        return found if isinstance(found, seasons.Mention) else None

    def _seasons_at(self, sentence: int, offset: int, *, title: str) -> tuple[int | None, ...]:
        here = self.document.sentences[sentence]
        mention = self._season_mention(here, offset)
        main = self.main.season if self.main and self.main.title == title else None
        if mention is None:
            return (main,)
        if mention.reference is Reference.PREVIOUS:
            return (main - 1 if main and main > 1 else main,)
        return mention.seasons or (main,)

    def _borders(self, sentence: Sentence) -> Clauses:
        if sentence.number not in self._clauses:
            words = self.document.text[sentence.start : sentence.end]
            self._clauses[sentence.number] = Clauses(words)
        return self._clauses[sentence.number]


_QUALIFIES_BEFORE = re.compile(
    r"\b(?:of|in|from|like|by|at|including|than|to|into|alongside|per|plays?|playing|played|via|"
    r"starr?ed\sin|against|under)\s(?:the\s|a\s|their\s|his\s|her\s)?"
    r"[\"“‘'(]?$|\($",
    re.IGNORECASE,
)
_QUALIFIES_AFTER = re.compile(
    r"[\"”’']?(?:['’]s?)?\s(?:adaptation|star|actor|actress|alum|director|creator|writer|franchise|"
    r"universe|saga|novels?|books?|comics?|manga|webtoon|games?|spin-?off|prequel|sequel|fans|fame"
    r"|studio)\b|[\"”’']?\)",
    re.IGNORECASE,
)
_TAKES_UP = re.compile(
    r"(?:It|That|This|The\s(?:[\w-]+\s){0,3}(?:film|movie|series|show|drama|prequel|sequel|spin-off|"
    r"special|thriller|comedy|feature|latter|project))\b"
)
_RIGHT_BEFORE = 20  # characters: so near to a cue a title is its subject, "with X moving to May"
_OBJECT = 60  # characters: the reach of an object with its adjectives
_FAR = 400  # characters: beyond it in one sentence nothing belongs together


def _nearest(
    found: tuple[TitleMention, ...] | tuple[seasons.Mention, ...],
    here: Sentence,
    *,
    offset: int,
    clauses: Clauses,
) -> TitleMention | seasons.Mention | None:
    """Return the mention of the sentence that words at an offset belong to.

    The object that follows in the same breath ("the premiere of season 2") comes before the
    subject ahead of it; failing both, the next one in the sentence.
    """
    low = bisect_left(found, here.start, key=lambda m: m.start)
    high = bisect_left(found, here.end, key=lambda m: m.start)
    index = bisect_right(found, offset, low, high, key=lambda m: m.start)
    before = found[index - 1] if index > low else None
    after = found[index] if index < high else None
    if before and before.end >= offset:
        return before
    near = after is not None and after.start - offset < _OBJECT
    if near and after and not clauses.between(offset - here.start, after.start - here.start):
        return after
    if before and offset - before.end < _FAR:
        return before
    return after if after and after.start - offset < _FAR else None
