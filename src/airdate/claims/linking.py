"""Which day belongs to which cue of a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from airdate.claims.clauses import Clauses
from airdate.claims.events import Cue
from airdate.claims.inflect import Form
from airdate.model import TimeExpression

# Costs in units of one clause border; a day farther from a cue than the limit is not its day.
_LIMIT = 10.0
_PER_CHARACTER = 1 / 20
_CUE_BETWEEN = 5.0
_DAY_FIRST = 1.5
_REACH = 220  # characters
_NEIGHBOURS = 6  # cues on either side that are weighed: farther ones never win
_SIDE_BY_SIDE = 1.0  # "a targeted late-2025 release": the noun right after its day
_OPENING = 20  # characters: "In March, ..." opens a statement and belongs to its first cue


@dataclass(frozen=True, slots=True)
class Link:
    """A day that belongs to a cue, and how far apart the two are (0 is side by side)."""

    cue: int
    time: TimeExpression
    cost: float


def link(
    words: str, cues: list[Cue], *, times: list[TimeExpression], clauses: Clauses
) -> tuple[list[Link], list[TimeExpression]]:
    """Return the link of each day to the cue that it stands nearest to, and the days without one.

    times: expressions with offsets in `words`, by position.
    """
    links: list[Link] = []
    loose: list[TimeExpression] = []
    for time in times:
        near = nearest(cues, time, clauses=clauses)
        if near:
            links.append(near[0])
        else:
            loose.append(time)
    links = [found for found in links if not _elsewhere(words, found, links, cues=cues)]
    return [_handed_on(link, links, cues=cues) for link in links], loose


def nearest(cues: list[Cue], time: TimeExpression, *, clauses: Clauses) -> list[Link]:
    """Return the links of a day to the cues that may bear it, the cheapest first."""
    place = bisect_left(cues, time.start, key=lambda c: c.start)
    near = range(max(0, place - _NEIGHBOURS), min(len(cues), place + _NEIGHBOURS))
    costs = sorted((_cost(cues, i, time=time, clauses=clauses), i) for i in near)
    return [Link(i, time, cost) for cost, i in costs if cost < _LIMIT]


# "..., once the heat has passed", ", which it had announced in May": a clause with a verb of its
# own, whose day is that verb's.
_CLAUSE = re.compile(
    r"\b(?:once|when|while|whilst|whenever|because|where|who|whom|whose|which|as\ssoon\sas|"
    r"so\sthat|now\sthat|just\sas|(?:after|before|since|until)\s(?!(?:that|the|this|last|next)?\W*$))",
)
# Words that give an event a second day: other voices, and slots that are left.
_SECOND = re.compile(
    r"\b(?:says?|said|reports?|reported|claims?|claimed|puts?|names?|according|instead|originally|"
    r"initially|plan(?:ned|s)?|slated|scheduled|meant|supposed|expected|hoped|moved|pushed|delayed|"
    r"postponed|listed|insists?|has\sit|due|set|aimed)\b",
    re.IGNORECASE,
)


def _elsewhere(words: str, found: Link, links: list[Link], *, cues: list[Cue]) -> bool:
    """Return whether the day of a link is that of another clause, while its cue has a nearer one.

    Two windows in one breath, or those of two voices, are both the cue's.
    """
    rivals = [k for k in links[:_MANY] if k.cue == found.cue and k.cost < found.cost]
    nearer = min(rivals, key=lambda k: k.cost, default=None)
    if nearer is None:
        return False
    ends = [nearer.time.end, cues[found.cue].end]
    first = max((end for end in ends if end <= found.time.start), default=None)
    if first is None:
        return False
    between = words[first : found.time.start]
    return _CLAUSE.search(between) is not None and _SECOND.search(between) is None


# What happens by being announced, so that the day it was said is its own (convention 9).
BY_WORD = {"order", "announced", "cancelled", "delay"}
_NEIGHBOURHOOD = 3  # cues


def _handed_on(found: Link, links: list[Link], *, cues: list[Cue]) -> Link:
    """Return the link, that of a day of saying moved to the news: "said on Monday it renewed"."""
    if cues[found.cue].rule.name not in {"spoke", "was_said"}:
        return found
    taken = {link.cue for link in links[:_MANY]}
    low = max(0, found.cue - _NEIGHBOURHOOD)
    near = sorted(
        range(low, min(len(cues), found.cue + _NEIGHBOURHOOD + 1)), key=lambda i: abs(i - found.cue)
    )
    heir = next((i for i in near if cues[i].event in BY_WORD and i not in taken), None)
    return found if heir is None else Link(heir, found.time, found.cost + 2.0)


_MANY = 50  # links of one sentence that are looked at


def _cost(cues: list[Cue], index: int, *, time: TimeExpression, clauses: Clauses) -> float:
    """Return how little a day and a cue seem to belong together."""
    cue = cues[index]
    if cue.start < time.end and time.start < cue.end:
        return 0.0
    first = time.start >= cue.end
    low, high = (cue.end, time.start) if first else (time.end, cue.start)
    if high - low > _REACH:
        return _LIMIT
    cost = (high - low) * _PER_CHARACTER + 1.5 * clauses.between(low, high)
    cost += sum(_CUE_BETWEEN for other in cues[_between(cues, low, high=high)] if other is not cue)
    if not first:
        opening = time.start - clauses.thought(time.start)[0] < _OPENING
        cost += 0.0 if opening else _DAY_FIRST
    if high - low <= 1 and cue.event != "slate":
        cost -= _SIDE_BY_SIDE
    return cost + _reluctance(cue)


def _between(cues: list[Cue], low: int, *, high: int) -> slice:
    start = bisect_left(cues, low, key=lambda c: c.start)
    return slice(start, max(start, bisect_left(cues, high, key=lambda c: c.start)))


def _reluctance(cue: Cue) -> float:
    """Return how seldom cues of a kind bear a day."""
    cost = 2.0 if cue.rule.undated == "weak" else 0.0
    if cue.form is Form.NOUN and cue.event in {"trailer", "writing", "delay", "post_production"}:
        cost += 1.5
    return cost + (0.5 if cue.event == "absorb" else 0.0)


# "Locks an April shoot": what the day is of follows it.
_SHOOT = re.compile(r"\s(?:shoot|filming|production|start\sof\s(?:filming|production))\b", re.I)
_SPAN = re.compile(r"(?:from|between)\s.*\s(?:to|until|till|through|and)\s", re.IGNORECASE)


def slated(words: str, cues: list[Cue], link: Link, *, clauses: Clauses) -> str:
    """Return the event that is slated: the last one named before it in its statement.

    "Running through February" and "from May to July" speak of how long it goes on.
    """
    slate = cues[link.cue]
    spans = slate.rule.name == "through_february" or _SPAN.match(link.time.words) is not None
    if _SHOOT.match(words, link.time.end):
        return "filming_start"
    for cue in reversed(cues[max(0, link.cue - 3) : link.cue]):
        if clauses.parted(cue.end, slate.start):
            break
        if cue.event in {"absorb", "slate", "order", "delay", "trailer", "announced"}:
            continue
        if spans:
            return "filming" if cue.event.startswith("filming") else cue.event
        return "filming_start" if cue.event == "filming" else cue.event
    return "filming" if slate.rule.name == "through_february" else "release"
