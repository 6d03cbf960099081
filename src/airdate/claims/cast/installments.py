"""Of one season or of the whole series: the choice for a person's claim, by counted weights."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from airdate.claims.cast.decisions import Decision
from airdate.claims.cast.kinds import ACTING
from airdate.claims.cast.manner import status
from airdate.claims.choice import model
from airdate.model import CreditKind

_SEASON = re.compile(r"\b(?:season|series \d|run|episodes?|instal\w+|chapter|outing|part|opener)\b")
_NEXT = re.compile(
    r"\b(?:new|next|upcoming|coming|second|third|fourth|fifth|final|last|returning)\b"
)
_WHOLE = re.compile(r"\b(?:created?|creators?|developed|based|originally|series|show|drama)\b")
# The first sentences of a text tell its news; who is in the show at all is told below them.
_NEWS = 2


def of_whole(decision: Decision, *, named: bool, season: int) -> bool:
    """Return whether a claim is on the whole series rather than on the season meant there.

    named: whether the sentence names a season.  season: the one meant.
    """
    score = model("whole").score(traits(decision, named=named, season=season))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) > 0.5


def traits(decision: Decision, *, named: bool, season: int) -> list[str]:
    """Return the features of the choice, each once."""
    return list(dict.fromkeys(_traits(decision, named=named, season=season)))


def _traits(decision: Decision, *, named: bool, season: int) -> Iterator[str]:
    kind, standing = decision.kind, decision.mention.standing
    reduced, setting = standing.setting.reduced, standing.setting
    match = decision.choice[1] if decision.choice else None
    said = status(match, reduced.text, kind, at=standing.group.at).value
    crew = "crew" if kind not in ACTING else kind.value
    number = reduced.strip.sentence.number
    yield "1"
    for basis in (kind.value, crew):
        yield f"{basis}"
        yield f"{basis}+named={named}"
        yield f"{basis}+{said}"
        yield f"{basis}+news={0 if not number else 1 if number <= _NEWS else 2}"
        yield f"{basis}+later={season > 1}"
        yield f"{basis}+section={setting.section is not None}"
        yield f"{basis}+season-word={_SEASON.search(reduced.text) is not None}"
        yield f"{basis}+next-word={_NEXT.search(reduced.text) is not None}"
        yield f"{basis}+whole-word={_WHOLE.search(reduced.text) is not None}"
        for sense in {sense for _, sense in standing.words.senses}:
            yield f"{basis}+sense={sense}"
        for sense in standing.ahead:
            yield f"{basis}+before={sense}"
        for other in decision.person.others:
            if other in (CreditKind.RETURNING, CreditKind.NEW, CreditKind.DEPARTING):
                yield f"{basis}+others={other}"
        for other in decision.person.elsewhere:
            yield f"{basis}+doc={other}"
    if match is not None:
        yield f"rule={match.rule.name}"
    if decision.mention.role.part:
        yield f"parted+{crew}"
    yield f"work={'T' in standing.words.tokens}+{crew}"
