"""Document → detail claims: where it is shot and set, what it tells, how long it is.

Each row of `details.tsv` is a rule: a topic and a pattern whose group `w` takes the words.
Precision comes first: a sentence in doubt gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from airdate.claims.ko.context import LONGEST, Context
from airdate.claims.ko.events import blotted
from airdate.claims.ko.lexicon import rows
from airdate.claims.needles import Needles, folded, needed
from airdate.model import Claim, Detail, Sentence, Status, Topic

# "현장에서 촬영하던 배우": no place that anyone could go to.
_NO_PLACE = re.compile(
    r"현장|이곳|그곳|작품|드라마|영화|시즌|인터뷰|스튜디오|과정|가운데|극\s?중|곳$"
)
_ANOTHER = re.compile(r"원작|웹툰|소설|\?")
_CONFIDENCE = 0.7


@cache
def _rules() -> tuple[tuple[Topic, str, re.Pattern[str]], ...]:
    return tuple(
        (Topic(r["topic"]), r["rule"], re.compile(r["pattern"])) for r in rows("details.tsv")
    )


@cache
def _needles() -> Needles:
    return Needles(needed(pattern) for _, _, pattern in _rules())


def read(context: Context) -> list[Claim]:
    """Return the detail claims of a document, in the order of its sentences."""
    return [
        claim
        for sentence in context.document.sentences
        if sentence.number and sentence.end - sentence.start <= LONGEST
        for claim in _of_sentence(context, sentence)
    ]


def _of_sentence(context: Context, sentence: Sentence) -> Iterator[Claim]:
    words = context.document.words_of(sentence.number)
    if _ANOTHER.search(words):
        return
    spans = [
        (m.start - sentence.start, m.end - sentence.start)
        for m in context.subjects.in_sentence(sentence.number)
    ]
    masked = blotted(words, spans)
    rules = _rules()
    for number in _needles().met(folded(masked)):
        topic, rule, pattern = rules[number]
        found = pattern.search(masked)
        if found is None or (topic is Topic.PLACE and _NO_PLACE.search(found["w"])):
            continue
        low = found.start("w") + len(found["w"]) - len(found["w"].lstrip(" ,은는이가"))
        subject = context.subjects.at(sentence.number, sentence.start + low)
        if subject is None or low >= found.end("w"):
            continue
        yield Claim(
            subject,
            Detail(topic, words[low : found.end("w")]),
            Status.DONE,
            context.sources.at(sentence.number),
            sentence.number,
            sentence.start + low,
            sentence.start + found.end("w"),
            rule=f"ko/{rule}",
            confidence=_CONFIDENCE,
        )
