"""Traits of a draft: the features by which its event and its status are chosen."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from airdate.claims import bodies, certainty
from airdate.claims.context import Line
from airdate.claims.drafts import Draft, placed
from airdate.model import Status, TimeExpression

_TOKEN = re.compile(r"⟦T*⟧|[^\W\d_]+(?:['’][a-z]+)?|\d+|[^\w\s]")
_NEAR = 5  # tokens on either side of a cue that are traits by their place
_FAR = 12  # tokens on either side whose presence alone is a trait
_LONG = 80  # tokens of a sentence whose presence is a trait
_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


def traits(line: Line, draft: Draft) -> list[str]:
    """Return the features of a draft, each at most once: `name=value` or a bare name."""
    return list(dict.fromkeys(_traits(line, draft)))


def _traits(line: Line, draft: Draft) -> Iterator[str]:
    cue, rule = draft.cue, draft.cue.rule
    event, form = draft.event, cue.form.value
    kind = "dated" if draft.time else "undated"
    said = f"{event}/{draft.status}"
    yield "1"
    yield f"rule={rule.name}"
    yield f"rule={rule.name}+{kind}"
    yield f"rule={rule.name}+{form}"
    yield f"rule={rule.name}+{draft.status}"
    yield f"event={event}"
    yield f"event={event}+{kind}+{form}"
    yield f"event={event}+{rule.undated}"
    yield f"status={draft.status}"
    yield f"says={said}+{kind}"
    yield f"stands={draft.stands}"
    yield f"stands={draft.stands}+{said}"
    yield f"stands={draft.stands}+{rule.name}"
    yield f"form={form}+{rule.sense}"
    yield from _by_words(line, draft)
    yield from _by_place(line, draft)
    if draft.time:
        yield from _by_day(line, draft, draft.time)
    yield from _by_source(line, draft)


def _by_words(line: Line, draft: Draft) -> Iterator[str]:
    """Yield the words around the cue, by their place and, farther off, by their presence."""
    tokens, starts = _tokens(line)
    low = bisect_left(starts, draft.cue.start)
    high = bisect_left(starts, draft.cue.end)
    before = tokens[max(0, low - _FAR) : low][::-1]
    after = tokens[high : high + _FAR]
    event = draft.event
    for side, near in (("-", before), ("+", after)):
        for place, token in enumerate(near):
            if place < _NEAR:
                yield f"w{side}{place + 1}={token}"
            yield f"w{side}={token}"
            yield f"{event}&w{side}={token}"
        for place in range(min(3, len(near) - 1)):
            yield f"w{side}{place + 1}={near[place]}_{near[place + 1]}"
            yield f"w{side}={near[place]}_{near[place + 1]}"
    inside = tokens[low:high]
    for token in inside[:6]:
        yield f"in={token}"
    if inside:
        yield f"words={' '.join(inside[:4])}"
    yield f"opens={tokens[0] if tokens else ''}"
    yield from _present(line)


def _by_place(line: Line, draft: Draft) -> Iterator[str]:
    """Yield what the sentence is and what else it holds."""
    sentence, context = line.sentence, line.context
    words = len(_tokens(line)[0])
    heading = sentence.number == 0
    yield f"length={min(words // 5, 6)}"
    yield f"heading={heading}+{draft.event}"
    if sentence.number in context.subheadings:
        yield "subheading"
    if sentence.number < 3:
        yield "lede"
    yield f"titled={bool(line.spans)}+{draft.event}"
    yield f"seasoned={line.names_season}+{draft.event}"
    same = sum(c.event == draft.cue.event for c in line.cues)
    yield f"same={min(same, 3)}"
    for other in line.cues[:12]:
        if other is not draft.cue:
            yield f"beside={other.event}+{draft.event}"
            if other.event in {"absorb", "delay", "slate"}:
                yield f"beside={other.rule.name}+{draft.event}"
    ahead = sum(c.start < draft.cue.start for c in line.cues)
    yield f"cues_before={min(ahead, 3)}"
    if '"' in line.words or "“" in line.words:
        yield "quoted"
    if sentence.section is not None and sentence.section != sentence.number:
        yield from _under(context.document.words_of(sentence.section))
    if sentence.number and context.document.words_of(sentence.number - 1).endswith("?"):
        yield f"answers+{draft.event}"


@lru_cache(maxsize=8)  # a section is asked for each draft in it
def _under(subheading: str) -> list[str]:
    return [f"section={token}" for token in _TOKEN.findall(subheading.casefold())[:8]]


def _by_day(line: Line, draft: Draft, time: TimeExpression) -> Iterator[str]:
    """Yield how the day lies to the anchor and to the cue, and the words that lead to it."""
    lies = lies_to(line, draft)
    yield f"lies={lies}"
    yield f"lies={lies}+{draft.event}"
    yield f"lies={lies}+{draft.cue.form.value}"
    yield f"lies={lies}+{draft.status}"
    yield f"grain={time.granularity}"
    yield f"grain={time.granularity}+{draft.event}"
    yield f"cost={min(int(draft.cost), 9)}"
    yield f"cost={min(int(draft.cost), 9)}+{draft.event}"
    after = time.start >= draft.cue.end
    yield f"after={after}"
    tokens, starts = _tokens(line)
    low = bisect_left(starts, time.start)
    for place, token in enumerate(tokens[max(0, low - 3) : low][::-1]):
        yield f"d-{place + 1}={token}"
        yield f"d-{place + 1}={token}+{draft.event}"
    high = bisect_left(starts, time.end)
    for place, token in enumerate(tokens[high : high + 2]):
        yield f"d+{place + 1}={token}"
    first, last = (draft.cue.end, time.start) if after else (time.end, draft.cue.start)
    between = tokens[bisect_left(starts, first) : bisect_left(starts, last)]
    if len(between) < 4:
        yield f"between={' '.join(between)}+{after}"
    for token in set(between[:12]):
        yield f"between~{token}"
    yield f"borders={min(line.clauses.between(first, last), 6)}"
    yield f"days={min(len(line.links) + len(line.loose), 4)}"
    said = time.words.casefold().split()
    yield f"day opens={said[0] if not said[0][0].isdigit() else 'number'}"
    yield f"day closes={said[-1] if not said[-1][-1].isdigit() else 'number'}"
    yield from _among_days(line, draft, time)


def _among_days(line: Line, draft: Draft, time: TimeExpression) -> Iterator[str]:
    """Yield how a day stands to the others of its sentence: "from May 3 to June 7"."""
    days = sorted({t.start: t for t in [*_days(line), time]}.items())
    place = [start for start, _ in days].index(time.start)
    tokens, starts = _tokens(line)
    lead = tokens[max(0, bisect_left(starts, time.start) - 1)]
    yield f"day {min(place, 3)} of {min(len(days), 4)}"
    yield f"day {min(place, 3)} of {min(len(days), 4)}+{lead}+{draft.event}"
    for side, other in (("before", place - 1), ("after", place + 1)):
        if not 0 <= other < len(days):
            continue
        when = days[other][1].range
        mine = time.range
        if when and mine and when.earliest and mine.earliest:
            order = "later" if mine.earliest > when.earliest else "earlier"
            low, high = sorted((days[other][0], time.start))
            gap = tokens[bisect_left(starts, low) + 1 : bisect_left(starts, high)]
            yield f"{order} than the one {side}"
            if len(gap) < 5:
                yield f"{order} than the one {side}+{' '.join(gap)}"
            yield f"{order} than the one {side}+{lead}"


def lies_to(line: Line, draft: Draft) -> str:
    """Return where the day of a draft lies to the document's; "nowhere" without one."""
    time = draft.time and placed(
        line, draft.cue, draft.time, status=draft.status, event=draft.event
    )
    when, anchor = time.range if time else None, line.context.anchor
    if when is None:
        return "nowhere"
    if when.latest is not None and when.latest < anchor:
        return "long_gone" if (anchor - when.latest).days > 200 else "gone"
    if when.earliest is not None and when.earliest > anchor:
        return "far_ahead" if (when.earliest - anchor).days > 300 else "ahead"
    return "open" if when.latest is None or when.earliest is None else "around"


def _by_source(line: Line, draft: Draft) -> Iterator[str]:
    """Yield who is credited, by kind, and what the words around say of how sure it is."""
    place = draft.time or draft.cue
    source = line.source(place.start, place.end)
    kind = "none" if source is None else bodies.kind_of(source) or "other"
    yield f"source={kind}"
    if source and kind == "other":
        for token in source.casefold().split()[:4]:
            yield f"by={token}"
    hedge = certainty.hedge(line.words, draft.cue, clauses=line.clauses)
    if hedge:
        yield f"hedge={hedge[0]}+{hedge[1]}"
        yield f"hedge={hedge[0]}+{draft.event}"
    if draft.status is not Status.DONE:
        yield f"tense={certainty.by_form(line.words, draft.cue)}+{draft.status}"


@lru_cache(maxsize=8)  # a sentence is asked for each of its drafts
def _shape(masked: str, days: tuple[tuple[int, int], ...]) -> tuple[list[str], list[int]]:
    tokens: list[str] = []
    starts: list[int] = []
    index = 0
    for match in _TOKEN.finditer(masked):
        while index < len(days) and days[index][1] <= match.start():
            index += 1
        if index < len(days) and days[index][0] <= match.start():
            if starts and starts[-1] == days[index][0]:
                continue
            tokens.append("DAY")
            starts.append(days[index][0])
            continue
        tokens.append(_plain(match[0], first=not tokens))
        starts.append(match.start())
    return tokens, starts


def _present(line: Line) -> list[str]:
    """Return the traits that every draft of a sentence has from its words."""
    days = tuple(sorted({(t.start, t.end) for t in _days(line)}))
    return _presence(line.masked, days)


@lru_cache(maxsize=8)  # a sentence is asked for each of its drafts
def _presence(masked: str, days: tuple[tuple[int, int], ...]) -> list[str]:
    return list(dict.fromkeys(f"s~{token}" for token in _shape(masked, days)[0][:_LONG]))


@lru_cache(maxsize=20_000)  # words: those of some dozen articles
def _plain(token: str, *, first: bool) -> str:
    """Return a token as a feature: titles, numbers, months and names by their kind alone."""
    if token[0] == "⟦":
        return "TITLE"
    if token.isdigit():
        return "YEAR" if len(token) == 4 else "NUMBER"
    folded = token.casefold()
    if folded in _MONTHS and token[0].isupper():
        return "MONTH"
    kind = bodies.kind_of(token) if token[0].isupper() else None
    if kind:
        return kind.upper()
    if token[0].isupper() and not first and not token.isupper() and len(token) > 2:
        return f"Name:{folded}" if folded in _KEPT else "NAME"
    return folded.replace("’", "'")


# Words that keep their meaning where a headline writes them with a capital.
_KEPT = frozenset(["season", "series", "part", "film", "the"])


def _days(line: Line) -> list[TimeExpression]:
    """Return the days of a sentence, linked and loose."""
    return [*line.loose, *(link.time for link in line.links)]


def _tokens(line: Line) -> tuple[list[str], list[int]]:
    """Return the tokens of a sentence, its days as one each, with where each begins."""
    days = sorted({(t.start, t.end) for t in _days(line)})
    return _shape(line.masked, tuple(days))
