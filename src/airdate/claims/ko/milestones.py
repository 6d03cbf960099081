"""Document → milestone claims: cues, the days that belong to them, how sure, who says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from airdate.claims.ko import certainty, days, events
from airdate.claims.ko.events import WEAK, Cue
from airdate.claims.ko.macros import BLOT
from airdate.claims.ko.sources import Sources
from airdate.claims.ko.subjects import Subjects
from airdate.model import (
    Claim,
    DateRange,
    Document,
    Event,
    Installment,
    Milestone,
    Sentence,
    Status,
    TimeExpression,
)

# What a day costs for each sign between it and a cue, behind which side, and over what.
_BEHIND, _OVER_CLAUSE, _OVER_DAY = 12, 60, 25
_FARTHEST = 90
# A season is ordered on the day it is said: another day in the sentence is that of what follows.
_NO_PLAN = 25
_TO = re.compile(r"(?:\([^)]*\))?\s?(?:로|으로|에서)(?:\s|$)")
_TOPIC_THEN = re.compile(r"\S{0,4}?(?:일|날)?[은는이가]\s(?:\S+\s){0,2}?$")
_WAS = re.compile(
    r"(?:\([^)]*\))?(?:밤|오전|오후)?\s?(?:(?:이?던)|(?:로|으로|에)\s(?:예정|예고|잡혀|잡았|못\s박|정했|정해)\S*(?:던|린)"
    r"|(?:로|으로)\s예고해|이었|였|에\s\S*기로\s했던)"
)
_ORDER = "order"
_MADE = {Event.ANNOUNCED, Event.RENEWED, Event.CANCELLED, Event.DELAY}
_BY_SAYING = {Event.ANNOUNCED, Event.RENEWED, Event.CANCELLED, Event.DELAY}
# "1부는 11월 27일": a part of a season that comes in parts.
_HALF = re.compile(r"(?<!\d)\d부[는은가]")
_AT_SOONEST = ("이르면", "일러도", "빨라야", "빨라도", "빠르면")
_QUESTION = re.compile(r"[^\"“”?!.]*\?")
_WONDER = re.compile(r"[^\"“”.,]{0,12}까(?:\.|\?|\s*$)")
_DENIAL = re.compile(
    r"사실\s?무근|사실이\s아니|확정된\s바\s없|정해진\s(?:것|바)[이은]?\s없|말을\s아꼈|드릴\s말씀이\s없|금시초문|결정된\s(?:것|바)[이은]?\s없"
)


@dataclass(frozen=True)
class Context:
    """What is known of a document before its sentences are read."""

    document: Document
    anchor: date
    subjects: Subjects
    sources: Sources
    times: list[TimeExpression]


@dataclass(frozen=True)
class Found:
    """A claim in the making: an event, its day in the sentence, its status and rule."""

    event: Event
    start: int
    end: int
    time: TimeExpression | None
    when: DateRange | None
    status: Status
    subject: Installment
    rule: str


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
        said = [t for t in inside if days.of_statement(words, *_span(t, sentence))]
        rest = [t for t in inside if t not in said]
        return cls(context, sentence, words, masked, events.cues(masked), rest, said)


    @property
    def names_work(self) -> bool:
        """Whether the sentence names a title or an installment."""
        subjects, number = self.context.subjects, self.sentence.number
        found = subjects.in_sentence(number) or subjects.named[number]
        return bool(found or _HALF.search(self.masked))


def _span(time: TimeExpression, sentence: Sentence) -> tuple[int, int]:
    return time.start - sentence.start, time.end - sentence.start


def read(context: Context) -> list[Claim]:
    """Return the milestone claims of a document, in the order of its sentences."""
    claims: list[Claim] = []
    last: list[Found] = []
    for sentence in context.document.sentences:
        line = Line.of(context, sentence)
        found = _of_line(line) or _denial(line, last)
        claims += [_claim(line, f) for f in found]
        last = found or last
    return claims


def _of_line(line: Line) -> list[Found]:
    strong = [c for c in line.cues if c.event != WEAK]
    links = {id(t): _nearest(line, t, strong) for t in line.times}
    found: list[Found] = []
    for cue in strong:
        own = _narrowest([t for t in line.times if links[id(t)] is cue])
        made = _of_cue(line, cue, own)
        found += made
    loose = [t for t in line.times if links[id(t)] is None]
    if not any(f.event is Event.RELEASE and f.time for f in found):
        found += _loose(line, loose)
    return _settled(found)


def _narrowest(times: list[TimeExpression]) -> list[TimeExpression]:
    """Return days without those that only frame another: 올해 in 올해 ... 하반기."""
    return [t for t in times if not any(_frames(t, o) for o in times)]


def _frames(outer: TimeExpression, inner: TimeExpression) -> bool:
    low, high = (r.range for r in (inner, outer))
    if low is None or high is None or None in (low.earliest, low.latest, high.earliest, high.latest):
        return False
    return high != low and high.earliest <= low.earliest and low.latest <= high.latest  # type: ignore[operator]


def _nearest(line: Line, time: TimeExpression, cues: list[Cue]) -> Cue | None:
    """Return the cue to which a day belongs: rather the next one than the one before."""
    best: tuple[float, Cue] | None = None
    start, end = _span(time, line.sentence)
    for cue in cues:
        cost = _cost(line, (start, end), cue)
        if cost < _FARTHEST and (best is None or cost < best[0]):
            best = (cost, cue)
    return best[1] if best else None


def _cost(line: Line, span: tuple[int, int], cue: Cue) -> float:
    start, end = span
    ahead = cue.start >= end
    gap = line.masked[end : cue.start] if ahead else line.masked[cue.end : start]
    cost = float(len(gap.replace(BLOT, "")))
    if not ahead:
        cost += 0 if _TOPIC_THEN.fullmatch(gap) else _BEHIND
    cost += _NO_PLAN * (cue.event == _ORDER)
    cost += _OVER_CLAUSE * bool(certainty.breaks(gap))
    cost += _OVER_DAY * sum(
        min(cue.end, end) <= t.start - line.sentence.start < max(cue.start, start)
        and t.start - line.sentence.start != start
        for t in line.times
    )
    return cost


def _of_cue(line: Line, cue: Cue, own: list[TimeExpression]) -> list[Found]:
    subject = line.context.subjects.at(line.sentence.number, line.sentence.start + cue.start)
    if subject is None:
        return []
    event = _event(cue, subject)
    status, rule = certainty.status(line.masked, cue.start, cue.end)
    if _WONDER.match(line.masked, cue.end):
        return []
    if status in (None, Status.PLANNED, Status.DONE) and _HEARD.search(_onward(line, cue)):
        status, rule = Status.RUMOURED, "heard"
    asked = _QUESTION.match(line.masked, cue.end)
    if asked and asked.end() - cue.end < 20:
        answer, rule = certainty.status(line.masked, asked.end(), asked.end())
        if answer is not Status.DENIED and status is not Status.DENIED:
            return []
        status = Status.DENIED
    if event in _MADE and status is Status.PLANNED:
        status = Status.DONE
    if event is Event.DELAY and status is Status.DROPPED:
        status = Status.DONE
    name = f"{cue.rule}/{rule}"
    if cue.event == _ORDER:
        own = [t for t in own if t.range and t.range.earliest and t.range.earliest <= line.context.anchor]
    found = [_dated(line, cue, event, (t, status, name)) for t in own]
    kept = [f for f in found if f is not None]
    if event in _BY_SAYING and not kept and line.said and status in (Status.DONE, None):
        kept = [_said(line, cue, event, name)]
    if event is Event.DELAY and kept and all(f.event is Event.RELEASE for f in kept):
        told = _said(line, cue, event, name) if line.said else None
        kept.append(told or _undated(line, cue, event, (status or Status.DONE, name)))
    if kept:
        return kept
    status = status or (Status.DONE if event is not Event.RELEASE else None)
    if event is Event.RELEASE and status is Status.PLANNED and not line.names_work:
        return []
    return [_undated(line, cue, event, (status, name))] if status in cue.undated else []


# What the end of a sentence says of all that stands before it.
_HEARD = re.compile(r"것으로\s(?:알려|전해|파악)|(?:전언|후문)이|다는\s(?:소문|설|전언|후문|말이)|다고\s(?:전해|알려)졌|카더라")


def _onward(line: Line, cue: Cue) -> str:
    """Return the words from a cue to the next contrast."""
    return re.split(r"지만|으나|는데|[\"”]", line.masked[cue.end :])[0]


def _event(cue: Cue, subject: Installment) -> Event:
    if cue.event == WEAK:
        return Event.RELEASE
    if cue.event == _ORDER:
        return Event.RENEWED if (subject.season or 1) > 1 else Event.ANNOUNCED
    return Event(cue.event)


def _undated(line: Line, cue: Cue, event: Event, sure: tuple[Status, str]) -> Found:
    position = line.sentence.start + cue.start
    subject = line.context.subjects.at(line.sentence.number, position)
    return Found(
        event, cue.start, cue.end, None, None, sure[0], _season_of(line, subject, event, sure[0], position), sure[1]
    )


def _said(line: Line, cue: Cue, event: Event, rule: str) -> Found:
    time = line.said[0]
    base = _undated(line, cue, event, (Status.DONE, rule))
    start, end = _span(time, line.sentence)
    return Found(event, start, end, time, time.range, Status.DONE, base.subject, rule)


def _dated(
    line: Line, cue: Cue, event: Event, what: tuple[TimeExpression, Status | None, str]
) -> Found | None:
    """Return the claim of a cue with a day of its own; what: the day, the cue's status, the rule."""
    time, status, rule = what
    start, end = _span(time, line.sentence)
    if event is Event.DELAY and _TO.match(line.masked, end):
        event, status = Event.RELEASE, Status.PLANNED
    if _WAS.match(line.masked, end):
        status = Status.DROPPED
        event = Event.RELEASE if event is Event.DELAY else event
    when, status = _placed(line, time, event, (status, rule))
    position = line.sentence.start + cue.start
    subject = line.context.subjects.at(line.sentence.number, position)
    if subject is None or status is None:
        return None
    subject = _season_of(line, subject, event, status, position)
    return Found(event, start, end, time, when, status, subject, rule)


def _placed(
    line: Line, time: TimeExpression, event: Event, sure: tuple[Status | None, str]
) -> tuple[DateRange | None, Status | None]:
    """Return the days of a claim and its status, each in the light of the other; sure: by which rule."""
    anchor, when = line.context.anchor, time.range
    status, rule = sure
    if when is None:
        return None, status
    if status is None:
        bare = not days.names_year(time.words)
        past = when.latest is not None and when.latest < anchor
        if event not in (Event.RELEASE, Event.FILMING_START):
            when = days.nearest(when, time.words, anchor=anchor)
            past = when.earliest is None or when.earliest <= anchor
            status = Status.DONE if past else Status.PLANNED
        else:
            status = Status.PLANNED if bare or not past else Status.DONE
    when = days.leaned(when, time.words, status=status, anchor=anchor)
    if status is Status.PLANNED and when.latest is not None and when.latest < anchor:
        status = Status.DROPPED if rule.endswith("/will") else Status.DONE
    if status is Status.DONE and when.earliest is not None and when.earliest > anchor:
        status = Status.PLANNED
    return when, status


def _season_of(
    line: Line, subject: Installment | None, event: Event, status: Status, position: int
) -> Installment:
    """Return the subject; a release in the past without a number is that of the first season."""
    if subject is None:
        raise LookupError("a claim without a title")
    subjects = line.context.subjects
    mention = subjects.title_at(line.sentence.number, position)
    if mention is None or mention.film or event is not Event.RELEASE or status is not Status.DONE:
        return subject
    if subjects.told(line.sentence.number, position):
        return subject
    return Installment(subject.title, 1)


def _loose(line: Line, times: list[TimeExpression]) -> list[Found]:
    """Return releases told by a weak cue, or by a day alone where the sentence names the work."""
    weak = [c for c in line.cues if c.event == WEAK]
    named = line.names_work
    found: list[Found] = []
    topic = line.context.subjects.topic_of(line.sentence.number)
    if not named and not (topic and topic.subheading):
        times = [t for t in times if t.words.startswith(_AT_SOONEST)]
    for time in times:
        cue = _nearest(line, time, weak)
        start, end = _span(time, line.sentence)
        if cue is None and any(c.event != WEAK for c in line.cues):
            continue
        cue = cue or Cue(start, end, WEAK, "day_alone", frozenset())
        sure = certainty.status(line.masked, max(cue.start, start), max(cue.end, end))
        if sure[0] is None and time.words.startswith(_AT_SOONEST):
            sure = (Status.EXPECTED, "at_soonest")
        made = _dated(line, cue, Event.RELEASE, (time, sure[0], f"{cue.rule}/{sure[1]}"))
        if made is None or (cue.rule == "day_alone" and made.status is Status.DONE):
            continue
        if cue.rule != "back_then" or made.status is Status.DONE:
            found.append(made)
    return found


def _settled(found: list[Found]) -> list[Found]:
    """Return claims without those that only repeat another of the sentence without its day."""
    kept: list[Found] = []
    delayed = any(f.event is Event.DELAY for f in found)
    for one in found:
        if delayed and one.event is Event.RELEASE and not one.time and one.status is Status.DONE:
            continue
        rivals = [o for o in found if o is not one and o.event is one.event]
        if one.time is None and any(
            o.time is not None and (o.status is one.status or one.status is Status.PLANNED) for o in rivals
        ):
            continue
        if any(k.event is one.event and k.when == one.when and k.status is one.status and k.subject == one.subject for k in kept):
            continue
        kept.append(one)
    return kept


def _denial(line: Line, last: list[Found]) -> list[Found]:
    """Return the claims of the sentence before, denied, where one denies without an event."""
    denied = _DENIAL.search(line.masked)
    if not denied or not last or line.context.sources.at(line.sentence.number) is None:
        return []
    start, end = denied.span()
    one = last[-1]
    return [Found(one.event, start, end, None, None, Status.DENIED, one.subject, "denies")]


def _claim(line: Line, found: Found) -> Claim:
    low = line.sentence.start
    return Claim(
        found.subject,
        Milestone(found.event, found.when),
        found.status,
        line.context.sources.at(line.sentence.number),
        line.sentence.number,
        low + found.start,
        low + found.end,
        phrase=found.time.words if found.time else None,
        rule=f"ko/{found.rule}",
        confidence=0.75 if found.time else 0.65,
    )
