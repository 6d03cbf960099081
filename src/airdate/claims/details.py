"""Document → detail claims: where it is shot and set, what it tells, in which tone, how long it is.

Each row of `details_rules.tsv` is a rule: a pattern over a sentence in which the group `w` takes
the words of the statement, the topic, and an example.  Precision comes first: a sentence in doubt
gives nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from airdate.claims.cast import manner
from airdate.claims.cast.reader import Credits, Subjects
from airdate.claims.lexicon import rows
from airdate.claims.names import plain, word_class
from airdate.claims.needles import Needles, folded, needed
from airdate.model import Claim, Detail, Document, Installment, Sentence, TimeExpression, Topic

# A sentence longer than prose is (characters) is not read.
_LONGEST = 1_500
_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ][\w’'‐‑.-]*[\w])"
_PLACE = (
    rf"(?:the |a |downtown |northern |southern |western |eastern |central )?{_CAPITAL}"
    rf"(?: (?:of |the |de |del |la |upon |and (?:the )?)?{_CAPITAL}){{0,5}}(?:, {_CAPITAL}(?: "
    rf"{_CAPITAL}){{0,2}})?"
)
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen eighteen"
)
_MACROS = {
    "place": _PLACE,
    "number": rf"(?:\d{{1,3}}|(?:{'|'.join(_NUMBERS.split())}|twenty(?:-\w+)?))",
    "work": (
        r"(?:\b(?:series|season(?: (?:\d+|\w+))?|show|story|drama|film|movie|narrative|plot|sequel|"
        r"saga|"
        r"instal?lment|chapter|thriller|comedy|anime|adaptation|spin-off|prequel|run|action|"
        r"setting)\b)"
    ),
    # a dot after one letter is an initial's: "the novel by Ann B. Lee"
    "rest": r"(?:[^,;.]|(?<=\b\w)\.){0,110}",
    "char": r"(?:[^;.]|(?<=\b\w)\.)",
    "bare": r"(?:[^,;.]|(?<=\b\w)\.)",
}
_NO_PLACE = ("month", "company", "outlet", "weak_opener", "misc", "nationality")
# What a place can begin with although it is a people's or company's name: "Warner Bros. Studios".
_SITE = re.compile(r"\b(?:Studios?|Building|Office|University|School|Stages?|Lot|Park|Street)\b")
_SAYS = r"\b(?:said|announced|confirmed|revealed|reported|told)\b"
# "In Malta, Acme TV+ announced on Friday": the company is no part of the place, the day not its.
_SPEAKER = re.compile(rf",\s[^,.;]{{2,40}}?\s{_SAYS}")
_PARTED = re.compile(rf"[.;]|\bwhile\b|\bbefore\b|{_SAYS}")
_QUESTION = re.compile(r"\?[\"”’')]*\s*$")


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of `details_rules.tsv`."""

    name: str
    topic: Topic
    pattern: re.Pattern[str]
    confidence: float


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in the order of their rows."""
    return tuple(
        Rule(row["rule"], Topic(row["topic"]), _compiled(row), float(row["confidence"]))
        for row in rows("details_rules.tsv")
    )


@cache
def _needles() -> Needles:
    return Needles(needed(rule.pattern) for rule in rules())


def _compiled(row: dict[str, str]) -> re.Pattern[str]:
    pattern = row["pattern"]
    for name, meaning in _MACROS.items():
        pattern = pattern.replace("{" + name + "}", meaning)
    if row["topic"] == Topic.PLACE:
        # a place is told by its capitals, which the words before it may have or not
        before, _, words = pattern.partition("(?P<w>")
        return re.compile(f"(?i:{before})(?P<w>{words}")
    return re.compile(pattern, re.IGNORECASE)


def read(document: Document, *, subjects: Subjects, credits: Credits, anchor: date) -> list[Claim]:
    """Return the detail claims of a document, in the order of their sentences.

    anchor: the day from which relative times are meant.  start, end of a claim: the words.
    """
    found: list[Claim] = []
    for sentence in document.sentences:
        words = document.words_of(sentence.number)
        if len(words) <= _LONGEST and not _QUESTION.search(words):
            found += _read_sentence(document, sentence, subjects=subjects, anchor=anchor)
    return [_credited(claim, credits) for claim in found]


def _credited(claim: Claim, credits: Credits) -> Claim:
    return replace(claim, source=credits.at(claim.sentence, claim.start, claim.end))


def _read_sentence(
    document: Document, sentence: Sentence, *, subjects: Subjects, anchor: date
) -> Iterator[Claim]:
    """Yield the details of a sentence; of two on one topic that overlap, the first rule's."""
    text = document.words_of(sentence.number)
    taken: list[tuple[Topic, int, int]] = []
    times: Sequence[TimeExpression] | None = None
    known = rules()
    for rule in [known[index] for index in _needles().met(folded(text))]:
        for match in rule.pattern.finditer(text):
            start, end = _trimmed(text, *match.span("w"))
            if rule.topic is Topic.PLACE:
                times = _times(text, anchor) if times is None else times
                end = _place_end(text, (start, end), times)
            if end <= start or not _sound(rule, text, (start, end)):
                continue
            if any(t is rule.topic and start < e and s < end for t, s, e in taken):
                continue
            span = (sentence.start + start, sentence.start + end)
            subject = _subject(subjects, sentence, span, place=rule.topic is Topic.PLACE)
            if subject is None:
                continue
            taken.append((rule.topic, start, end))
            when = _time_of(text, (start, end), times or ()) if rule.topic is Topic.PLACE else None
            yield _claim(rule, document, sentence, (subject, span, when))


def _claim(
    rule: Rule,
    document: Document,
    sentence: Sentence,
    what: tuple[Installment, tuple[int, int], TimeExpression | None],
) -> Claim:
    """Return the claim; what: its subject, the span of its words, its time."""
    subject, (start, end), when = what
    statement = Detail(rule.topic, document.text[start:end], when.range if when else None)
    text = document.words_of(sentence.number).casefold()
    return Claim(
        subject,
        statement,
        manner.status_of(text, text),
        None,
        sentence.number,
        start,
        end,
        phrase=when.words if when else None,
        rule=rule.name,
        confidence=rule.confidence,
    )


def _subject(
    subjects: Subjects, sentence: Sentence, span: tuple[int, int], *, place: bool
) -> Installment | None:
    """Return the work meant, None where the words lie in the name of one."""
    mentions = subjects.mentions
    index = bisect_right(mentions, span[0], key=lambda m: m.start) - 1
    inside = index >= 0 and mentions[index].end > span[0]
    if inside and (place or mentions[index].end >= span[1]):
        return None
    return subjects.at(sentence.number, span[0])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without blanks, a bracket's source at its end, and hanging signs."""
    words = text[start:end]
    words = re.sub(r"\s*\([^()]*$|\s*[–—].*$", "", words).rstrip(" ,:;-\"”’'")
    lead = len(words) - len(words.lstrip(' "“‘'))
    end = start + len(words)
    if words.count('"') % 2 or words.count("“") > words.count("”"):
        closed = re.compile(r"[,.]?[\"”]").match(text, end)
        end = closed.end() if closed else end
    elif re.search(r"\b\w\.\w$", words):
        end += text[end : end + 1] == "."
    return start + lead, end


def _sound(rule: Rule, text: str, span: tuple[int, int]) -> bool:
    """Return whether the words are what the rule is for."""
    if rule.topic is not Topic.PLACE:
        return True
    words = text[slice(*span)].removeprefix("the ").removeprefix("The ").removeprefix("a ")
    if not words or not words[0].isupper():
        return False
    first = words.split()[0].strip(".,")
    if any(first in word_class(name) for name in _NO_PLACE) and not _SITE.search(words):
        return False
    return plain(first) not in {"season", "part", "episode", "volume", "chapter", "imax", "tv"}


def _times(text: str, anchor: date) -> Sequence[TimeExpression]:
    from airdate.dates import tag

    return [t for t in tag(text, anchor) if t.range is not None]


def _place_end(text: str, span: tuple[int, int], times: Sequence[TimeExpression]) -> int:
    """Return where the name of a place ends: before a time or a speaker that runs on from it."""
    start, end = span
    comma = text.find(",", start, end)
    if comma > 0 and _SPEAKER.match(text, comma):
        end = comma
    for time in times:
        if start < time.start < end:
            end = len(text[: time.start].rstrip(" ,"))
        elif time.start <= start < time.end:
            return start
    return end


def _time_of(
    text: str, span: tuple[int, int], times: Sequence[TimeExpression]
) -> TimeExpression | None:
    """Return the time of a place: the one right behind it, else the only one of its clause."""
    behind = [t for t in times if 0 <= t.start - span[1] <= 40]
    if behind and not _PARTED.search(text, span[1], behind[0].start):
        return behind[0]
    ahead = [t for t in times if t.end <= span[0]]
    if len(ahead) == 1 and not re.search(r"[;:]", text[ahead[0].end : span[0]]):
        return ahead[0] if not behind else None
    return None
