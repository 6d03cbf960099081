"""Document → who plays whom where one stands in brackets: `홍해인(김지원)`, `한석규(김사부)`.

The press writes both; which is the player, the rest of the document tells: the heading names
players, and plots name parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from airdate.model import Document

_PAIR = re.compile(
    r"(?<![가-힣])(?P<out>[가-힣]{1,6})"
    r"\((?P<in>[가-힣]{2,5}(?:[ ·][가-힣]{1,5}){0,2}?)(?P<mark>\s?분)?\)"
)
_NOBODY = re.compile(
    r"가제|현지|원제|영제|이하|한국|서울|극본|연출|감독|제작|왼쪽|오른쪽|"
    r"시[간각]|예정"
)
_PLOT = re.compile(r"이야기|그린|그리는|로맨스|담[은았는]|벌이는|펼치는|펼쳐|벌어지|다룬|쫓는|만나")


@dataclass(frozen=True)
class Pairs:
    """Who stands in brackets: places of players and of parts, each of a player with the part."""

    players: dict[int, str]
    parts: frozenset[int]
    names: frozenset[str]


def pairs(document: Document, masked: Sequence[str]) -> Pairs:
    """Return the players and parts that a document joins with brackets, by where they stand.

    masked: its sentences with titles blotted out.
    """
    text = "\n".join(masked)
    players: dict[int, str] = {}
    parts: set[int] = set()
    names: set[str] = set()
    for sentence in document.sentences:
        words = masked[sentence.number]
        if "(" not in words:
            continue
        found = [m for m in _PAIR.finditer(words) if not _NOBODY.search(m["in"])]
        inner = sum(_inner(text, words, m) for m in found) > 0
        for match in found:
            actor, part = ("in", "out") if inner or match["mark"] else ("out", "in")
            parts.add(sentence.start + match.start(part))
            place = match.start(actor)
            for name in match[actor].split("·"):
                players[sentence.start + place] = match[part].split("·")[0]
                names.add(name)
                place += len(name) + 1
    return Pairs(players, frozenset(parts), frozenset(names))


def _inner(text: str, words: str, match: re.Match[str]) -> float:
    """Return how much speaks for the name in brackets being the player: above 0 for it."""
    heading = text.partition("\n")[0]
    if match["mark"]:
        return 10.0
    outer, inner = match["out"], match["in"].split("·")[0]
    total = 2.0 * (inner in heading) - 2.0 * (outer in heading)
    total += (min(text.count(inner), 3) - min(text.count(outer), 3)) / 2
    total += 0.4 * bool(_PLOT.search(words, match.end()))
    lead = words[: match.start()].rstrip()
    total += 0.3 if lead and not lead.endswith((",", "·", "]")) else -0.3
    return total
