"""Traits of a draft: the features by which its event and its status are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from airdate.claims import bodies, certainty
from airdate.claims.choice import features, of_full
from airdate.claims.context import Line
from airdate.claims.drafts import Draft, placed
from airdate.claims.shapes import words_of
from airdate.model import Status, TimeExpression

_NEAR = 5  # tokens on either side of a cue that are traits by their place
_FAR = 12  # tokens on either side whose presence alone is a trait
Part = tuple[str, Iterable[str]]


def traits(line: Line, draft: Draft) -> list[str]:
    """Return the features of a draft, each at most once: `name=value` or a bare name."""
    return features(parts(line, draft))


def parts(line: Line, draft: Draft) -> list[Part]:
    """Return the features of a draft by their names, no feature twice; see `choice.Parts`."""
    found = [*_of_cue(draft), *_by_words(line, draft), *_by_place(line, draft)]
    if draft.time:
        found += _by_day(line, draft, draft.time)
    found += _by_source(line, draft)
    return found


def _of_cue(draft: Draft) -> Iterator[Part]:
    """Yield what the cue is, and what the plain rules make of it."""
    rule, form = draft.cue.rule, draft.cue.form.value
    name, event, status, stands = rule.name, draft.event, draft.status, draft.stands
    kind = "dated" if draft.time else "undated"
    yield "", ("1",)
    yield "rule=", (name, f"{name}+{kind}", f"{name}+{form}", f"{name}+{status}")
    yield "event=", (event, f"{event}+{kind}+{form}", f"{event}+{rule.undated}")
    yield "status=", (status,)
    yield "says=", (f"{event}/{status}+{kind}",)
    yield "stands=", (f"{stands}", f"{stands}+{event}/{status}", f"{stands}+{name}")
    yield "form=", (f"{form}+{rule.sense}",)


def _by_words(line: Line, draft: Draft) -> Iterator[Part]:
    """Yield the words around the cue, by their place and, farther off, by their presence."""
    shape, event = line.shape, draft.event
    tokens, low, high = shape.tokens, shape.at(draft.cue.start), shape.at(draft.cue.end)
    before = tokens[max(0, low - _FAR) : low][::-1]
    after = tokens[high : high + _FAR]
    for side, near in (("-", before), ("+", after)):
        different = dict.fromkeys(near)
        pairs = [f"{one}_{two}" for one, two in pairwise(near[:4])]
        for place, token in enumerate(near[:_NEAR]):
            pair = pairs[place : place + 1]
            yield _BESIDE[side][place], (token, *pair)
        yield _ANYWHERE[side], (*different, *dict.fromkeys(pairs))
        yield f"{event}&{_ANYWHERE[side]}", different
    if inside := tokens[low:high]:
        yield "in=", dict.fromkeys(inside[:6])
        yield "words=", (" ".join(inside[:4]),)
    yield "opens=", (tokens[0] if tokens else "",)
    yield "s~", shape.present


_ANYWHERE = {"-": "w-=", "+": "w+="}
_BESIDE = {side: [f"w{side}{place}=" for place in range(1, _NEAR + 1)] for side in "-+"}


def _by_place(line: Line, draft: Draft) -> Iterator[Part]:
    """Yield what the sentence is and what else it holds."""
    sentence, context, event = line.sentence, line.context, draft.event
    yield "length=", (f"{min(len(line.shape.tokens) // 5, 6)}",)
    yield "heading=", (f"{sentence.number == 0}+{event}",)
    bare = []
    if sentence.number in context.subheadings:
        bare.append("subheading")
    if sentence.number < 3:
        bare.append("lede")
    if '"' in line.words or "“" in line.words:
        bare.append("quoted")
    if sentence.number and context.document.words_of(sentence.number - 1).endswith("?"):
        bare.append(f"answers+{event}")
    yield "", bare
    yield "titled=", (f"{bool(line.spans)}+{event}",)
    yield "seasoned=", (f"{line.names_season}+{event}",)
    yield from _by_others(line, draft)
    if sentence.section is not None and sentence.section != sentence.number:
        yield "section=", words_of(context.document.words_of(sentence.section))


def _by_others(line: Line, draft: Draft) -> Iterator[Part]:
    """Yield what the other cues of the sentence are."""
    cues, event = line.cues, draft.event
    same = sum(c.event == draft.cue.event for c in cues)
    yield "same=", (f"{min(same, 3)}",)
    others = [other for other in cues[:12] if other is not draft.cue]
    beside = [f"{other.event}+{event}" for other in others]
    beside += [f"{o.rule.name}+{event}" for o in others if o.event in {"absorb", "delay", "slate"}]
    yield "beside=", dict.fromkeys(beside)
    ahead = sum(c.start < draft.cue.start for c in cues)
    yield "cues_before=", (f"{min(ahead, 3)}",)


def _by_day(line: Line, draft: Draft, time: TimeExpression) -> Iterator[Part]:
    """Yield how the day lies to the anchor and to the cue, and the words that lead to it."""
    event, lies = draft.event, lies_to(line, draft)
    grain, cost = time.granularity, f"{min(int(draft.cost), 9)}"
    yield (
        "lies=",
        (lies, *(f"{lies}+{what}" for what in {event: 0, draft.cue.form: 0, draft.status: 0})),
    )
    yield "grain=", (f"{grain}", f"{grain}+{event}")
    yield "cost=", (cost, f"{cost}+{event}")
    after = time.start >= draft.cue.end
    yield "after=", (f"{after}",)
    shape = line.shape
    tokens, low, high = shape.tokens, shape.at(time.start), shape.at(time.end)
    for name, token in zip(_BEFORE_DAY, tokens[max(0, low - 3) : low][::-1], strict=False):
        yield name, (token, f"{token}+{event}")
    for name, token in zip(_BEHIND_DAY, tokens[high : high + 2], strict=False):
        yield name, (token,)
    first, last = (draft.cue.end, time.start) if after else (time.end, draft.cue.start)
    between = tokens[shape.at(first) : shape.at(last)]
    if len(between) < 4:
        yield "between=", (f"{' '.join(between)}+{after}",)
    yield "between~", dict.fromkeys(between[:12])
    yield "borders=", (f"{min(line.clauses.between(first, last), 6)}",)
    yield "days=", (f"{min(len(line.links) + len(line.loose), 4)}",)
    said = time.words.casefold().split()
    yield "day opens=", (said[0] if not said[0][0].isdigit() else "number",)
    yield "day closes=", (said[-1] if not said[-1][-1].isdigit() else "number",)
    yield from of_full(_among_days(line, draft, time))


_BEFORE_DAY = ("d-1=", "d-2=", "d-3=")
_BEHIND_DAY = ("d+1=", "d+2=")


def _among_days(line: Line, draft: Draft, time: TimeExpression) -> Iterator[str]:
    """Yield how a day stands to the others of its sentence: "from May 3 to June 7"."""
    days = sorted({t.start: t for t in [*line.days, time]}.items())
    place = [start for start, _ in days].index(time.start)
    shape = line.shape
    lead = shape.tokens[max(0, shape.at(time.start) - 1)]
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
            gap = shape.tokens[shape.at(low) + 1 : shape.at(high)]
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


def _by_source(line: Line, draft: Draft) -> Iterator[Part]:
    """Yield who is credited, by kind, and what the words around say of how sure it is."""
    place = draft.time or draft.cue
    source = line.source(place.start, place.end)
    kind = "none" if source is None else bodies.kind_of(source) or "other"
    yield "source=", (kind,)
    if source and kind == "other":
        yield "by=", dict.fromkeys(source.casefold().split()[:4])
    hedge = certainty.hedge(line.words, draft.cue, clauses=line.clauses)
    if hedge:
        yield "hedge=", (f"{hedge[0]}+{hedge[1]}", f"{hedge[0]}+{draft.event}")
    if draft.status is not Status.DONE:
        tense = certainty.by_form(line.words, draft.cue)
        yield "tense=", (f"{tense}+{draft.status}",)
