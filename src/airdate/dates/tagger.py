"""Text → time expressions: the two views, and the order in which dates lean on each other."""

from __future__ import annotations

from collections.abc import Iterator
import re
from dataclasses import replace
from datetime import date

from airdate.dates.cascade import Machine, machine, run
from airdate.dates.meanings import Fixed, Part, Recurring, Within
from airdate.dates.resolve import Placed, Scene, place
from airdate.dates.rules import Node
from airdate.dates.tense import tense
from airdate.dates.vocabulary import PLAIN
from airdate.model import TimeExpression

# So many dates of other years make a history rather than news with a look back.
HISTORY_DATES = 5
HISTORY_SHARE = 1.5
OPENS_SENTENCE = re.compile(
    r"(?:^|\n|[.!?]\s)(?:In|By|During|Since|After|Throughout)?\s?(?:early|late|mid)?[\s-]?$"
)


def expressions(
    text: str, anchor: date, *, language: str = "en", hemisphere: str = "north", view: str
) -> list[TimeExpression]:
    """Return the time expressions of a view, in the order of the text, none overlapping.

    Raises: ValueError for a language or hemisphere that we do not know.
    """
    if hemisphere not in ("north", "south"):
        raise ValueError(f"no hemisphere {hemisphere!r}: write north or south")
    ready = machine(language)
    nodes = list(found_nodes(text, ready, view=view))
    scene = Scene(anchor, hemisphere=hemisphere)
    return list(_placed(text, nodes, scene))


def found_nodes(text: str, ready: Machine, *, view: str) -> Iterator[Node]:
    """Yield what the rules find, not yet placed in the calendar."""
    matches = list(ready.token.finditer(text))
    vocabulary = ready.vocabulary
    letters = "".join([vocabulary[match[0]] for match in matches])
    stages = ready.views[view]
    for cluster in ready.cluster.finditer(letters):
        low, high = cluster.span()
        nodes = [
            Node(matches[i].start(), matches[i].end(), letters[i])
            for i in range(low, high)
            if letters[i] != PLAIN
        ]
        for stage in stages:
            nodes = run(stage, nodes, text, vocabulary=vocabulary)
        for node in nodes:
            if node.meaning is not None:
                yield node


def _placed(text: str, nodes: list[Node], scene: Scene) -> Iterator[TimeExpression]:
    """Yield the nodes placed, each in the light of those before it."""
    scene = replace(scene, of_text=is_history(nodes, scene.anchor))
    for node in nodes:
        for part, found in _place(text, node, scene):
            if found.granularity == "history" and not scene.of_text:
                continue
            if found.period is not None:
                quarter = found.period if is_named_quarter(part, found) else scene.quarter
                reference = found.period if carries(text, part, found, scene) else scene.reference
                scene = replace(scene, reference=reference, quarter=quarter)
            yield expression(text, part, found)


def carries(text: str, node: Node, found: Placed, scene: Scene) -> bool:
    """Return whether what follows may lean on this date.

    In a history a bare year inside a sentence is often an aside ("as in 1945"); a month or a day,
    or a year that opens a sentence, moves the story on.
    """
    if not scene.of_text or scene.reference is None or found.period is None:
        return True
    if found.period.unit != "year":
        return found.period.unit not in ("decade", "century", "millennium")
    return bool(OPENS_SENTENCE.search(text[max(0, node.start - 12) : node.start]))


def is_named_quarter(node: Node, found: Placed) -> bool:
    """Return whether the words name a quarter themselves, rather than one a year before another."""
    if found.period is None or found.period.unit != "quarter":
        return False
    return isinstance(node.meaning, Fixed | Recurring | Within | Part)


def is_history(nodes: list[Node], anchor: date) -> bool:
    """Return whether most dates with a year lie years before the anchor: then the text's own order rules."""
    years = [node.meaning.period.year for node in nodes if isinstance(node.meaning, Fixed)]
    far = sum(1 for year in years if year < anchor.year - 1)
    return far >= HISTORY_DATES and far > HISTORY_SHARE * (len(years) - far)


def _place(text: str, node: Node, scene: Scene) -> list[tuple[Node, Placed]]:
    """Return a node placed; what it was made of, where the whole makes no sense."""
    if node.meaning is None:
        return []
    here = replace(scene, direction=tense(text, node.start, node.end))
    found = place(node.meaning, here)
    if found is not None:
        return [(node, found)]
    return [pair for part in node.inner for pair in _place(text, part, scene)]


def expression(text: str, node: Node, found: Placed) -> TimeExpression:
    """Return a node, placed, as the model's dataclass."""
    return TimeExpression(
        start=node.start,
        end=node.end,
        words=text[node.start : node.end],
        range=found.range,
        granularity=found.granularity,
        edtf=found.edtf,
        type=found.type,
        value=found.value,
        mod=found.mod,
        rule=node.rules[-1],
        derivation=(*(f"rule {name}" for name in node.rules), *found.steps),
    )
