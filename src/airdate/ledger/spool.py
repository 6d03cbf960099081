"""Keeps the lines of an export until all of them are there, in a file where they are many.

Lines may come from a pipe or by hand: nobody is to wait for the writers' lock meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO

from airdate.errors import LedgerError

_IN_MEMORY = 16 * 2**20
"""Bytes of lines from which on a temporary file keeps them."""

# Blank to JSON where a line break is blank, and as wrong within its words.
_BREAK = {ord("\n"): "\r"}


@contextmanager
def spooled(lines: Iterable[str]) -> Iterator[IO[bytes]]:
    """Run a block with all lines, read to their end. Raises: LedgerError where that fails."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY, prefix="airdate-import-") as kept:
        number = 0
        try:
            for line in lines:
                kept.write(line.translate(_BREAK).encode("utf-8", "surrogatepass") + b"\n")
                number += 1
        except UnicodeDecodeError as error:
            raise LedgerError(
                f"This is no export of a ledger: it is not UTF-8 text, after line {number}.",
                "Nothing was written. Export anew: airdate export FILE",
            ) from error
        except OSError as error:
            raise LedgerError(
                f"The export cannot be read, after line {number}: {error.strerror or error}.",
                "Nothing was written. Make room for temporary files, or mend the input.",
            ) from error
        yield kept


def lines_of(kept: IO[bytes]) -> Iterator[str]:
    """Yield the kept lines, from the first."""
    kept.seek(0)
    for line in kept:
        yield line[:-1].decode("utf-8", "surrogatepass")
