"""Bodies of answers: taken in and unpacked piece by piece, never beyond what the limits allow."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import httpx2

from airdate.errors import Refused, SourceError

SAVE = "open it in a browser, save it as .html and give the file"

# The ratio is judged from here on: a short page of one repeated row is no bomb.
_JUDGED_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may take.

    raw_bytes, decoded_bytes: as sent, and unpacked.  ratio: of the two, judged from 1 MB on.
    seconds: for all hops together.  silence_seconds: between two signs of life.
    """

    raw_bytes: int = 8_000_000
    decoded_bytes: int = 8_000_000
    ratio: int = 200
    seconds: float = 30.0
    silence_seconds: float = 10.0
    redirects: int = 5


def body(response: httpx2.Response, *, limits: Limits, name: str) -> bytes:
    """Return the body of an answer. name: what errors call its address. Raises: Refused."""
    stated = response.headers.get("content-length", "")
    if stated.isdecimal() and int(stated[:15]) > limits.raw_bytes:
        raise too_large(name, limits.raw_bytes)
    coding = response.headers.get("content-encoding", "").strip().lower()
    return b"".join(unpacked(response.iter_raw(), coding, limits=limits, name=name))


def unpacked(chunks: Iterable[bytes], coding: str, *, limits: Limits, name: str) -> Iterator[bytes]:
    """Yield what was sent, unpacked piece by piece, none larger than the limits let through."""
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise Refused(f"{name} is packed as {coding[:40]!r}, which was not asked for", SAVE)
    unpacker = _Unpacker(coding)
    raw = decoded = 0
    for chunk in chunks:
        raw += len(chunk)
        if raw > limits.raw_bytes:
            raise too_large(name, limits.raw_bytes)
        for piece in unpacker.feed(chunk, room=limits.decoded_bytes - decoded + 1):
            decoded += len(piece)
            if decoded > limits.decoded_bytes:
                raise too_large(name, limits.decoded_bytes)
            yield piece
        if decoded > _JUDGED_BYTES and decoded > raw * limits.ratio:
            problem = f"{name} unpacks to more than {limits.ratio} times its size"
            raise Refused(problem, SAVE)
    if not unpacker.whole:
        raise SourceError(f"{name} broke off in the middle", "try again")


class _Unpacker:
    """gzip or deflate, unpacked never beyond the room that is left."""

    def __init__(self, coding: str) -> None:
        self._plain = coding in ("", "identity")
        # 32 + 15: gzip or zlib by their header; -15: the bare deflate that some servers send.
        self._inflater = zlib.decompressobj(32 + 15)
        self._bare = coding == "deflate"
        self._begun = False

    @property
    def whole(self) -> bool:
        """Whether all that was packed has been unpacked."""
        return self._plain or self._inflater.eof or not self._begun

    def feed(self, chunk: bytes, *, room: int) -> Iterator[bytes]:
        """Yield what a chunk unpacks to. Raises: SourceError where it is not packed as stated."""
        if self._plain:
            yield chunk
            return
        try:
            yield self._inflate(chunk, room)
        except zlib.error as error:
            raise SourceError(f"the page is packed wrongly: {error}", "try again") from error

    def _inflate(self, chunk: bytes, room: int) -> bytes:
        begun, self._begun = self._begun, True
        try:
            return self._inflater.decompress(chunk, room)
        except zlib.error:
            if begun or not self._bare:
                raise
            self._inflater = zlib.decompressobj(-15)
            return self._inflater.decompress(chunk, room)


def too_large(name: str, limit: int) -> Refused:
    """Return the refusal of a body beyond a limit in bytes."""
    problem = f"{name} is larger than {limit / 1_000_000:g} MB, which no article is"
    return Refused(problem, "give the address of the article itself")
