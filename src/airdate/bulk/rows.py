"""Rows of other people's tables → raw records: whatever they call text, title, address and day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

_NAMES = {
    "heading": ("heading", "title", "headline"),
    "url": ("url", "uri", "link", "target_uri", "warc_target_uri"),
    "published": ("published", "date_publish", "published_at", "publish_date", "date", "pubdate"),
    "outlet": ("outlet", "source_domain", "domain", "publisher"),
    "language": ("language", "lang"),
    "name": ("id",),
    "met": ("met_at", "date_download", "fetch_time", "crawled_at", "warc_date"),
    "text": ("paragraphs", "text", "maintext", "plain_text", "body"),
    "page": ("html", "raw_html", "content"),
}
"""field: what it is called, the first that a row has counts."""


def raw_of(row: Mapping[str, Any], *, source: str, position: int) -> dict[str, Any]:
    """Return the raw record of a row: of its page if it has one, else of its text.

    A row with neither is broken, which its payload says.
    """
    named = {str(name).lower(): value for name, value in row.items()}
    has = {field: _first(named, names) for field, names in _NAMES.items()}
    url = has["url"] if isinstance(has["url"], str) else None
    found = {
        "source": source,
        "position": position,
        "url": url,
        "met_at": moment_of(has["met"]),
        "charset": None,
    }
    page, text = _page_of(has["page"]), _paragraphs(has["text"])
    if page is not None and text is None:
        return {**found, "kind": "page", "charset": "utf-8", "payload": page}
    if text is None and not has["heading"]:
        return {**found, "kind": "broken", "payload": b"it has no column of text or of a page"}
    return {**found, "kind": "json", "payload": _record(has, text or [])}


def _first(named: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((named[n] for n in names if named.get(n) not in (None, "", b"")), None)


def _page_of(value: Any) -> bytes | None:
    if isinstance(value, str):
        # Not `surrogateescape`: half a letter is no letter.
        return value.encode("utf-8", "replace")
    return value if isinstance(value, bytes) else None


def _paragraphs(value: Any) -> list[str] | None:
    if isinstance(value, str):
        return [line for line in value.split("\n") if line.strip()]
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return value
    return None


def _record(has: Mapping[str, Any], paragraphs: list[str]) -> bytes:
    """Return the JSON document that `documents.record` reads."""
    day = _day_text(has["published"])
    fields = {
        "id": has["name"],
        "url": has["url"],
        "published": day,
        "outlet": has["outlet"],
        "language": has["language"],
        "heading": has["heading"],
    }
    kept = {name: value for name, value in fields.items() if value is not None}
    text = json.dumps({**kept, "paragraphs": paragraphs}, ensure_ascii=False, default=str)
    return text.encode("utf-8", "replace")


def _day_text(value: Any) -> str | None:
    """Return the day of a value as text; of a moment, the day in its own zone."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else None


def moment_of(value: Any) -> datetime | None:
    """Return an aware moment of a value as it stands in tables and archives, None for none."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, datetime) or not 1990 <= value.year < 9000:
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
