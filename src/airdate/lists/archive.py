"""The members of a zip, read in memory one by one; no name in it ever becomes a path."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from airdate.errors import Refused, SourceError
from airdate.lists.bounds import LARGEST_BYTES
from airdate.lists.forms import Left

_MOST_MEMBERS = 2_000
"""An export of Trakt has a file for each thousand plays, one of Letterboxd a file for each list."""

_RATIO = 200
"""How many times its size a member may unpack to: lists of words reach some 20."""

_JUDGED_BYTES = 1_000_000
"""The ratio is judged from here on: a short table of one repeated row is no bomb."""

_PIECE = 65_536
_SUFFIXES = frozenset({".json", ".csv", ".txt"})
_ENCRYPTED = 0x1
_WAY_OUT = re.compile(r"(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[A-Za-z]:|\x00")


def members(data: bytes, *, name: str) -> Iterator[tuple[str, bytes] | Left]:
    """Yield the members that may be lists, by name, or why one is passed over.

    Raises: SourceError where the zip is broken; Refused where it has too many members, or more
    in it than the bounds allow.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from _members(archive, name=name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise SourceError(f"{name} is a broken zip: {error}.", "Export the list anew.") from error


def _members(archive: zipfile.ZipFile, *, name: str) -> Iterator[tuple[str, bytes] | Left]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > _MOST_MEMBERS:
        raise Refused(
            f"{name} has {len(infos):,} members, more than {_MOST_MEMBERS:,}.",
            "Give the lists in it as files of their own.",
        )
    room = LARGEST_BYTES
    for info in sorted(infos, key=lambda each: each.filename):
        shown = info.filename[:80]
        if _WAY_OUT.search(info.filename):
            yield Left(shown, "its name leads out of the zip", "take it out of the zip")
        elif PurePosixPath(info.filename).suffix.casefold() not in _SUFFIXES:
            continue
        elif info.flag_bits & _ENCRYPTED:
            yield Left(shown, "it is encrypted", "unpack it and give the file")
        else:
            found = _unpacked(archive, info, room=room, name=name)
            room -= len(found)
            yield info.filename, found


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, room: int, name: str) -> bytes:
    """Return a member's bytes. What its head says of its size is not believed."""
    pieces, size = [], 0
    with archive.open(info) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            bomb = size > _JUDGED_BYTES and size > _RATIO * max(1, info.compress_size)
            if size > room or bomb:
                limit = f"{_RATIO} times its size" if bomb else f"{LARGEST_BYTES:,} bytes"
                raise Refused(
                    f"{info.filename[:80]!r} in {name} unpacks to more than {limit}.",
                    "Give the lists in it as files of their own.",
                )
            pieces.append(piece)
    return b"".join(pieces)
