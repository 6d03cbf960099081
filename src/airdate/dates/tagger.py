"""Text → time expressions: the two views, and the order in which dates lean on each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from airdate.dates.cascade import Machine, machine
from airdate.dates.resolve import Placed, place
from airdate.dates.rules import Node
from airdate.dates.scene import Scene
from airdate.dates.story import DEEP_HISTORY, begin, go_on, scene_at
from airdate.dates.tense import ENGLISH, Cues
from airdate.dates.titles import is_title
from airdate.model import TimeExpression


def expressions(
    text: str, anchor: date, *, language: str = "en", hemisphere: str = "north", view: str
) -> list[TimeExpression]:
    """Return the time expressions of a view, in the order of the text, none overlapping.

    Raises: ValueError for a language or hemisphere that we do not know.
    """
    if hemisphere not in ("north", "south"):
        raise ValueError(f"no hemisphere {hemisphere!r}: write north or south")
    ready = machine(language.replace("_", "-").partition("-")[0].lower())
    nodes = [
        node for node in found_nodes(text, ready, view=view) if not is_title(text, node, anchor)
    ]
    scene = Scene(anchor, hemisphere=hemisphere)
    return list(placed(text, nodes, scene, cues=ready.language.cues))


def found_nodes(text: str, ready: Machine, *, view: str) -> Iterator[Node]:
    """Yield what the rules find, not yet placed in the calendar."""
    phrases = ready.phrases[view]
    for start, end in ready.lexer.stretches(text):
        yield from phrases.nodes(text, start, end)


def placed(
    text: str, nodes: list[Node], scene: Scene, *, cues: Cues = ENGLISH
) -> Iterator[TimeExpression]:
    """Yield the nodes placed, each in the light of those before it."""
    story = begin(nodes, scene, cues=cues)
    for index, node in enumerate(nodes):
        here = scene_at(text, nodes, index, story=story)
        for part, found in _place(text, node, here):
            if found.granularity == "history" and story.depth < DEEP_HISTORY:
                continue
            yield expression(text, part, found)
            story = go_on(text, part, found, story)


def _place(text: str, node: Node, scene: Scene) -> list[tuple[Node, Placed]]:
    """Return a node placed; what it was made of, where the whole makes no sense."""
    if node.meaning is None:
        return []
    found = place(node.meaning, scene)
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
        granularity="open" if found.granularity == "history" else found.granularity,
        edtf=found.edtf,
        type=found.type,
        value=found.value,
        mod=found.mod,
        rule=node.rules[-1],
        derivation=(*(f"rule {name}" for name in node.rules), *found.steps),
    )
