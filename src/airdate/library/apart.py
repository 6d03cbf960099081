"""Judges a ledger in a process of its own, so that the one that answers has the processor.

`judgements` starts it with the ledger's place on the standard input: it may hold a password.
"""

from __future__ import annotations

import json
import os
import sys

from airdate.ledger import open_ledger
from airdate.library.places import place_of
from airdate.library.verdicts import judged, store

_NICE = 5
"""By so much it steps back behind the process that answers."""


def main() -> int:
    """Judge the ledger and keep the verdicts beside it; end early where nobody waits for them."""
    asked = json.load(sys.stdin)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    parent = os.getppid()
    with open_ledger(asked["ledger"], write=False) as ledger:
        try:
            made = judged(ledger, go_on=lambda: os.getppid() == parent)
            store(made, ledger, place_of(ledger))
        except OSError as error:  # given up, or no place to keep it
            print(error, file=sys.stderr)  # noqa: T201
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
