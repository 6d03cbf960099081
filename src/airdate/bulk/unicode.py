"""The bytes of a raw record as UTF-8, for the gate: other encodings, letters as numbers."""

from __future__ import annotations

import json
import re

_UNICODE_NAMES = ("utf-8", "utf8", "ascii", "us-ascii")
_NUMBERED = re.compile(rb"&#(?:x[0-9a-fA-F]{3,6}|[0-9]{3,7});")
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_SAMPLE_BYTES = 4_096


def as_unicode(data: bytes, *, kind: str, charset: str | None = None) -> bytes:
    """Return the bytes that are scanned: as UTF-8, letters that are written as numbers put in.

    kind: page, plain or json, as of a raw record.  Latin letters are the same bytes in all but
    the wide encodings, but Hangul is not.
    """
    if kind == "json":
        return _plain_json(data) if b"\\u" in data else data
    if not _is_unicode(data, charset):
        from airdate.documents.encoding import decode

        data = decode(data, declared=charset).encode("utf-8", "replace")
    # To look for "&#" first would take three times as long as this.
    return _NUMBERED.sub(_letter, data)


def _is_unicode(data: bytes, charset: str | None) -> bool:
    """Return whether bytes are UTF-8, by what is said of them or, if nothing is, by themselves."""
    if data.isascii():
        return b"\0" not in data[:_SAMPLE_BYTES]
    declared = _DECLARED.search(data[:_SAMPLE_BYTES])
    named = declared[1].decode("ascii") if declared else charset
    if (named or "").lower() in _UNICODE_NAMES and b"\0" not in data[:_SAMPLE_BYTES]:
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in data[:_SAMPLE_BYTES]


def _letter(match: re.Match[bytes]) -> bytes:
    digits = match[0][2:-1]
    code = int(digits[1:], 16) if digits[:1] in b"xX" else int(digits)
    try:
        return chr(code).encode("utf-8")
    except (ValueError, UnicodeEncodeError, OverflowError):
        return match[0]


def _plain_json(data: bytes) -> bytes:
    try:
        return json.dumps(json.loads(data), ensure_ascii=False).encode("utf-8", "replace")
    except (ValueError, RecursionError):
        return data
