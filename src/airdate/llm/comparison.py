"""Two readers of one document, side by side: what both found, and what one alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from airdate.llm.grounding import Refusal
from airdate.llm.reader import Second
from airdate.model import Claim, Credit, Milestone, Reading, title_key

_AGREED = 0.5
"""Of the doubt about a claim so much is left when another reader found it too: no more is taken
off, for both read the same words and can be misled by the same ones."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A reading by both. reading: all claims, each with the name of its reader in its rule.

    agreed: claims of the reading that both found.  ours, theirs: what one alone found.
    """

    reading: Reading
    agreed: tuple[Claim, ...]
    ours: tuple[Claim, ...]
    theirs: tuple[Claim, ...]
    refused: tuple[Refusal, ...]


def join(reading: Reading, second: Second) -> Compared:
    """Return both readings as one: what both found stands once, and is surer.

    A claim's rule names who found it: `filming.wrap`, `llm:MODEL`, or `filming.wrap+llm:MODEL`.
    """
    left = list(second.claims)
    agreed: list[Claim] = []
    ours: list[Claim] = []
    for claim in reading.claims:
        same = next((other for other in left if _same(claim, other)), None)
        if same is None:
            ours.append(claim)
            continue
        left.remove(same)
        surer = 1.0 - (1.0 - claim.confidence) * _AGREED
        agreed.append(replace(claim, rule=f"{claim.rule}+{same.rule}", confidence=surer))
    every = sorted((*agreed, *ours, *left), key=lambda c: (c.start, c.end))
    reader = f"{reading.reader}+{second.reader}"
    made = Reading(reading.document, reader, tuple(every))
    return Compared(made, tuple(agreed), tuple(ours), tuple(left), second.refused)


def _same(one: Claim, other: Claim) -> bool:
    """Return whether two claims say the same: sentence, work, status, and event or person."""
    if one.sentence != other.sentence or one.status is not other.status:
        return False
    if one.subject.key != other.subject.key:
        return False
    first, second = one.statement, other.statement
    if isinstance(first, Milestone) and isinstance(second, Milestone):
        return first.event is second.event and first.when == second.when
    if isinstance(first, Credit) and isinstance(second, Credit):
        return first.kind is second.kind and title_key(first.person) == title_key(second.person)
    return False
