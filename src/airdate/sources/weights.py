"""The numbers behind a weight, read from `weights.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from airdate.model import Source, Status
from airdate.sources.voices import Voice

IMITATION = "imitation"


@dataclass(frozen=True, slots=True)
class Copies:
    """When two passages are copies; the meaning of each number stands beside it in the file."""

    shingle_words: int
    passage_share: float
    sentence_share: float
    least_shingles: int
    sketch: int
    postings: int
    renewal_days: int


@dataclass(frozen=True, slots=True)
class Weights:
    """Chances 0..1 by kind of outlet, voice and status; half lives in days.

    record_claims: the judged claims that the prior of an outlet's record is worth.
    """

    faith: Mapping[str, float]
    voices: Mapping[Voice, float]
    relays: Mapping[str, float]
    holds: Mapping[Status, float]
    half_life_days: Mapping[Status, int]
    reach_half_life_days: Mapping[Status, int]
    record_claims: int
    copies: Copies

    def faith_in(self, source: Source) -> float:
        """Return the chance that an outlet tells what is so."""
        return self.faith[_kind(source)]

    def relay_by(self, source: Source) -> float:
        """Return the chance that an outlet passes on truly what another said."""
        return self.relays[_kind(source)]


@cache
def weights() -> Weights:
    """Return the numbers of the file."""
    table = tomllib.loads((files("airdate.sources") / "weights.toml").read_text("utf-8"))
    return Weights(
        faith=MappingProxyType(table["faith"]),
        voices=MappingProxyType({Voice(name): n for name, n in table["voices"].items()}),
        relays=MappingProxyType(table["relays"]),
        holds=MappingProxyType({Status(name): n for name, n in table["holds"].items()}),
        half_life_days=MappingProxyType(
            {Status(name): n for name, n in table["half_life_days"].items()}
        ),
        reach_half_life_days=MappingProxyType(
            {Status(name): n for name, n in table["reach_half_life_days"].items()}
        ),
        record_claims=table["record"]["claims"],
        copies=Copies(**table["copies"]),
    )


def _kind(source: Source) -> str:
    return IMITATION if source.imitates else source.kind.value
