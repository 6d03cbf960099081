"""Milestone claims of a document: event, range of days, status, credited source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from airdate.claims import certainty, days, events, linking, questions
from airdate.claims.attribution import Credits
from airdate.claims.clauses import Clauses, supposed, within
from airdate.claims.events import Cue
from airdate.claims.inflect import Form
from airdate.claims.titles import Subjects
from airdate.model import (
    Claim,
    Document,
    Event,
    Installment,
    Milestone,
    Sentence,
    Status,
    TimeExpression,
)

_BOILERPLATE = re.compile(
    r"^\W*(?:also\sread|read\s(?:also|more|next)|related|more\sfrom|you\smight|see\salso|copyright|"
    r"©|share\sthis|subscribe|sign\sup|follow\sus|published|by\s[A-Z]|posted\sin|watch:|tags?:|"
    r"photo|image|source:|credit)\b",
    re.IGNORECASE,
)
# "Friday at nine" tells a day, "9:00 p.m." none.
_CLOCK = re.compile(r"\d[:.]\d\d|\d\s?[ap]\.?m\b|o['’]clock", re.IGNORECASE)
_DAY_OF_TIME = re.compile(r"[a-z]day\b|\d{4}|tonight|night|morning|evening|\b[A-Z][a-z]{2,}")
# "Ten months later" counts from another event, not from the day of the document.
_RELATIVE = re.compile(r"\b(?:later|earlier|after|before)$", re.IGNORECASE)


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

    def times_in(self, sentence: Sentence) -> list[TimeExpression]:
        """Return the days that a sentence names, with offsets in it, none inside a title."""
        low = bisect_left(self.times, sentence.start, key=lambda t: t.start)
        high = bisect_left(self.times, sentence.end, key=lambda t: t.start)
        return [
            replace(t, start=t.start - sentence.start, end=t.end - sentence.start)
            for t in self.times[low:high]
            if t.range is not None
            and t.type in {"DATE", "TIME"}
            and (_CLOCK.search(t.words) is None or _DAY_OF_TIME.search(t.words))
            and t.end <= sentence.end
            and not self.subjects.inside_title(t.start, t.end)
            and not self.subjects.inside_title(t.end - 1, t.end)
            and not _RELATIVE.search(t.words)
        ]


def read(context: Context) -> list[Claim]:
    """Return the milestone claims of a document, by position."""
    return [claim for s in context.document.sentences for claim in _sentence(context, s)]


def _sentence(context: Context, sentence: Sentence) -> Iterator[Claim]:
    """Yield the claims of one sentence, by position."""
    words = context.document.words_of(sentence.number)
    if words.rstrip("\"'”’ ").endswith("?") or _BOILERPLATE.match(words):
        return
    spans = context.subjects.spans_in(sentence)
    cues = events.cues(events.masked(words, spans))
    conditions = supposed(words)
    cues = [c for c in events.with_trailers(cues) if not within(c.start, conditions)]
    clauses = Clauses(words)
    times = [t for t in context.times_in(sentence) if not within(t.start, conditions)]
    links, loose = linking.link(words, cues, times=times, clauses=clauses)
    reader = _Reader(context, sentence, words, clauses, spans)
    dated: set[tuple[str, Installment]] = set()
    claims: list[Claim] = []
    for link in days.narrowest(days.sharing_years(links)):
        for claim in () if reader.labels(link.time) else reader.dated(cues, link):
            dated.add((_event(claim), claim.subject))
            claims.append(claim)
    for time in [*loose, *(link.time for link in links)]:
        if reader.labels(time) or (not links and reader.unexplained(time, cues)):
            claims += reader.bare(time)
    if not claims:
        claims += reader.answers(cues)
    bearing = {link.cue for link in links}
    if sentence.number in context.subheadings:
        cues = []  # "Renewal and Delays" names what is told below, and tells nothing itself
    events_told = sum(c.event not in {"absorb", "slate"} for c in cues)
    for index, cue in enumerate(cues):
        if cue.rule.undated in {"alone", "sole"} and events_told > 1:
            continue  # "filming is set for May, with a sequel in the works" tells of the filming
        if index not in bearing or cue.event == "delay":
            claims += [c for c in reader.undated(cue) if (_event(c), c.subject) not in dated]
    yield from sorted(claims, key=lambda c: (c.start, c.end))


def _event(claim: Claim) -> str:
    assert isinstance(claim.statement, Milestone)  # noqa: S101 - this room makes no others here
    return claim.statement.event


_LABEL = re.compile(r"[\"”’']?(?:\s?[(:|]\s?|\s[-–—]\s(?:\w+\s(?:in|on)\s)?)[\"“‘']?")
# Characters after a cue within which a name is its object; farther on it is the day's own subject.
_OBJECT = 25
_VIEWING = {"available", "watch_now", "stream_now"}  # what can be watched is what came first
_BARE = events.Rule("bare_day", "release", (), re.compile("$^"), {}, "planned", "no", "")
# The share of claims of a status that a careful reader agrees with in event, range and status, as
# measured on the development set (`python -m evaluation.reading --reliability`), rounded; a day far
# from its cue takes from it.
_RIGHT = {
    Status.DONE: 0.75,
    Status.DENIED: 0.75,
    Status.PLANNED: 0.7,
    Status.EXPECTED: 0.55,
    Status.RUMOURED: 0.4,
    Status.DROPPED: 0.4,
}
_LEAST = 0.2
# "Filming was postponed to 2025": what is put off is the shoot, not the release.
_WORK = re.compile(r"\b(?:filming|production|shoot|shooting|photography|cameras)\b", re.IGNORECASE)
_TO = re.compile(r"\b(?:to|until|till|into|for)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:(?!to\b|into\b|until\b)\w+\s){0,2}$", re.IGNORECASE)


@dataclass(frozen=True)
class _Reader:
    """The reading of one sentence."""

    context: Context
    sentence: Sentence
    words: str
    clauses: Clauses
    spans: list[tuple[int, int]]

    @property
    def names_season(self) -> bool:
        """Whether the sentence names an installment."""
        found = self.context.subjects.installments
        index = bisect_left(found, self.sentence.start, key=lambda m: m.start)
        return index < len(found) and found[index].start < self.sentence.end

    def dated(self, cues: list[Cue], link: linking.Link) -> Iterator[Claim]:
        """Yield the claims of a cue with a day: one for each installment meant."""
        cue, time = cues[link.cue], link.time
        if cue.event == "absorb" or time.range is None:
            return
        event, status = self._meant(cues, link)
        if status is not Status.DROPPED:
            tense = certainty.by_form(self.words, cue) if status is Status.RUMOURED else status
            past = cue.form in {Form.PAST, Form.PARTICIPLE} or cue.rule.sense == "noun"
            time = days.turned(time, tense, anchor=self.context.anchor, past=past)
        if time.range is None:
            return
        if days.GIVEN_UP.search(self.words[max(0, time.start - 40) : time.start]):
            status = Status.DROPPED
        status = days.in_time(status, time.range, anchor=self.context.anchor, cue=cue)
        start, end = self.sentence.start + time.start, self.sentence.start + time.end
        source = self.context.credits.at(self.sentence.number, start, end)
        confidence = max(_LEAST, _RIGHT[status] - link.cost / 50)
        for subject in self._subjects(cue, time):
            yield Claim(
                subject=_dated_subject(subject, event, status=status, reader=self),
                statement=Milestone(_named(event, subject), time.range),
                status=status,
                source=source,
                sentence=self.sentence.number,
                start=start,
                end=end,
                phrase=time.words,
                rule=cue.rule.name,
                confidence=confidence,
            )

    def _meant(self, cues: list[Cue], link: linking.Link) -> tuple[str, Status]:
        """Return the event that a day beside a cue belongs to, and how it is claimed."""
        cue, time = cues[link.cue], link.time
        status = self._status(cue, time)
        ahead = time.range and time.range.earliest and time.range.earliest > self.context.anchor
        if status is Status.DONE and cue.form is Form.THIRD and not days.YEAR.search(time.words):
            status = Status.PLANNED  # "Season 2 starts filming in September"
        if cue.event == "delay":
            return self._of_delay(cue, time, status=status)
        if cue.event == "order" and ahead:
            return "release", status  # "returns for a second season on May 8"
        if cue.event != "slate":
            return cue.event, status
        event = linking.slated(self.words, cues, link, clauses=self.clauses)
        left = event == "release" and self._left(time)
        return event, Status.DROPPED if left else status

    def labels(self, time: TimeExpression) -> bool:
        """Return whether a day stands right beside a title: "Wonka (December 15)"."""
        if not self._ahead(time):
            return False
        index = bisect_left(self.spans, (time.start, 0))
        if index and _LABEL.fullmatch(self.words, self.spans[index - 1][1], time.start):
            return True
        first = time.start == 0 and index < len(self.spans)
        return first and _LABEL.fullmatch(self.words, time.end, self.spans[index][0]) is not None

    def _ahead(self, time: TimeExpression) -> bool:
        """Return whether a day lies ahead, or could: one without a year is turned later."""
        if time.range is None or time.range.latest is None:
            return False
        return time.range.latest > self.context.anchor or not days.YEAR.search(time.words)

    def unexplained(self, time: TimeExpression, cues: list[Cue]) -> bool:
        """Return whether a day lies ahead, no event is worded, but a title or season is named."""
        if not time.range or not time.range.earliest or time.range.earliest <= self.context.anchor:
            return False
        if any(c.event != "slate" for c in cues):
            return False
        named = self.context.subjects.named(self.sentence.number, self.sentence.start)
        return bool(self.spans) or named

    def bare(self, time: TimeExpression) -> Iterator[Claim]:
        """Yield a release for a day ahead that no cue explains, where a title or season is named.

        "Moana — June 27, 2025", "The third gets December 17."
        """
        if not self._ahead(time) or time.granularity in {"decade", "century"}:
            return
        cue = Cue(time.start, time.end, _BARE, Form.NOUN, time.start)
        yield from self.dated([cue], linking.Link(0, time, 6.0))

    def undated(self, cue: Cue) -> Iterator[Claim]:
        """Yield the claims of a cue without a day, where such cues make one."""
        if cue.event in {"absorb", "slate"}:
            return
        status = self._status(cue, None)
        if not _stands(cue, status, words=self.words):
            return
        for subject in self._subjects(cue, None):
            if cue.rule.name in _VIEWING:
                subject = _dated_subject(subject, cue.event, status=status, reader=self)
            yield self._claim(cue, subject, status=status, place=self.sentence.start + cue.start)

    def answers(self, cues: list[Cue]) -> Iterator[Claim]:
        """Yield the claim of an answer that leaves its event to the question before it.

        "Is there a trailer? Not yet.", "When could it arrive? 2026, said Noor."
        """
        event = questions.asked(self.context.document, self.sentence)
        if event is None or any(c.event not in {"absorb", "slate"} for c in cues):
            return
        place = self.sentence.start
        status = questions.answered(self.words)
        times = [t for t in self.context.times_in(self.sentence) if t.range and t.range.latest]
        if status is None and times and event == "release":
            cue = Cue(times[0].start, times[0].end, _BARE, Form.NOUN, times[0].start)
            yield from self.dated([cue], linking.Link(0, times[0], 4.0))
        elif status is not None:
            rule = replace(_BARE, name="answer", event=event, sense=status, undated="yes")
            cue = Cue(0, len(self.words), rule, Form.NOUN, 0)
            for subject in self.context.subjects.all_at(questions.number(self.sentence), place):
                yield self._claim(cue, subject, status=Status(status), place=place)

    def _claim(self, cue: Cue, subject: Installment, *, status: Status, place: int) -> Claim:
        end = self.sentence.start + cue.end
        return Claim(
            subject=subject,
            statement=Milestone(_named(cue.event, subject)),
            status=status,
            source=self.context.credits.at(self.sentence.number, place, end),
            sentence=self.sentence.number,
            start=place,
            end=end,
            rule=cue.rule.name,
            confidence=_RIGHT[status] - (0.0 if cue.rule.name != "answer" else 0.2),
        )

    def _left(self, time: TimeExpression) -> bool:
        """Return whether a day is the one that something leaves: "from March to May"."""
        lead = self.words[max(0, time.start - 30) : time.start]
        return _FROM.search(lead) is not None or time.words.casefold().startswith("from ")

    def _of_delay(self, cue: Cue, time: TimeExpression, *, status: Status) -> tuple[str, Status]:
        """Return the event that a day beside a word of postponement belongs to.

        The day to which something is put off is that of the release or, where work is put off,
        of its start; the day from which, the old one; any other is the day of the postponement.
        """
        lead = self.words[max(0, time.start - 30) : time.start]
        low = self.clauses.around(cue.start)[0]
        work = _WORK.search(self.words, max(low, cue.start - 80), cue.end + 20)
        event = "filming_start" if work else "release"
        if self._left(time):
            return event, Status.DROPPED
        when = time.range
        ahead = when and when.earliest and when.earliest > self.context.anchor
        if _TO.search(lead) or ahead:
            return event, Status.PLANNED if status is Status.DONE else status
        return "delay", status

    def _status(self, cue: Cue, time: TimeExpression | None) -> Status:
        place = time or cue
        start, end = self.sentence.start + place.start, self.sentence.start + place.end
        source = self.context.credits.at(self.sentence.number, start, end)
        return certainty.status(
            self.context.document,
            self.sentence.number,
            cue,
            clauses=self.clauses,
            source=source,
            words=events.masked(self.words, self.spans),
        )

    def _parted(self, start: int, end: int) -> bool:
        """Return whether a title or an installment is named in `words[start:end]`."""
        span = bisect_left(self.spans, (start + 1, 0))
        if span < len(self.spans) and self.spans[span][0] < end:
            return True
        base, named = self.sentence.start, self.context.subjects.installments
        index = bisect_left(named, base + start + 1, key=lambda m: m.start)
        return index < len(named) and named[index].start < base + end

    def _subjects(self, cue: Cue, time: TimeExpression | None) -> tuple[Installment, ...]:
        """Return what the claim is about; a season named between cue and day is the day's own."""
        offset = cue.start
        if time is not None and time.start > cue.end:
            offset = time.start if self._parted(cue.end + _OBJECT, time.start) else offset
        return self.context.subjects.all_at(self.sentence.number, self.sentence.start + offset)


def _stands(cue: Cue, status: Status, *, words: str) -> bool:
    """Return whether a cue makes a claim of that status without a day."""
    undated = cue.rule.undated
    if undated == "shown":
        return status is Status.DENIED or certainty.shown(words, cue)
    if undated == "written":
        return status is Status.DONE and certainty.written(words, cue)
    allowed = {
        "yes": set(Status),
        "sole": set(Status),
        "no": {Status.DENIED},
        "done": {Status.DONE, Status.DENIED},
        "alone": {Status.DONE, Status.DENIED},
        "planned": {Status.PLANNED, Status.DENIED},
        "denied": {Status.DENIED},
    }
    return status in allowed.get(undated, set())


def _named(event: str, subject: Installment) -> Event:
    """Return the event of the model: an order renews a series and announces a new title."""
    if event == "order":
        return Event.ANNOUNCED if subject.season in {None, 1} else Event.RENEWED
    return Event(event)


def _dated_subject(
    subject: Installment, event: str, *, status: Status, reader: _Reader
) -> Installment:
    """Return the installment of a dated claim: "it premiered in 2022" is the first season's."""
    main = reader.context.subjects.main
    if event != "release" or status is not Status.DONE or main is None or subject != main:
        return subject
    if (main.season or 0) < 2 or reader.names_season:
        return subject
    return replace(subject, season=1)
