"""A watcher on a played web, as a program: to be killed, or starved of room, by a test.

    python -m tests.watch.played LEDGER DAY

Twelve sites with a feed of two articles each; the clock begins on a day of the play. `at work` is
printed with the first visit that is kept, `done` when all was read.
"""

from __future__ import annotations

import random
import sys
from datetime import timedelta

from tests.watch.stage import BEGIN, PlayedClock, PlayedWeb, article, feed_of

from airdate.ledger import open_ledger
from airdate.ledger.office import places as office
from airdate.ledger.office.places import Visit
from airdate.watch.engine import Habits
from airdate.watch.naming import add, place_named
from airdate.watch.watcher import Settings, Watcher

SITES = 12


def web_of(clock: PlayedClock) -> PlayedWeb:
    """Return the web that is played."""
    web = PlayedWeb(clock)
    for site in range(SITES):
        base = f"https://site{site}.example"
        listed = []
        for number in range(2):
            title = f"Salt Road, report {site}-{number}"
            words = f"Salt Road was renewed for season {number + 2} on Monday, says site {site}."
            web.put(f"{base}/{number}", article(title, words))
            listed.append((f"{base}/{number}", title, ""))
        web.put(f"{base}/feed", feed_of(*listed), kind="application/rss+xml")
    return web


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(where: str, day: int) -> None:
    """Watch until all is read."""
    clock = PlayedClock(BEGIN + timedelta(days=day))
    with open_ledger(where) as ledger:
        add(
            ledger,
            [
                place_named(f"https://site{site}.example/feed", added_at=BEGIN)
                for site in range(SITES)
            ],
        )

    def tell(visit: Visit) -> None:
        _say("at work")

    settings = Settings(
        ledger=where,
        habits=Habits(threads=4, look_seconds=600.0),
        seed=random.randrange(1_000),
        seen=tell,
        tell=lambda words: _say(f"told {words}"),
    )
    watcher = Watcher(settings, clock=clock, asks=web_of(clock))
    clock._until = lambda now: watcher.ask_to_stop() if clock.waits[60:] else None
    watcher.run()
    with open_ledger(where) as ledger:
        office.prune(ledger, keep_days=60, most=1_000)
    _say("done")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
