"""Where a name stands: its list, its sentence, and what the rules make of it there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from airdate.claims.cast.groups import Group
from airdate.claims.cast.kinds import Choice, Setting
from airdate.claims.cast.people import Role
from airdate.claims.cast.rules import Match
from airdate.claims.cast.words import Words


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a list stands, and what the rules make of it there.

    own: the matches of the list that are no wishes.  chosen: what the rules would say of it.
    last: what the list before it was.  wished: whether the rules met in it are wishes alone.
    ahead: the classes of the words of the sentence before.  index: of the list among the words.
    """

    group: Group
    setting: Setting
    words: Words
    own: Sequence[Match]
    chosen: Sequence[Choice]
    last: Choice | None
    wished: bool
    ahead: frozenset[str]
    index: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A person of a list.

    place: in the list.  likely: 0..1, that the name is a person's.  known_as: how the document uses
    the name elsewhere.  titled: whether it is in the name of a work.
    chosen: what the rules say of this one of the list.
    """

    role: Role
    place: int
    likely: float
    known_as: str
    titled: bool
    chosen: Sequence[Choice]
    standing: Standing
