"""What is known of a document before its sentences are read, and of one sentence, taken apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from airdate.claims import certainty, days, events, linking
from airdate.claims.attribution import Credits
from airdate.claims.clauses import Clauses, supposed, within
from airdate.claims.events import Cue
from airdate.claims.shapes import Shape, shape
from airdate.claims.titles import Subjects
from airdate.model import Document, Sentence, Status, TimeExpression

# "Friday at nine" tells a day, "9:00 p.m." none.
_CLOCK = re.compile(r"\d[:.]\d\d|\d\s?[ap]\.?m\b|o['’]clock|\b(?:midnight|noon)\b", re.IGNORECASE)
_DAY_OF_TIME = re.compile(
    r"[a-z]day\b|\d{4}|tonight|(?<!mid)night|morning|evening|\b[A-Z][a-z]{2,}"
)


@dataclass(frozen=True)
class Context:
    """What is known of a document before its sentences are read."""

    document: Document
    anchor: date
    subjects: Subjects
    credits: Credits
    times: Sequence[TimeExpression]

    @cached_property
    def subheadings(self) -> frozenset[int]:
        """The numbers of the sentences that are sub-headings."""
        return frozenset(s.section for s in self.document.sentences if s.section is not None)

    @cached_property
    def _starts(self) -> list[int]:
        return [time.start for time in self.times]

    def times_in(self, sentence: Sentence) -> list[TimeExpression]:
        """Return the days that a sentence names, with offsets in it, none inside a title."""
        low = bisect_left(self._starts, sentence.start)
        high = bisect_left(self._starts, sentence.end, low)
        return [
            replace(t, start=t.start - sentence.start, end=t.end - sentence.start)
            for t in self.times[low:high]
            if t.range is not None
            and t.type in {"DATE", "TIME"}
            and (_CLOCK.search(t.words) is None or _DAY_OF_TIME.search(t.words))
            and t.end <= sentence.end
            and not self.subjects.inside_title(t.start, t.end)
            and not self.subjects.inside_title(t.end - 1, t.end)
        ]


# A sentence with more of them is no sentence but a flood, of which the start is read.
_MOST_CUES, _MOST_DAYS = 200, 100


@dataclass(frozen=True)
class Line:
    """One sentence, taken apart: its titles, cues and days, with offsets in it.

    masked: the words with the titles blotted out.  links: days with the cue that each belongs to.
    loose: days that belong to no cue.
    """

    context: Context
    sentence: Sentence
    words: str
    masked: str
    clauses: Clauses
    spans: list[tuple[int, int]]
    cues: list[Cue]
    links: list[linking.Link]
    loose: list[TimeExpression]
    # What is asked for each draft: by the words around its cue, by the cue's place and rule.
    _hedges: dict[tuple[str, str], tuple[str, str] | None] = field(default_factory=dict)
    _tenses: dict[tuple[int, int, str], Status] = field(default_factory=dict)
    _worded: dict[tuple[int, int, str], Status] = field(default_factory=dict)

    @classmethod
    def of(cls, context: Context, sentence: Sentence) -> Line:
        """Return a sentence, taken apart."""
        words = context.document.words_of(sentence.number)
        spans = context.subjects.spans_in(sentence)
        masked = events.masked(words, spans)
        conditions = supposed(words)
        cues = events.with_trailers(events.cues(masked))
        cues = [c for c in cues if not within(c.start, conditions)][:_MOST_CUES]
        times = [t for t in context.times_in(sentence) if not within(t.start, conditions)]
        times = times[:_MOST_DAYS]
        clauses = Clauses(words)
        links, loose = linking.link(words, cues, times=times, clauses=clauses)
        return cls(context, sentence, words, masked, clauses, spans, cues, links, loose)

    @cached_property
    def linked(self) -> list[linking.Link]:
        """The links that give a day of their own: not the frame of another, years shared."""
        return days.narrowest(days.sharing_years(self.links))

    @cached_property
    def days(self) -> list[TimeExpression]:
        """The days of the sentence, linked and loose."""
        return [*self.loose, *(link.time for link in self.links)]

    @cached_property
    def shape(self) -> Shape:
        """The tokens of the sentence, its days as one each."""
        return shape(self.masked, sorted({(t.start, t.end) for t in self.days}))

    @cached_property
    def names_season(self) -> bool:
        """Whether the sentence names an installment."""
        found = self.context.subjects.installments
        index = bisect_left(found, self.sentence.start, key=lambda m: m.start)
        return index < len(found) and found[index].start < self.sentence.end

    def hedge(self, cue: Cue, *, bare: bool = False) -> tuple[str, str] | None:
        """Return what the words around a cue say of how sure it is; see `certainty.hedge`.

        bare: with the titles of the sentence blotted out.
        """
        words = self.masked if bare else self.words
        sides = certainty.sides(words, cue, clauses=self.clauses)
        key = (sides.before, sides.behind)
        if key not in self._hedges:
            self._hedges[key] = certainty.hedge(words, cue, sides)
        return self._hedges[key]

    def tense(self, cue: Cue) -> Status:
        """Return the status that a cue and the form of its verb give by themselves."""
        found, key = self._tenses, (cue.start, cue.end, cue.rule.name)
        if key not in found:
            found[key] = certainty.by_form(self.words, cue)
        return found[key]

    def worded(self, cue: Cue) -> Status:
        """Return the status that the sentence words for a cue, its titles aside."""
        found, key = self._worded, (cue.start, cue.end, cue.rule.name)
        if key not in found:
            found[key] = certainty.worded(self.masked, cue, self.hedge(cue, bare=True))
        return found[key]

    def parted(self, start: int, end: int) -> bool:
        """Return whether a title or an installment is named in `words[start:end]`."""
        span = bisect_left(self.spans, (start + 1, 0))
        if span < len(self.spans) and self.spans[span][0] < end:
            return True
        base, named = self.sentence.start, self.context.subjects.installments
        index = bisect_left(named, base + start + 1, key=lambda m: m.start)
        return index < len(named) and named[index].start < base + end

    def source(self, start: int, end: int) -> str | None:
        """Return whom the text credits for `words[start:end]`."""
        base = self.sentence.start
        return self.context.credits.at(self.sentence.number, base + start, base + end)
