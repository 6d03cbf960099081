"""Which kinds a list of persons has in its place: one of acting, any of crew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from airdate.claims.cast import manner
from airdate.claims.cast.groups import Group, Reduced
from airdate.claims.cast.rules import Match
from airdate.claims.cast.sections import Section
from airdate.model import CreditKind

ACTING = (CreditKind.RETURNING, CreditKind.NEW, CreditKind.DEPARTING, CreditKind.CAST)
CREW = (CreditKind.DIRECTOR, CreditKind.WRITER, CreditKind.PRODUCER)

Choice = tuple[CreditKind, Match]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a list stands.

    section: what the heading above says.  before: the reduced text of the sentence before it in
    its paragraph.  sequel: whether the document is on a later season, to which somebody can be
    new.  film: whether it is on a film.
    """

    reduced: Reduced
    section: Section | None
    before: str
    sequel: bool
    film: bool


def choose(
    group: Group, own: Sequence[Match], setting: Setting, *, last: Choice | None
) -> list[Choice]:
    """Return the kinds of a list with the match that gives each.

    own: the matches of the list.  last: what the list before it in the sentence was, for "as will".
    A credit of crew keeps out acting, but not leaving: who quits as showrunner is both.
    """
    if group.elliptic and last is not None:
        return [last]
    crew: dict[CreditKind, Match] = {}
    acting: list[tuple[float, CreditKind, Match]] = []
    telling = [m for m in own if m.kind != "echo"]
    for match in telling or own:
        for kind in kinds(match, setting, last=last):
            if kind in CREW:
                crew.setdefault(kind, match)
            else:
                acting.append((_weight(kind, match), kind, match))
    chosen = list(crew.items())
    if acting:
        _, kind, match = max(acting, key=lambda a: a[0])
        if not crew or kind is CreditKind.DEPARTING:
            chosen.append((_by_section(kind, setting), match))
    return chosen


def _weight(kind: CreditKind, match: Match) -> float:
    """Return how much a match counts among those of acting: what says more, and in fewer words."""
    return match.rule.confidence - 0.001 * len(match.words) + 0.1 * (kind is not CreditKind.CAST)


def _by_section(kind: CreditKind, setting: Setting) -> CreditKind:
    if kind is CreditKind.CAST and setting.section and setting.section.acting:
        return setting.section.acting
    return kind


def kinds(match: Match, setting: Setting, *, last: Choice | None) -> tuple[CreditKind, ...]:
    """Return the kinds that a match gives in its place."""
    if match.kind == "echo":
        return (last[0],) if last else ()
    if match.kind == "joined":
        return (CreditKind.NEW if setting.sequel else CreditKind.CAST,)
    if match.kind == "again":
        return (CreditKind.RETURNING if setting.sequel else CreditKind.CAST,)
    if match.kind == "quiet":
        return () if manner.is_speech(setting.reduced.text) else match.kinds
    if match.kind == "quiet-again":
        quiet = setting.sequel and not manner.is_speech(setting.reduced.text)
        return (CreditKind.RETURNING,) if quiet else ()
    if match.kind == "own-part":
        owned = all(item.owned for item in match.group.items)
        return (CreditKind.DEPARTING,) if owned else ()
    if match.kind == "film":
        return (CreditKind.DIRECTOR,) if setting.film else ()
    if match.kind == "item":
        return _item_kinds(match, setting)
    if match.kind == "cast-as":
        return (CreditKind.NEW if setting.sequel else CreditKind.CAST,)
    return match.kinds


def _item_kinds(match: Match, setting: Setting) -> tuple[CreditKind, ...]:
    """Return the kinds of a line that only names somebody: those of the heading above."""
    section = setting.section
    if section is not None:
        return section.crew or (section.acting or CreditKind.CAST,)
    parted = match.part is not None or all(i.part or i.paren for i in match.group.items)
    return (CreditKind.CAST,) if parted else ()


def around(setting: Setting) -> CreditKind:
    """Return the kind that the heading, the sentence or the one before gives to a bare list."""
    if setting.section and setting.section.acting:
        return setting.section.acting
    own = manner.kind_around(setting.reduced.text) or manner.kind_around(setting.before)
    if own is None or (own is CreditKind.NEW and not setting.sequel):
        return CreditKind.CAST
    return own
