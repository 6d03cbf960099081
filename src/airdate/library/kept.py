"""Rows of a large ledger, kept beside it between starts: `.NAME.rows`, which may be deleted.

Each row is kept with the day that it tells of (`Row.as_of`) and whether it held when it was put
down. The file is JSON in a zlib stream, for its owner alone: reading it runs nothing, and a row of
other types than ours is none. It holds for the ledger, the code and the figures it was made of.
"""

from __future__ import annotations

import gc
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from airdate.forecast import Parameters
from airdate.ledger import Ledger
from airdate.ledger.answers import Version
from airdate.library.places import digest_of, put_down
from airdate.library.rows import Row
from airdate.library.written import turns

_MAKERS = (
    *("airdate/model.py", "airdate/wording.py", "airdate/hearing.py", "airdate/pipeline.py"),
    *("airdate.ledger", "airdate.sources", "airdate.timeline", "airdate.forecast"),
    *("airdate.rumours", "airdate.brief", "airdate.publish", "airdate.library"),
)
"""What decides how a row reads."""

MOST_ROWS = 20_000
_MOST_BYTES = 128_000_000
"""Of the file and of what it unfolds to: some 5 KB a row."""

Told = tuple[Row, bool]
"""A row, and whether it holds: nothing was recorded of its work since."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of a file, and the version of the ledger up to which those that hold do so."""

    version: Version
    rows: tuple[Told, ...]


def store(
    rows: Iterable[Told],
    version: Version,
    ledger: Ledger,
    *,
    figures: Parameters | None,
    place: Path,
) -> None:
    """Keep rows, the first ones where there are too many. Raises: OSError."""
    write = turns(Row)[0]
    head = {"made": _made(figures), "version": version, "marks": ledger.marks(version)}
    squeezed = zlib.compressobj(1)
    content = [squeezed.compress(_line(head))]
    size = 0
    for count, (row, holds) in enumerate(rows):
        line = _line([holds, write(row)])
        size += len(line)
        if count >= MOST_ROWS or size > _MOST_BYTES - 10_000:
            break
        content.append(squeezed.compress(line))
    put_down(place, b"".join([*content, squeezed.flush()]))


def stored(ledger: Ledger, place: Path, *, figures: Parameters | None) -> Kept | None:
    """Return the rows of a file, None where it has none of this ledger by this code."""
    # Of many thousand small things that all stay, none is worth looking for as garbage.
    collecting = gc.isenabled()
    gc.disable()
    try:
        head, *lines = _lines(place)
        told = json.loads(head)
        version = tuple(told["version"])
        if told["made"] != _made(figures) or tuple(told["marks"]) != ledger.marks(version):
            return None
        return Kept(version, tuple(_read(line) for line in lines[:MOST_ROWS]))
    except (OSError, ValueError, KeyError, TypeError, zlib.error, RecursionError):
        return None
    finally:
        if collecting:
            gc.enable()


def _line(told: object) -> bytes:
    # Texts of strangers may have half letters: they come back as they were.
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", errors="surrogatepass") + b"\n"


def _lines(place: Path) -> list[bytes]:
    """Return the lines of a file. Raises: ValueError where it is too large or cut off."""
    with place.open("rb") as file:
        content = file.read(_MOST_BYTES + 1)
    unfolded = zlib.decompressobj()
    found = unfolded.decompress(content, _MOST_BYTES)
    if not unfolded.eof:
        raise ValueError(f"{place.name} is cut off, or too large")
    return found.splitlines()


def _read(line: bytes) -> Told:
    holds, row = json.loads(line)
    return turns(Row)[1](row), holds is True


def _made(figures: Parameters | None) -> str:
    """Return what of the code and the figures rows are made by."""
    own = sha256(repr(figures).encode()).hexdigest() if figures else ""
    return digest_of(_MAKERS) + own
