"""Identifiers, years and seasons of the values that lists give: numbers, words, zeros, blanks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from airdate.model import Identifier, Scheme, WorkKind

_LAST_SEASON = 999
_YEARS = range(1870, 2200)


def identifiers(pairs: Iterable[tuple[Scheme, Any]], *, kind: WorkKind) -> tuple[Identifier, ...]:
    """Return the identifiers of raw values; zeros, blanks and what is none are left out.

    Servers write 0, "" or null for a number they do not have, and numbers as words or not.
    """
    found: dict[Scheme, Identifier] = {}
    for scheme, raw in pairs:
        if isinstance(raw, bool) or not isinstance(raw, (str, int)):
            continue
        try:
            each = Identifier(scheme, kind, str(raw).strip())
        except ValueError:
            continue
        found.setdefault(scheme, each)
    return tuple(found.values())


def year_of(raw: Any) -> int | None:
    """Return the year that a value tells, or the one that a day begins with."""
    text = str(raw).strip()[:4] if isinstance(raw, (str, int)) else ""
    year = int(text) if text.isascii() and text.isdecimal() else 0
    return year if year in _YEARS else None


def season_of(raw: Any) -> int | None:
    """Return the season that a value tells, None where it tells none."""
    text = str(raw).strip() if isinstance(raw, (str, int)) and not isinstance(raw, bool) else ""
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        return None
    return int(text) if int(text) <= _LAST_SEASON else None
