"""WARC files → what their answers hold, by fastwarc; broken stretches are told and skipped."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from airdate.bulk.rows import moment_of
from airdate.documents.content import LARGEST_BYTES, MEGABYTE

_GZIP = b"\x1f\x8b\x08"
_PLAIN = re.compile(rb"WARC/1\.[01]\r?\n")
_HEAD = re.compile(rb"WARC/1\.[01]\r?\n(?:[^\r\n]+\r?\n)*\r?\n")
_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d+)")
_LOOKED_AT = 1 << 20
_KINDS = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "text/plain": "plain",
    "text/markdown": "markdown",
}
_CUT = "the archive ends in the middle of a record"
_NO_HEAD = "the head of the record is broken"
# What a web server calls what it does not know; its look decides.
_UNKNOWN = ("", "application/octet-stream", "text", "unknown/unknown")


def warc_records(stream: BinaryIO) -> Iterator[dict[str, Any] | str]:
    """Yield the fields of each page or text in an archive, and words for what is broken in it.

    Records that hold no answer (requests, metadata, pictures) are passed over.
    """
    at = 0
    fresh = True  # whether a whole record was seen since the last break
    while True:
        place = _Place(at)
        try:
            for found in _whole_records(stream, place):
                # A record that tells of a break itself is the end of the whole ones.
                fresh = not any(isinstance(each, str) for each in found)
                yield from found
            return
        except OSError as error:
            if fresh:
                yield f"the archive is broken after byte {place.last}: {error}"
        fresh = False
        found_at = _next_start(stream, max(place.last, at) + 1)
        if found_at is None:
            return
        at = found_at


class _Place:
    """Where an iteration stands. last: where the record met last begins."""

    def __init__(self, start: int) -> None:
        self.start = self.last = start


def _whole_records(stream: BinaryIO, place: _Place) -> Iterator[list[dict[str, Any] | str]]:
    """Yield what each record gives, from a place on: nothing, its fields, or words.

    Raises: OSError where the archive is broken.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    stream.seek(place.start)
    packed = stream.read(len(_GZIP)) == _GZIP
    stream.seek(place.start)
    held: list[dict[str, Any] | str] | None = None
    every = ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False)
    try:
        for record in every:
            if held is not None:
                yield held
            place.last = record.stream_pos
            held = _of_type(record)
    except OSError:
        if held is not None:
            yield held
        raise
    # fastwarc ends without a word where the bytes do, in the middle of a record too.
    torn = (_torn_packed if packed else _torn_plain)(stream, place.last)
    if torn != 0:
        yield held or []
    if torn is not None:
        yield [_CUT]


def _of_type(record: Any) -> list[dict[str, Any] | str]:
    from fastwarc.warc import WarcRecordType

    if record.record_type in (WarcRecordType.response, WarcRecordType.resource):
        return _fields(record)
    return [_NO_HEAD] if record.record_type == WarcRecordType.unknown else []


def _fields(record: Any) -> list[dict[str, Any] | str]:
    url = record.headers.get("WARC-Target-URI", "").strip("<>")
    if not url or "Content-Length" not in record.headers:
        return [_NO_HEAD]
    try:
        kind, charset, payload, short = _payload(record)
    except (OSError, ValueError) as error:
        return [f"the record of {url} is broken: {error}"]
    if kind is None:
        return []
    if short:
        return [f"the record of {url} is cut short"]
    if len(payload) > LARGEST_BYTES:
        return [f"{url} is larger than {LARGEST_BYTES // MEGABYTE} MB, which no article is"]
    met_at = moment_of(record.record_date)
    return [{"url": url, "met_at": met_at, "kind": kind, "charset": charset, "payload": payload}]


def _payload(record: Any) -> tuple[str | None, str | None, bytes, bool]:
    """Return kind, encoding and bytes of an answer, and whether some are missing.

    The kind is None for what is no answer that holds a page. Raises: OSError.
    """
    stated = record.headers.get("Content-Length", "")
    short = stated.isdigit() and record.content_length < int(stated)
    if record.is_http:
        record.parse_http(auto_decode="all")
        status = record.http_headers.status_code if record.http_headers else None
        media, charset = record.http_content_type or "", record.http_charset
        if status != 200:
            return None, None, b"", False
    else:
        media, _, rest = record.headers.get("Content-Type", "").partition(";")
        charset = rest.partition("charset=")[2].strip(" \"'") or None
    media = media.strip().lower()
    kind = "any" if media in _UNKNOWN else _KINDS.get(media)
    if kind is None and not short:
        return None, None, b"", False
    return kind or "any", charset, record.reader.read(LARGEST_BYTES + 1), short


def _next_start(stream: BinaryIO, start: int) -> int | None:
    """Return where the next record begins at or after a place, None where none does."""
    overlap = 16
    stream.seek(start)
    window, at = b"", start
    while block := stream.read(_LOOKED_AT):
        window = window[-overlap:] + block
        low = at - (len(window) - len(block))
        for match in re.finditer(rb"\x1f\x8b\x08|WARC/1\.[01]\r?\n", window):
            place = low + match.start()
            if place >= start and _begins(stream, place):
                return place
        at += len(block)
        stream.seek(at)
    return None


def _begins(stream: BinaryIO, place: int) -> bool:
    """Return whether a record begins at a place, packed or plain."""
    stream.seek(place)
    data = stream.read(512)
    if not data.startswith(_GZIP):
        return _PLAIN.match(data) is not None
    try:
        return _PLAIN.match(zlib.decompressobj(31).decompress(data, 64)) is not None
    except zlib.error:
        return False


def _torn_packed(stream: BinaryIO, last: int) -> int | None:
    """Return how many members are whole, from a record on, before one that is not; None if all."""
    stream.seek(last)
    left, whole = b"", 0
    while True:
        unpacker = zlib.decompressobj(31)
        if not left and not (left := stream.read(_LOOKED_AT)):
            return None
        while not unpacker.eof:
            try:
                unpacker.decompress(left)
            except zlib.error:
                return whole
            left = unpacker.unused_data if unpacker.eof else stream.read(_LOOKED_AT)
            if not unpacker.eof and not left:
                return whole
        whole += 1
        left = left.lstrip(b"\0")  # padding


def _torn_plain(stream: BinaryIO, last: int) -> int | None:
    """Return how many records are whole, from one on, before the bytes end; None if all are."""
    stream.seek(last)
    data = stream.read(_LOOKED_AT)
    head = _HEAD.match(data)
    if head is None:
        return 0 if _PLAIN.match(data) else None
    length = _LENGTH.search(head[0])
    if length is None:
        return None
    end = last + head.end() + int(length[1][:18])
    if stream.seek(0, 2) < end:
        return 0
    stream.seek(end)
    return 1 if stream.read(_LOOKED_AT).strip() else None
