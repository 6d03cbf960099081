"""Works out many rows in a process of its own, so that the one that answers has the processor.

A new day, or a start, changes the rows of all titles at once: of a large ledger that is minutes of
work. What passes between the two processes is theirs alone: no file keeps it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from airdate.forecast import Parameters
from airdate.ledger import Listing
from airdate.library.answers import When
from airdate.library.rows import Row

_NICE = 5
"""By so much it steps back behind the process that answers."""


def worked_out(
    ledger: Path | str, listings: Sequence[Listing], when: When, *, figures: Parameters | None
) -> Iterator[Row]:
    """Yield the rows of installments as another process has them ready; it ends with the asker."""
    command = [sys.executable, "-P", "-m", "airdate.library.filling"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:  # noqa: S603
        if running.stdin is None or running.stdout is None:
            return
        try:
            with running.stdin as asked:
                pickle.dump((ledger, listings, when, figures), asked)
            while True:
                yield pickle.load(running.stdout)  # noqa: S301  # our own process wrote it
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            return  # it is done, or gave up: the rest is worked out here
        finally:
            running.kill()


def main() -> None:
    """Work out the rows that are asked for on the standard input, and write them out."""
    from airdate.library.desk import Library
    from airdate.library.pool import Pool

    try:
        ledger, listings, when, figures = pickle.load(sys.stdin.buffer)  # noqa: S301  # as above
    except (EOFError, pickle.UnpicklingError):
        return  # the one that asked has ended
    # What is printed by mistake must not come between the rows.
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    if hasattr(os, "nice"):
        os.nice(_NICE)
    library = Library(Pool(ledger), figures=figures)
    try:
        for row in library.filled(listings, when):
            pickle.dump(row, out)
            out.flush()
    except BrokenPipeError:
        # Nobody waits for the rest; what is left in the buffer has nowhere to go.
        os._exit(1)


if __name__ == "__main__":
    main()
