"""Document → milestone claims: cues, the days that belong to them, how sure, who says so."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from airdate.claims.ko import certainty, days, marks
from airdate.claims.ko.context import LONGEST, Context, Line, span_of
from airdate.claims.ko.drafts import Found
from airdate.claims.ko.events import ORDER, WEAK, Cue
from airdate.claims.ko.linking import narrowest, nearest
from airdate.model import (
    Claim,
    DateRange,
    Event,
    Installment,
    Milestone,
    Status,
    TimeExpression,
)

_TO = re.compile(r"(?:\([^)]*\))?\s?(?:로|으로|에서)(?:\s|$)")
_WAS = re.compile(
    r"(?:\([^)]*\))?(?:밤|오전|오후)?\s?(?:(?:이?던)|(?:로|으로|에)\s(?:예정"
    r"|예고|잡혀|잡았|못\s박|정했|정해)\S*(?:던|린)"
    r"|(?:로|으로)\s예고해|이었|였|에\s\S*기로\s했던)"
)
_MADE = {Event.ANNOUNCED, Event.RENEWED, Event.CANCELLED, Event.DELAY}
_BY_SAYING = {Event.ANNOUNCED, Event.RENEWED, Event.CANCELLED, Event.DELAY}
_AT_SOONEST = ("이르면", "일러도", "빨라야", "빨라도", "빠르면")
# A question mark so many characters behind a cue asks of it.
_SOON = 20
_QUESTION = re.compile(r"[^\"“”?!.]*\?")
_WONDER = re.compile(r"[^\"“”.,]{0,12}(?:까(?:\.|\?|\s*$)|[되지오하]나(?:…|\s*$))")
_DENIAL = re.compile(
    r"사실\s?무근|사실이\s아니|확정된\s바\s없|정해진\s(?:것|바)[이은]?\s없"
    r"|말을\s아꼈|드릴\s말씀이\s없|금시초문|결정된\s(?:것|바)[이은]?\s없"
)


def read(context: Context, *, plainly: bool = False) -> list[Claim]:
    """Return the milestone claims of a document, in the order of its sentences.

    plainly: by the rules alone, without weights.
    """
    claims: list[Claim] = []
    last: list[Found] = []
    for sentence in context.document.sentences:
        if sentence.end - sentence.start > LONGEST:
            continue
        line = Line.of(context, sentence)
        found = _of_line(line) or _denial(line, last)
        if not plainly:
            found = [kept for f in found if (kept := marks.weighed(line, f, found))]
        claims += [_claim(line, f) for f in found]
        last = found or last
    return claims


def _of_line(line: Line) -> list[Found]:
    strong = [c for c in line.cues if c.event != WEAK]
    links = {id(t): _linked(line, t, strong) for t in line.times}
    found: list[Found] = []
    for cue in strong:
        own = narrowest([t for t in line.times if links[id(t)] is cue])
        made = _of_cue(line, cue, own)
        found += made
    loose = [t for t in line.times if links[id(t)] is None]
    if not any(f.event is Event.RELEASE and f.time for f in found):
        found += _loose(line, loose)
    return _settled(_for_each_season(line, found))


def _linked(line: Line, time: TimeExpression, cues: list[Cue]) -> Cue | None:
    """Return the cue of a day, none where the cue denies a day and the next clause gives one."""
    cue = nearest(line, time, cues)
    if cue is None or cue.event != Event.RELEASE or span_of(time, line.sentence)[0] < cue.end:
        return cue
    between = line.masked[cue.end : span_of(time, line.sentence)[0]]
    status, _ = certainty.status(line.masked, cue.start, cue.end)
    return None if status is Status.DENIED and certainty.breaks(between) else cue


# "시즌5와 시즌6 제작": one claim for each.
_SEASONS = re.compile(r"(?:시즌|파트)\s?(\d{1,2})(?:와|과|·|,)\s?(?:시즌|파트)?\s?(\d{1,2})(?!\d)")


def _for_each_season(line: Line, found: list[Found]) -> list[Found]:
    """Return claims, with those of the other season where a sentence names two in one breath."""
    pair = _SEASONS.search(line.words)
    if pair is None:
        return found
    numbers = {int(pair[1]), int(pair[2])}
    made = []
    for one in found:
        made.append(one)
        if one.subject.season in numbers and one.start >= pair.start():
            others = numbers - {one.subject.season}
            made += [replace(one, subject=Installment(one.subject.title, n)) for n in others]
    return made


def _of_cue(line: Line, cue: Cue, own: list[TimeExpression]) -> list[Found]:
    """Return the claims of a cue: one for each of its days, else one without."""
    subject = line.context.subjects.at(line.sentence.number, line.sentence.start + cue.start)
    sure = _sure(line, cue)
    if subject is None or sure is None:
        return []
    event = _event(cue, subject)
    status, rule = _in_effect(line, cue, event, sure[0]), f"{cue.rule}/{sure[1]}"
    kept = _with_days(line, cue, event, (own, status, rule))
    if kept:
        return kept
    if status is None and Status.DONE in cue.undated and event is not Event.RELEASE:
        status = Status.DONE
    if event is Event.RELEASE and status is Status.PLANNED and not line.names_work:
        return []
    if status is None or status not in cue.undated:
        return []
    return [_undated(line, cue, event, (status, rule))]


def _sure(line: Line, cue: Cue) -> tuple[Status | None, str] | None:
    """Return the status of a cue and its rule, None where the words only ask."""
    if _WONDER.match(line.masked, cue.end):
        return None
    status, rule = certainty.status(line.masked, cue.start, cue.end)
    if status in (None, Status.PLANNED, Status.DONE) and _HEARD.search(_onward(line, cue)):
        status, rule = Status.RUMOURED, "heard"
    asked = _QUESTION.match(line.masked, cue.end)
    if asked is None or asked.end() - cue.end >= _SOON:
        return status, rule
    answer, why = certainty.status(line.masked, asked.end(), asked.end())
    denied = Status.DENIED in (answer, status)
    return (Status.DENIED, why) if denied else None


def _in_effect(line: Line, cue: Cue, event: Event, status: Status | None) -> Status | None:
    """Return the status that an event can have: what is ordered or put off is done by saying so."""
    if event in _MADE and status is Status.PLANNED:
        return Status.DONE
    if event in (Event.DELAY, Event.CANCELLED) and status is Status.DROPPED:
        return Status.DONE
    if event is Event.CANCELLED and "않기로" in line.masked[cue.start : cue.end]:
        return Status.DONE
    return status


def _with_days(
    line: Line, cue: Cue, event: Event, what: tuple[list[TimeExpression], Status | None, str]
) -> list[Found]:
    """Return the claims of a cue that have a day; what: its days, status and rule."""
    own, status, rule = what
    if cue.event == ORDER:
        own = [t for t in own if _begun(t, line.context.anchor)]
    found = (_dated(line, cue, event, (t, status, rule)) for t in own)
    kept = [f for f in found if f is not None]
    if event in _BY_SAYING and not kept and line.said and _settles(cue, status):
        kept = [_said(line, cue, event, rule)]
    if event is Event.DELAY and kept and all(f.event is Event.RELEASE for f in kept):
        told = _said(line, cue, event, rule) if line.said else None
        kept.append(told or _undated(line, cue, event, (status or Status.DONE, rule)))
    return kept


def _begun(time: TimeExpression, anchor: date) -> bool:
    """Return whether a day has come, so that something can have been ordered on it."""
    when = time.range
    return when is not None and when.earliest is not None and when.earliest <= anchor


def _settles(cue: Cue, status: Status | None) -> bool:
    """Return whether a cue says that something was decided, rather than only talks of it."""
    return status in (Status.DONE, None) and Status.DONE in cue.undated


# What the end of a sentence says of all that stands before it.
_HEARD = re.compile(
    r"것으로\s(?:알려|전해|파악)|(?:전언|후문)이|다는\s(?:소문|설|전언|후문"
    r"|말이)|다고\s(?:전해|알려)졌|카더라"
)


def _onward(line: Line, cue: Cue) -> str:
    """Return the words from a cue to the next contrast."""
    return re.split(r"지만|으나|는데|[\"”]", line.masked[cue.end :])[0]


def _event(cue: Cue, subject: Installment) -> Event:
    if cue.event == WEAK:
        return Event.RELEASE
    if cue.event == ORDER:
        return Event.RENEWED if (subject.season or 1) > 1 else Event.ANNOUNCED
    return Event(cue.event)


def _undated(line: Line, cue: Cue, event: Event, sure: tuple[Status, str]) -> Found:
    position = line.sentence.start + cue.start
    subject = line.context.subjects.at(line.sentence.number, position)
    return Found(
        event,
        cue.start,
        cue.end,
        None,
        None,
        sure[0],
        _season_of(line, subject, event, sure[0], position),
        sure[1],
    )


def _said(line: Line, cue: Cue, event: Event, rule: str) -> Found:
    time = line.said[0]
    base = _undated(line, cue, event, (Status.DONE, rule))
    start, end = span_of(time, line.sentence)
    when = time.range
    if when is not None:
        when = days.leaned(when, time.words, status=Status.DONE, anchor=line.context.anchor)
    return Found(event, start, end, time, when, Status.DONE, base.subject, rule)


def _dated(
    line: Line, cue: Cue, event: Event, what: tuple[TimeExpression, Status | None, str]
) -> Found | None:
    """Return the claim of a cue with a day; what: the day, the cue's status, the rule."""
    time, status, rule = what
    start, end = span_of(time, line.sentence)
    if event is Event.DELAY and _TO.match(line.masked, end):
        event, status = Event.RELEASE, Status.PLANNED
    if _WAS.match(line.masked, end):
        status = Status.DROPPED
        event = Event.RELEASE if event is Event.DELAY else event
    when, status = _placed(line, time, event, (status, rule))
    if event is Event.FILMING and _SINCE.match(line.masked, end) and when is not None:
        when = DateRange(when.earliest, None)
    position = line.sentence.start + (start if _each_its_own(line, cue) else cue.start)
    subject = line.context.subjects.at(line.sentence.number, position)
    if subject is None or status is None:
        return None
    subject = _season_of(line, subject, event, status, position)
    return Found(event, start, end, time, when, status, subject, rule)


# "지난 4월부터 촬영 중이다".
_SINCE = re.compile(r"부터(?![^.]*까지)")


def _each_its_own(line: Line, cue: Cue) -> bool:
    """Return whether titles and days stand in turn before a cue: `A는 4월, B는 5월 방송된다`."""
    low = line.sentence.start
    marks = [
        (m.start - low, "title") for m in line.context.subjects.in_sentence(line.sentence.number)
    ]
    marks += [(t.start - low, "day") for t in line.times]
    kinds = [kind for place, kind in sorted(marks) if place < cue.start]
    return kinds[:4] == ["title", "day", "title", "day"]


def _placed(
    line: Line, time: TimeExpression, event: Event, sure: tuple[Status | None, str]
) -> tuple[DateRange | None, Status | None]:
    """Return the days of a claim and its status, each in the light of the other; sure: its rule."""
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


# Hedges that tell of a release by themselves, whatever else the sentence tells of.
_TELLING = frozenset({"seems", "at_soonest"})


def _loose(line: Line, times: list[TimeExpression]) -> list[Found]:
    """Return releases told by a weak cue, or by a day alone where the sentence names the work."""
    weak = [c for c in line.cues if c.event == WEAK]
    named = line.names_work or any(c.event == Event.RELEASE for c in line.cues)
    found: list[Found] = []
    topic = line.context.subjects.topic_of(line.sentence.number)
    if not named and not (topic and topic.subheading):
        times = [t for t in times if t.words.startswith(_AT_SOONEST)]
    for time in times:
        cue = nearest(line, time, weak)
        start, end = span_of(time, line.sentence)
        others = cue is None and any(c.event != WEAK for c in line.cues)
        cue = cue or Cue(start, end, WEAK, "day_alone", frozenset())
        sure = certainty.status(line.masked, max(cue.start, start), max(cue.end, end))
        if sure[0] is None and time.words.startswith(_AT_SOONEST):
            sure = (Status.EXPECTED, "at_soonest")
        made = _dated(line, cue, Event.RELEASE, (time, sure[0], f"{cue.rule}/{sure[1]}"))
        if made is None or (cue.rule == "day_alone" and made.status is Status.DONE):
            continue
        if others and sure[1] not in _TELLING:
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
            o.time is not None and (o.status is one.status or one.status is Status.PLANNED)
            for o in rivals
        ):
            continue
        if any(
            k.event is one.event
            and k.when == one.when
            and k.status is one.status
            and k.subject == one.subject
            for k in kept
        ):
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
        confidence=round(found.confidence, 3),
    )
