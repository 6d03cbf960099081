"""One turn of the engine as a process of its own, to be killed: LEDGER MOMENT."""

from __future__ import annotations

import sys
from datetime import datetime

from airdate.alerts import running
from airdate.alerts.channels import Postman
from airdate.ledger import open_ledger


def main(path: str, moment: str) -> None:
    """Run one turn, all at one moment."""
    now = datetime.fromisoformat(moment)
    with open_ledger(path, wait_seconds=30) as ledger:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        running.run(ledger, Postman(clock=lambda: now, seconds=20))


if __name__ == "__main__":
    main(*sys.argv[1:])
