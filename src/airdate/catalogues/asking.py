"""One question to a catalogue: its status told in words, its JSON taken apart with care."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from airdate.documents.fetch import JSON, Fetcher
from airdate.errors import Refused, SourceError
from airdate.model import DateRange

_BUSY = frozenset({429, 502, 503, 504})
_CLOSED = frozenset({401, 403})
_GONE = frozenset({404, 410})
_SHOWN = 60

Row = dict[str, Any]


def ask(fetcher: Fetcher, url: str, *, name: str, headers: Mapping[str, str] | None = None) -> Any:
    """Return the JSON that an address of a catalogue answers, None where it has nothing there.

    name: of the catalogue; errors name it and never the address, which may hold a key.
    Raises: SourceError where it is busy, refuses, or answers something else.
    """
    try:
        visit = fetcher.visit(url, accept=JSON, headers=headers)
    except Refused as error:
        raise SourceError(
            f"{name} answered with something else than JSON, or from elsewhere.",
            "A page of your network may stand before it; else try again later.",
        ) from error
    if visit.status in _GONE:
        return None
    if visit.status in _CLOSED:
        raise SourceError(
            f"{name} refuses: it answered {visit.status}.", "Check the key, if it needs one."
        )
    if visit.status in _BUSY:
        wait = visit.retry_after_seconds
        when = f"in {wait:.0f} seconds" if wait else "in a minute"
        raise SourceError(f"{name} is busy: it answered {visit.status}.", f"Try again {when}.")
    if visit.page is None:
        raise SourceError(f"{name} gave no answer: status {visit.status}.", "Try again later.")
    return parsed(visit.page.data, name=name)


def parsed(data: bytes, *, name: str) -> Any:
    """Return the JSON of bytes. Raises: SourceError."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SourceError(
            f"{name} answered something that is not JSON: {data[:_SHOWN]!r}.",
            "Try again later; if it stays so, the catalogue has changed: please report it.",
        ) from error


def rows(value: Any, *, name: str) -> list[Row]:
    """Return the objects of a list. Raises: SourceError where it is none."""
    if not isinstance(value, list):
        raise strange(value, name=name)
    return [each for each in value if isinstance(each, dict)]


def row(value: Any, *, name: str) -> Row:
    """Return an object. Raises: SourceError where it is none."""
    if not isinstance(value, dict):
        raise strange(value, name=name)
    return value


def strange(value: Any, *, name: str) -> SourceError:
    """Return the error of an answer of another shape."""
    return SourceError(
        f"{name} answered in another form than it used to: {value!r:.{_SHOWN}}.",
        "Nothing was recorded. If it stays so, the catalogue has changed: please report it.",
    )


def words(value: Any) -> str:
    """Return a text on one line, empty where there is none."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def inside(value: Any, *path: str) -> Any:
    """Return what stands in objects within objects, None where there is nothing."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def many(value: Any, *path: str) -> list[Row]:
    """Return the objects of a list that stands within, none where there is no list."""
    found = inside(value, *path)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def number(value: Any) -> str:
    """Return a positive number as text, empty where there is none."""
    whole = isinstance(value, int) and not isinstance(value, bool) and value > 0
    return str(value) if whole and value < 10**12 else ""


def day(value: Any) -> date | None:
    """Return the day that a text begins with, None where it has none."""
    try:
        found = date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and date(1870, 1, 1) <= found < date(2200, 1, 1) else None


def on(value: Any) -> DateRange | None:
    """Return the range of that day."""
    found = day(value)
    return DateRange.on(found) if found else None
