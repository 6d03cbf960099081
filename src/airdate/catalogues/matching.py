"""Which of the works that a search found is meant: by title, other names, year and kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from airdate.catalogues.forms import Candidate
from airdate.model import WorkKind, title_key

_SAME_TITLE, _SAME_NAME, _BEGINS = 10, 8, 2
"""What a title is worth: the same, the same as another name of either, the beginning of it."""

_NAMED = 8
"""From here on a candidate bears the name that is looked for."""

_NEAR_YEARS = 1
"""Years apart that catalogues are, of a work that began around New Year or at a festival."""


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate, and why it may be meant. score: the higher, the likelier; named: by its name."""

    candidate: Candidate
    why: tuple[str, ...]
    score: int
    named: bool


def matched(
    candidates: Iterable[Candidate],
    title: str,
    *,
    names: Collection[str] = (),
    year: int | None = None,
    kind: WorkKind | None = None,
) -> list[Match]:
    """Return the candidates with what speaks for each, the likeliest first.

    names: what else the work is called.  year, kind: where they are known.
    """
    known = {title_key(name) for name in names}
    wanted = title_key(title)
    found = [_match(each, wanted, known=known, year=year, kind=kind) for each in candidates]
    return sorted(found, key=lambda match: -match.score)


def choice(matches: Sequence[Match]) -> Candidate | None:
    """Return the one that must be meant, None where a person has to choose.

    The only one that bears the name; of several, the only one of the highest score by a year.
    """
    named = [match for match in matches if match.named]
    if len(named) == 1:
        return named[0].candidate
    # A year or a kind decides; the mere rank of a title (same title, other name) does not.
    if len(named) > 1 and named[0].score - named[1].score > _SAME_TITLE - _SAME_NAME:
        return named[0].candidate
    return None


def _match(
    each: Candidate, wanted: str, *, known: set[str], year: int | None, kind: WorkKind | None
) -> Match:
    score, why = _by_name(each, wanted, known=known)
    named = score >= _NAMED
    if year and each.year:
        near = abs(year - each.year) <= _NEAR_YEARS
        score += 4 if near else -4
        why.append(f"of {each.year}" if near else f"of {each.year}, not {year}")
    elif each.year:
        why.append(f"of {each.year}")
    if kind and kind is not each.kind:
        score -= 6
        why.append(f"a {each.kind}, not a {kind}")
    else:
        why.append(f"a {each.kind}")
    return Match(each, (*why, *([each.about] if each.about else [])), score, named)


def _by_name(each: Candidate, wanted: str, *, known: set[str]) -> tuple[int, list[str]]:
    own = title_key(each.title)
    if own == wanted:
        return _SAME_TITLE, ["the same title"]
    if own in known:
        return _SAME_NAME, ["another name that you gave"]
    if other := next((n for n in each.names if title_key(n) in {wanted, *known}), None):
        return _SAME_NAME, [f"also called {other}"]
    if own.startswith(wanted) or wanted.startswith(own):
        return _BEGINS, ["begins alike"]
    return 0, ["found by the catalogue"]
