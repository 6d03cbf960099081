"""How the dates of one text lean on each other: histories, lists under a year, shared years."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from airdate.dates.meanings import (
    Beside,
    Both,
    Bound,
    Fixed,
    Half,
    Meaning,
    Nth,
    Part,
    Recurring,
    RestOf,
    Shifted,
    Timed,
    Within,
)
from airdate.dates.periods import Period
from airdate.dates.resolve import Placed, place
from airdate.dates.rules import Node
from airdate.dates.scene import Scene
from airdate.dates.tense import ENGLISH, FUTURE, PAST, Cues, sentence_around, tense

# So many dates of other years make a history rather than news with a look back; and so much more
# of them than of others. In a history of a few dates the words of `DEEP_HISTORY` are not told.
HISTORY_DATES = 5
HISTORY_SHARE = 1.5
DEEP_HISTORY = 15
OPENS_SENTENCE = re.compile(
    r"(?:^|\n|[.!?]\s)(?:In|By|During|Since|After|Throughout)?\s?(?:early|late|mid)?[\s-]?$"
)
JOINED = re.compile(
    r"\s?(?:,|and|or|to|-|–|—|/|through|until|&|, and|, or|or even)\s?(?:early|late|mid|in"
    r"|the)?[\s-]?"
)
UNLENT = ("decade", "century", "millennium")  # "in the 1950s" is when a story is set
# "Its first since 1997 had premiered March 27": a look back that lends no year.
LOOKS_BACK = re.compile(r"(?i)\bsince\s$")
LIST_REACH = 4  # dates that may share a year named at their end: "in May, June or July 2026"
MARGIN = 12  # characters that may stand before the year of a heading: "## In "
HEADING_WIDTH = 70  # characters of a line that can be a heading
HEADING = re.compile(r"^[#*\s]*(?:In )?$")


class Story(NamedTuple):
    """What has been told so far. told: the last date in full words, and where it ends.

    heading: the year of the heading that stands above.
    """

    scene: Scene
    depth: int = 0
    told: tuple[int, Period] | None = None
    heading: Period | None = None
    cues: Cues = ENGLISH


def begin(nodes: list[Node], scene: Scene, *, cues: Cues) -> Story:
    """Return the story before its first date."""
    depth = history_depth(nodes, scene.anchor)
    return Story(scene._replace(of_text=depth > 0), depth, cues=cues)


def history_depth(nodes: list[Node], anchor: date) -> int:
    """Return how many dates lie years before the anchor; 0 where they are not most of them."""
    years = [node.meaning.period.year for node in nodes if isinstance(node.meaning, Fixed)]
    far = sum(1 for year in years if year < anchor.year - 1)
    if far < HISTORY_DATES or far <= HISTORY_SHARE * (len(years) - far):
        return 0
    return far


def scene_at(text: str, nodes: list[Node], index: int, *, story: Story) -> Scene:
    """Return the scene in which a node is placed."""
    node = nodes[index]
    if node.meaning is None or not needs_tense(node.meaning):
        return story.scene
    here = story.scene._replace(direction=tense(text, node.start, node.end, cues=story.cues))
    if not floats(node.meaning):
        return here
    high = shared_year(text, nodes, index, scene=here)
    if high is not None and high.range is not None:
        return here._replace(bounds=(None, high.range.latest))
    if story.heading is not None and story.heading.range is not None:
        return here._replace(bounds=(story.heading.range.earliest, None))
    low = told_in_sentence(text, node, story)
    if low is None or low.range is None or low.range.earliest is None:
        return here
    ahead = low.range.earliest > here.anchor
    if here.direction > PAST if ahead else here.direction < FUTURE:
        return here._replace(bounds=(low.range.earliest, None))
    return here


def needs_tense(meaning: Meaning) -> bool:
    """Return whether the tense can change the days: it costs a look at the sentence."""
    match meaning:
        case Recurring():
            return meaning.which == "near"
        case Shifted():
            return meaning.unless_past
        case Part() | Half() | Timed() | Nth() | Beside() | Bound() | RestOf():
            return needs_tense(meaning.of)
        case Both():
            return needs_tense(meaning.low) or needs_tense(meaning.high)
    return False


def floats(meaning: Meaning) -> bool:
    """Return whether a date has no year of its own."""
    if isinstance(meaning, Part | Half | Timed | Nth | Beside):
        return floats(meaning.of)
    return isinstance(meaning, Recurring) and meaning.which == "near" and meaning.cycle == "year"


def shared_year(text: str, nodes: list[Node], index: int, *, scene: Scene) -> Placed | None:
    """Return the dated end of a list: for "May" in "in May, June or July 2026", July 2026."""
    for ahead in range(index + 1, min(index + 1 + LIST_REACH, len(nodes))):
        meaning = nodes[ahead].meaning
        gap = text[nodes[ahead - 1].end : nodes[ahead].start][: MARGIN + 1]
        if meaning is None or not JOINED.fullmatch(gap):
            return None
        if not floats(meaning):
            found = place(meaning, scene) if is_told(meaning) else None
            return found if found is not None and found.granularity != "year" else None
    return None


def is_told(meaning: Meaning) -> bool:
    """Return whether the words name the year."""
    if isinstance(meaning, Part | Half | Timed | Nth | Beside):
        return is_told(meaning.of)
    return isinstance(meaning, Fixed | Within)


def told_in_sentence(text: str, node: Node, story: Story) -> Period | None:
    """Return the date with a year that stands before a node in its sentence."""
    if story.told is None:
        return None
    end, period = story.told
    if period.unit in UNLENT or (story.scene.of_text and period.unit == "year"):
        return None
    low, _ = sentence_around(text, node.start, node.end)
    return period if end > low else None


def go_on(text: str, node: Node, found: Placed, story: Story) -> Story:
    """Return the story after a date."""
    if found.period is None or node.meaning is None:
        return story
    scene = story.scene
    quarter = found.period if _names_quarter(node, found) else scene.quarter
    reference = found.period if _carries(text, node, found, scene) else scene.reference
    lends = is_told(node.meaning) and not LOOKS_BACK.search(
        text[max(0, node.start - 6) : node.start]
    )
    told = (node.end, found.period) if lends else story.told
    heading = found.period if _is_heading(text, node, found) else story.heading
    anchor, _, direction, of_text, _, hemisphere, bounds = scene
    onward = Scene(anchor, reference, direction, of_text, quarter, hemisphere, bounds)
    return Story(onward, story.depth, told, heading, story.cues)


def _is_heading(text: str, node: Node, found: Placed) -> bool:
    """Return whether a year stands alone on its line."""
    if found.granularity != "year" or not isinstance(node.meaning, Fixed):
        return False
    margin = max(0, node.start - MARGIN)
    line = text.rfind("\n", margin, node.start) + 1
    if not line and margin:
        return False
    after = text[node.end : node.end + 3].lstrip(":* ")
    return bool(HEADING.match(text[line : node.start])) and after[:1] in ("", "\n")


def _carries(text: str, node: Node, found: Placed, scene: Scene) -> bool:
    """Return whether what follows may lean on this date.

    In a history a bare year inside a sentence is often an aside ("as in 1945"), and "today" is a
    quotation's; a month or a day, or a year that opens a sentence, moves the story on.
    """
    if scene.of_text and _by_anchor(node.meaning):
        return False
    if not scene.of_text or scene.reference is None or found.period is None:
        return True
    if found.period.unit != "year":
        return found.period.unit not in ("decade", "century", "millennium")
    opens = OPENS_SENTENCE.search(text[max(0, node.start - MARGIN) : node.start])
    return bool(opens) or _in_heading(text, node)


def _in_heading(text: str, node: Node) -> bool:
    """Return whether a date stands in a line of its own: short, and without a full stop."""
    low = text.rfind("\n", max(0, node.start - HEADING_WIDTH), node.start)
    high = text.find("\n", node.end, node.end + HEADING_WIDTH)
    if low < 0 or high < 0 or high - low > HEADING_WIDTH:
        return False
    return text[high - 1] not in '.!?,;"”'


def _by_anchor(meaning: Meaning | None) -> bool:
    """Return whether a date is told from the anchor: "today", "last year", "this March"."""
    match meaning:
        case Part() | Half() | Timed() | Nth() | Beside() | Bound() | RestOf():
            return _by_anchor(meaning.of)
        case Shifted():
            return meaning.base == "anchor"
        case Recurring():
            return meaning.which in ("last", "this", "next") or meaning.cycle == "week"
    return False


def _names_quarter(node: Node, found: Placed) -> bool:
    """Return whether the words name a quarter themselves, rather than one a year before another."""
    if found.period is None or found.period.unit != "quarter":
        return False
    return isinstance(node.meaning, Fixed | Recurring | Within | Part)
