"""What is known of a Korean document before its sentences are read, and of one, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from airdate.claims.ko import days, events
from airdate.claims.ko.events import Cue
from airdate.claims.ko.macros import BLOT
from airdate.claims.ko.sources import Sources
from airdate.claims.ko.subjects import Subjects
from airdate.model import Document, Sentence, TimeExpression

# "1부는 11월 27일": a part of a season that comes in parts.
_HALF = re.compile(r"(?<!\d)\d부[는은가]")


# A sentence longer than prose is (characters) is not read.
LONGEST = 1_500


@dataclass(frozen=True)
class Context:
    """What is known of a document before its sentences are read."""

    document: Document
    anchor: date
    subjects: Subjects
    sources: Sources
    times: list[TimeExpression]


@dataclass(frozen=True)
class Line:
    """A sentence taken apart: words with titles blotted out, cues, days; offsets are in it."""

    context: Context
    sentence: Sentence
    words: str
    masked: str
    cues: list[Cue]
    times: list[TimeExpression]
    said: list[TimeExpression]

    @classmethod
    def of(cls, context: Context, sentence: Sentence) -> Line:
        """Return a sentence, taken apart."""
        words = context.document.words_of(sentence.number)
        spans = [
            (m.start - sentence.start, m.end - sentence.start)
            for m in context.subjects.in_sentence(sentence.number)
        ]
        masked = events.blotted(words, spans)
        inside = [
            t
            for t in days.within(context.times, sentence)
            if BLOT not in masked[t.start - sentence.start : t.end - sentence.start]
        ]
        inside = [t for t in inside if not days.of_another(words, *span_of(t, sentence))]
        said = [t for t in inside if days.of_statement(words, *span_of(t, sentence))]
        rest = [t for t in inside if t not in said]
        return cls(context, sentence, words, masked, events.cues(masked), rest, said)

    @property
    def names_work(self) -> bool:
        """Whether the sentence names a title or an installment."""
        subjects, number = self.context.subjects, self.sentence.number
        found = subjects.in_sentence(number) or subjects.named[number]
        return bool(found or _HALF.search(self.masked))


def span_of(time: TimeExpression, sentence: Sentence) -> tuple[int, int]:
    """Return where a day stands in its sentence."""
    return time.start - sentence.start, time.end - sentence.start
