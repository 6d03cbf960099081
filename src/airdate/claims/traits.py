"""Traits of a draft: the features by which its event and its status are chosen.

Features that come of the same few signs are yielded by a function of these signs alone, so that
their weights can be added up once for all drafts with the same signs; see `weighing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from airdate.claims import bodies
from airdate.claims.choice import features, of_full
from airdate.claims.context import Line
from airdate.claims.drafts import Draft, placed
from airdate.claims.shapes import words_of
from airdate.model import Status, TimeExpression

NEAR = 5  # tokens on either side of a cue that are traits by their place
FAR = 12  # tokens on either side whose presence alone is a trait
PAIRED = 4  # tokens on either side of which pairs are traits
INSIDE, WORDED = 6, 4  # tokens of a cue that are traits alone, and together
BETWEEN, TOGETHER = 12, 4  # tokens between cue and day that are traits, and fewer: together
GAP = 5  # tokens between two days that are fewer are a trait together
OTHERS = 12  # cues of a sentence that are a trait of each other
BEFORE_DAY = ("d-1=", "d-2=", "d-3=")
BEHIND_DAY = ("d+1=", "d+2=")
ANYWHERE = {"-": "w-=", "+": "w+="}
BESIDE = {side: [f"w{side}{place}=" for place in range(1, NEAR + 1)] for side in "-+"}
Part = tuple[str, Iterable[str]]

# The name, the undated statuses and the sense of a cue's rule, its form, then of the draft: event,
# status, whether the plain rules make it, whether it has a day.
CueSigns = tuple[str, str, str, str, str, str, bool, bool]
# The length of a sentence in fives of tokens; whether it is the heading, a sub-heading, of the
# lede, with a quote, behind a question, with a title, with an installment.
LineSigns = tuple[int, bool, bool, bool, bool, bool, bool, bool]
# The signs of the sentence, the event of a draft; how many cues are of its cue's event, how many
# are before it.
PlaceSigns = tuple[LineSigns, str, int, int]
# The kind of the source, the event and status of a draft, what is said of how sure it is and on
# which side, and what the tense of a claim that is not of the past says.
SourceSigns = tuple[str, str, str, tuple[str, str] | None, str | None]
# Where the day of a draft lies to the document's; its event, the form of its cue, its status.
LiesSigns = tuple[str, str, str, str]
# How exact a day is, how far from its cue, the event of its draft.
GrainSigns = tuple[str, int, str]
# Whether a day is behind its cue, how strongly parted from it, how many days its sentence has.
ApartSigns = tuple[bool, int, int]


def traits(line: Line, draft: Draft) -> list[str]:
    """Return the features of a draft, each at most once: `name=value` or a bare name."""
    return features(parts(line, draft))


def parts(line: Line, draft: Draft) -> list[Part]:
    """Return the features of a draft by their names, no feature twice; see `choice.Parts`."""
    found = [*of_cue(cue_signs(draft)), *_by_words(line, draft)]
    found += of_place(place_signs(line_signs(line), line, draft))
    found.append(("beside=", [f"{name}+{draft.event}" for name in others(line, draft)]))
    found.append(("section=", section(line)))
    if draft.time:
        found += _by_day(line, draft, draft.time)
    source = source_of(line, draft)
    found += of_source(source_signs(line, draft, source))
    found.append(("by=", names_in(source)))
    return found


def cue_signs(draft: Draft) -> CueSigns:
    """Return what the cue is, and what the plain rules make of it."""
    cue, rule = draft.cue, draft.cue.rule
    form, status = cue.form._value_, draft.status._value_  # quicker than `value`, and asked often
    named = (rule.name, rule.undated, rule.sense, form)
    return *named, draft.event, status, draft.stands, draft.time is not None


def of_cue(signs: CueSigns) -> Iterator[Part]:
    """Yield the features of what the cue is, and of what the plain rules make of it."""
    name, undated, sense, form, event, status, stands, dated = signs
    kind = "dated" if dated else "undated"
    yield "", ("1",)
    yield "rule=", (name, f"{name}+{kind}", f"{name}+{form}", f"{name}+{status}")
    yield "event=", (event, f"{event}+{kind}+{form}", f"{event}+{undated}")
    yield "status=", (status,)
    yield "says=", (f"{event}/{status}+{kind}",)
    yield "stands=", (f"{stands}", f"{stands}+{event}/{status}", f"{stands}+{name}")
    yield "form=", (f"{form}+{sense}",)


def _by_words(line: Line, draft: Draft) -> Iterator[Part]:
    """Yield the words around the cue, by their place and, farther off, by their presence."""
    shape, event = line.shape, draft.event
    tokens, low, high = shape.tokens, shape.at(draft.cue.start), shape.at(draft.cue.end)
    before = tokens[max(0, low - FAR) : low][::-1]
    after = tokens[high : high + FAR]
    for side, near in (("-", before), ("+", after)):
        different = dict.fromkeys(near)
        pairs = [f"{one}_{two}" for one, two in pairwise(near[:PAIRED])]
        for place, token in enumerate(near[:NEAR]):
            pair = pairs[place : place + 1]
            yield BESIDE[side][place], (token, *pair)
        yield ANYWHERE[side], (*different, *dict.fromkeys(pairs))
        yield f"{event}&{ANYWHERE[side]}", different
    if inside := tokens[low:high]:
        yield "in=", dict.fromkeys(inside[:INSIDE])
        yield "words=", (" ".join(inside[:WORDED]),)
    yield "opens=", (tokens[0] if tokens else "",)
    yield "s~", shape.present


def line_signs(line: Line) -> LineSigns:
    """Return what a sentence is and what it holds."""
    number, document = line.sentence.number, line.context.document
    return (
        min(len(line.shape.tokens) // 5, 6),
        number == 0,
        number in line.context.subheadings,
        number < 3,
        '"' in line.words or "“" in line.words,
        number > 0 and document.words_of(number - 1).endswith("?"),
        bool(line.spans),
        line.names_season,
    )


def place_signs(signs: LineSigns, line: Line, draft: Draft) -> PlaceSigns:
    """Return what the sentence of a draft is, of the given signs, and how many cues it has."""
    cue, same, ahead = draft.cue, 0, 0
    event, start = cue.rule.event, cue.start
    for other in line.cues:
        same += other.rule.event == event
        ahead += other.start < start
    return signs, draft.event, min(same, 3), min(ahead, 3)


def of_place(signs: PlaceSigns) -> Iterator[Part]:
    """Yield the features of what the sentence is and what else it holds."""
    (length, heading, subheading, lede, quoted, answers, titled, seasoned), event, *counts = signs
    yield "length=", (f"{length}",)
    yield "heading=", (f"{heading}+{event}",)
    bare = {"subheading": subheading, "lede": lede, "quoted": quoted, f"answers+{event}": answers}
    yield "", [name for name, there in bare.items() if there]
    yield "titled=", (f"{titled}+{event}",)
    yield "seasoned=", (f"{seasoned}+{event}",)
    yield "same=", (f"{counts[0]}",)
    yield "cues_before=", (f"{counts[1]}",)


def others(line: Line, draft: Draft) -> dict[str, None]:
    """Return the events of the other cues of a sentence and, of some, the names of their rules."""
    beside = [cue.rule for cue in line.cues[:OTHERS] if cue is not draft.cue]
    found = dict.fromkeys(rule.event for rule in beside)
    return found | dict.fromkeys(r.name for r in beside if r.event in {"absorb", "delay", "slate"})


def section(line: Line) -> Iterable[str]:
    """Return the words of the sub-heading below which a sentence stands."""
    over, sentence = line.sentence.section, line.sentence
    if over is None or over == sentence.number:
        return ()
    return words_of(line.context.document.words_of(over))


def _by_day(line: Line, draft: Draft, time: TimeExpression) -> Iterator[Part]:
    """Yield how the day lies to the anchor and to the cue, and the words that lead to it."""
    event = draft.event
    yield from of_lies(lies_signs(line, draft))
    yield from of_grain(grain_signs(draft, time))
    first, last = gap(draft, time)
    apart = apart_signs(line, draft, time)
    yield from of_apart(apart)
    shape = line.shape
    tokens, low, high = shape.tokens, shape.at(time.start), shape.at(time.end)
    for name, token in zip(BEFORE_DAY, tokens[max(0, low - 3) : low][::-1], strict=False):
        yield name, (token, f"{token}+{event}")
    for name, token in zip(BEHIND_DAY, tokens[high : high + 2], strict=False):
        yield name, (token,)
    between = tokens[shape.at(first) : shape.at(last)]
    if len(between) < TOGETHER:
        yield "between=", (f"{' '.join(between)}+{apart[0]}",)
    yield "between~", dict.fromkeys(between[:BETWEEN])
    opens, closes = ends_of(time)
    yield "day opens=", (opens,)
    yield "day closes=", (closes,)
    lead = among_days(line, time)
    yield from of_full([f"{lead[0]}+{event}", *lead[1:]])


def lies_signs(line: Line, draft: Draft) -> LiesSigns:
    """Return how the day of a draft lies to the anchor, and the draft."""
    form, status = draft.cue.form._value_, draft.status._value_
    return lies_to(line, draft), draft.event, form, status


def of_lies(signs: LiesSigns) -> Iterator[Part]:
    """Yield the features of how the day of a draft lies to the anchor."""
    lies, *said = signs
    yield "lies=", (lies, *(f"{lies}+{what}" for what in dict.fromkeys(said)))


def grain_signs(draft: Draft, time: TimeExpression) -> GrainSigns:
    """Return how exact the day of a draft is, and how far it is from its cue."""
    return time.granularity, min(int(draft.cost), 9), draft.event


def of_grain(signs: GrainSigns) -> Iterator[Part]:
    """Yield the features of how exact a day is, and of how far it is from its cue."""
    grain, cost, event = signs
    yield "grain=", (f"{grain}", f"{grain}+{event}")
    yield "cost=", (f"{cost}", f"{cost}+{event}")


def gap(draft: Draft, time: TimeExpression) -> tuple[int, int]:
    """Return where the words between a cue and its day begin, and where they end."""
    cue = draft.cue
    return (cue.end, time.start) if time.start >= cue.end else (time.end, cue.start)


def apart_signs(line: Line, draft: Draft, time: TimeExpression) -> ApartSigns:
    """Return on which side of its cue a day is, what parts them, and how many days there are."""
    borders = line.clauses.between(*gap(draft, time))
    count = len(line.links) + len(line.loose)
    return time.start >= draft.cue.end, min(borders, 6), min(count, 4)


def of_apart(signs: ApartSigns) -> Iterator[Part]:
    """Yield the features of the side on which a day is, of what parts it, and of other days."""
    after, borders, count = signs
    yield "after=", (f"{after}",)
    yield "borders=", (f"{borders}",)
    yield "days=", (f"{count}",)


def ends_of(time: TimeExpression) -> tuple[str, str]:
    """Return the first and the last word of a day, folded, without its numbers."""
    said = time.words.casefold().split()
    opens = said[0] if not said[0][0].isdigit() else "number"
    return opens, said[-1] if not said[-1][-1].isdigit() else "number"


def among_days(line: Line, time: TimeExpression) -> list[str]:
    """Return how a day stands to the others of its sentence: "from May 3 to June 7".

    The first is a feature with the event of a draft behind it, the others are without.
    """
    days = sorted({t.start: t for t in [*line.days, time]}.items())
    place = [start for start, _ in days].index(time.start)
    shape = line.shape
    lead = shape.tokens[max(0, shape.at(time.start) - 1)]
    ranked = f"day {min(place, 3)} of {min(len(days), 4)}"
    found = [f"{ranked}+{lead}", ranked]
    for side, other in (("before", place - 1), ("after", place + 1)):
        if not 0 <= other < len(days):
            continue
        when = days[other][1].range
        mine = time.range
        if when and mine and when.earliest and mine.earliest:
            order = "later" if mine.earliest > when.earliest else "earlier"
            low, high = sorted((days[other][0], time.start))
            words = shape.tokens[shape.at(low) + 1 : shape.at(high)]
            found.append(f"{order} than the one {side}")
            if len(words) < GAP:
                found.append(f"{order} than the one {side}+{' '.join(words)}")
            found.append(f"{order} than the one {side}+{lead}")
    return list(dict.fromkeys(found))


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


def source_of(line: Line, draft: Draft) -> str | None:
    """Return whom the text credits for a draft."""
    place = draft.time or draft.cue
    return line.source(place.start, place.end)


def source_signs(line: Line, draft: Draft, source: str | None) -> SourceSigns:
    """Return what kind the source is, and what the words around say of how sure it is."""
    kind = "none" if source is None else bodies.kind_of(source) or "other"
    hedge = line.hedge(draft.cue)
    tense = None if draft.status is Status.DONE else line.tense(draft.cue)._value_
    return kind, draft.event, draft.status._value_, hedge, tense


def of_source(signs: SourceSigns) -> Iterator[Part]:
    """Yield the features of who is credited, by kind, and of how sure it is."""
    kind, event, status, hedge, tense = signs
    yield "source=", (kind,)
    if hedge:
        yield "hedge=", (f"{hedge[0]}+{hedge[1]}", f"{hedge[0]}+{event}")
    if tense:
        yield "tense=", (f"{tense}+{status}",)


def names_in(source: str | None) -> Iterable[str]:
    """Return the words of a source that is of no known kind."""
    if not source or bodies.kind_of(source):
        return ()
    return dict.fromkeys(source.casefold().split()[:4])
