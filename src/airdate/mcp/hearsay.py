"""Rumours as an assistant reads them: who told each first, how far it went, what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from airdate.library.desk import Dossier
from airdate.mcp.evidence import (
    LONGEST_NAME,
    LONGEST_TEXT,
    NOTICE,
    Citation,
    citation,
    cited,
    clean,
)
from airdate.publish.rumours import label, rumour_words, state_words
from airdate.rumours import Rumour, State, trace

_CITED = 3
"""Reports for or against a rumour that are quoted: `why` has the others."""

Asked = Literal["all", "open", "confirmed", "refuted", "expired"]


@dataclass(frozen=True)
class Told:
    """One rumour. first: who told it first.  early_days: from then to the day that settled it."""

    about: str
    rumour: str
    state: str
    became: str
    first: Citation
    origins: int
    repeats: int
    last_told: str
    settled_by: Citation | None
    early_days: int | None
    bears_it_out: list[Citation]
    against: list[Citation]


@dataclass(frozen=True)
class Rumours:
    """The rumours on a title, the latest told first; more: those that did not fit."""

    notice: str
    ref: str
    title: str
    season: int | None
    as_of: str
    rumours: list[Told]
    more: int


def rumours(dossier: Dossier, state: Asked, *, most: int) -> Rumours:
    """Return the rumours of a dossier; `all` are those that a text tells."""
    found = [each for each in trace(dossier.timeline) if _wanted(each, state)]
    listing = dossier.listing
    return Rumours(
        notice=NOTICE,
        ref=listing.ref,
        title=clean(listing.installment.title, LONGEST_NAME),
        season=listing.installment.season,
        as_of=dossier.when.as_of.isoformat(),
        rumours=_told(found[:most]),
        more=max(0, len(found) - most),
    )


def _wanted(rumour: Rumour, state: Asked) -> bool:
    return rumour.state is not State.MISREAD if state == "all" else rumour.state == state


def _told(found: Sequence[Rumour]) -> list[Told]:
    return [
        Told(
            about=clean(label(each), LONGEST_NAME),
            rumour=clean(rumour_words(each), LONGEST_TEXT),
            state=str(each.state),
            became=clean(state_words(each), LONGEST_TEXT),
            first=citation(each.first),
            origins=each.origins,
            repeats=each.repeats,
            last_told=each.told[-1].entry.said_on.isoformat(),
            settled_by=citation(each.settled_by) if each.settled_by else None,
            early_days=each.early_days,
            bears_it_out=cited(each.support, _CITED).citations,
            against=cited(each.against, _CITED).citations,
        )
        for each in found
    ]
