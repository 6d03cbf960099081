"""What a request asks for: the day, the moment of knowledge, the place in a long list."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import urlencode

from starlette.requests import Request

from airdate.errors import BadDay, UsageError
from airdate.library.desk import When


def when_of(request: Request, *, now: datetime) -> When:
    """Return the day and the moment that a request asks by. Raises: BadDay."""
    query = request.query_params
    return When(
        as_of=day_of(query.get("as_of"), default=now.date()),
        known_at=moment_of(query.get("known_at")),
    )


def day_of(text: str | None, *, default: date) -> date:
    """Return the day that a text names, the default where it is empty. Raises: BadDay."""
    if not text:
        return default
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadDay(f"{text!r:.40} is not a day.", "Write it as 2026-02-14.") from None
    if not 1800 <= day.year <= 9000:
        raise BadDay(f"{day} is too far off.", "Write a day as 2026-02-14.")
    return day


def moment_of(text: str | None) -> datetime | None:
    """Return the moment that a text names, None where it is empty. Raises: BadDay."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadDay(
            f"{text!r:.40} is not a moment.", "Write it as 2026-02-14T12:00:00Z."
        ) from None


def number_of(request: Request, name: str, *, default: int, most: int) -> int:
    """Return a number of the query, 1 to `most`. Raises: UsageError."""
    text = request.query_params.get(name)
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 9 and 1 <= int(text) <= most):
        raise UsageError(f"{name}={text:.40} is no number from 1 to {most}.", "Write a number.")
    return int(text)


def address(path: str, **query: object) -> str:
    """Return a path with a query; what is None or empty is left out."""
    told = {key: str(value) for key, value in query.items() if value not in (None, "")}
    return f"{path}?{urlencode(told)}" if told else path
