"""Addresses that a stranger's file names, let through where they are of the web."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from airdate.documents.places.limits import LONGEST_ADDRESS

_PLAIN = re.compile(
    r"https?://[a-z0-9.-]+\.[a-z0-9-]+(?:/(?:[A-Za-z0-9._~:/?#!$%()*+,;=-]|&(?!amp;))*)?"
)
# What browsers drop from an address, wherever it stands: `java\nscript:` is a script to them.
_DROPPED = re.compile(r"[\t\n\r]")
# Parsers disagree on each of these, so one could check one host and ask another.
_ODD = re.compile(
    r"[\\\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\ufeff\ud800-\udfff]"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def web_address(raw: str | None, base: str | None = None) -> str | None:
    """Return an address in full, None where it is not one of http or https that all read alike.

    base: what it is relative to.  None too for addresses with a user's name in them, with marks
    that parsers take in different ways, or longer than LONGEST_ADDRESS.
    """
    if not raw or len(raw) > LONGEST_ADDRESS:
        return None
    if _PLAIN.fullmatch(raw):
        return raw
    words = _DROPPED.sub("", raw.strip()).replace("&amp;", "&").replace(" ", "%20")
    if not words or _ODD.search(words):
        return None
    try:
        full = _joined(words, base)
        parts = urlsplit(full)
        sound = parts.port is None or parts.port > 0
    except ValueError:
        return None
    if not sound or parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    odd = "@" in parts.netloc or "%" in parts.netloc or len(full) > LONGEST_ADDRESS
    return None if odd else full


def _joined(words: str, base: str | None) -> str:
    if words.startswith("//") and not base:
        return f"https:{words}"
    if _SCHEME.match(words) or not base:
        return words
    return urljoin(base, words)
