"""Lines written to a file that a person names: whole or not at all, and over nothing of ours."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from airdate.errors import AirdateError, UsageError


def write_lines(name: str, lines: Iterable[str], *, spare: Iterable[str]) -> int:
    """Write lines as UTF-8 to the file and return their number.

    A regular file is replaced when all is written, through a link in its place; a pipe or device
    is written into. spare: files that must not be written over, such as the ledger itself.
    Raises: UsageError where the name is no file's or one to spare; AirdateError where it cannot be
    written.
    """
    return _write(name, (f"{line}\n".encode() for line in lines), spare=spare)


def write_bytes(name: str, data: bytes, *, spare: Iterable[str]) -> None:
    """Write bytes to the file, likewise; raises the same."""
    _write(name, [data], spare=spare)


def _write(name: str, pieces: Iterable[bytes], *, spare: Iterable[str]) -> int:
    if not name.strip():
        raise UsageError("the name of the file is empty.", "Name a file, or - .")
    try:
        path = Path(name).resolve()
        for other in spare:
            if path.exists() and Path(other).exists() and path.samefile(other):
                raise UsageError(f"{name} is {other}: it would be lost.", "Name another file.")
        if path.exists() and not path.is_file():
            return _into(path, pieces)
        return _replaced(path, pieces)
    except (OSError, RuntimeError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise AirdateError(f"{name}: {why}", "Name a file that can be written.") from None


def _into(path: Path, pieces: Iterable[bytes]) -> int:
    with path.open("wb") as out:
        return sum(1 for piece in pieces if out.write(piece))


def _replaced(path: Path, pieces: Iterable[bytes]) -> int:
    """Write a new file beside the path and put it in its place."""
    handle, part = tempfile.mkstemp(prefix=f".{path.name[:80]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            count = sum(1 for piece in pieces if out.write(piece))
            out.flush()
            os.fsync(out.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o600
        Path(part).chmod(mode)
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    return count
