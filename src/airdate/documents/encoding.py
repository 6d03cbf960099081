"""Bytes as text: by what they say of themselves, else as UTF-8, else by the look of the letters."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"#!/", "a program"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
# What is looked at to guess an encoding: enough for a guess, little enough to be quick.
_SAMPLE_BYTES = 32_768
_TEXT_CONTROLS = b"\t\n\r\x0b\x0c\x1b\x85"


def kind_of_binary(data: bytes) -> str | None:
    """Return what the bytes are where they are no text (`a PDF file`), else None."""
    for start, kind in _KINDS:
        if data.startswith(start):
            return kind
    if any(data.startswith(mark) for mark, _ in _MARKS) or _wide(data):
        return None
    sample = data[:_SAMPLE_BYTES]
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in sample)
    return "a binary file" if b"\0" in sample or controls * 20 > len(sample) else None


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Return the text of bytes, whatever they are; what no letter fits becomes U+FFFD.

    declared: the encoding that a header names.  Order: byte order mark, UTF-8, declared, the meta
    tag of a page, the guess of charset-normalizer, Windows-1252.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    meta = _DECLARED.search(data[:_SAMPLE_BYTES])
    for name in filter(None, (marked, _wide(data), "utf-8")):
        if (text := _decoded(data, name)) is not None:
            return text
    if (text := _mostly_utf8(data)) is not None:
        return text
    for name in filter(None, (declared, meta[1].decode("ascii") if meta else None)):
        if (text := _decoded(data, name)) is not None:
            return text
    return _guessed(data) or data.decode("cp1252", errors="replace")


def _mostly_utf8(data: bytes) -> str | None:
    """Return text that is UTF-8 but for a few broken letters, as of a page put together of others.

    In no other encoding do letters beyond ASCII fall into the patterns of UTF-8 by chance.
    """
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    return text if whole > 20 * broken else None


def _decoded(data: bytes, name: str) -> str | None:
    try:
        found = codecs.lookup(name)
        # `hex`, `zip` and their like are codecs too, but no encodings of text.
        return data.decode(found.name) if found._is_text_encoding else None
    except (LookupError, ValueError):
        return None


def _wide(data: bytes) -> str | None:
    """Return UTF-16 without a mark, told by the zero bytes beside Latin letters and blanks."""
    sample = data[:2_000]
    if len(sample) < 8 or len(data) % 2:
        return None
    for name, zeros, letters in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if sample[zeros::2].count(0) * 5 > len(sample) and sample[letters::2].count(0) == 0:
            return name
    return None


def _guessed(data: bytes) -> str | None:
    """Return the text in the encoding that its letters look like, None where they look Latin.

    Of the encodings for Latin letters the guess is no better than a throw: é is é in most of them,
    and Windows-1252 is the one that pages without a name for it were written in.
    """
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE_BYTES], steps=5, chunk_size=1024).best()
    text = _decoded(data, best.encoding) if best else None
    foreign = [c for c in (text or "")[:_SAMPLE_BYTES] if c.isalpha() and c > "\x7f"]
    latin = sum(c < "\u0370" for c in foreign)
    return text if foreign and latin * 2 < len(foreign) else None
