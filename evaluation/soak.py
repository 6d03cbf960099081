"""Plays sixty days of a web of 500 sites to the watcher, and checks what it made of them.

    python -m evaluation.soak [--sites 500] [--days 60] [--seed 7]

A local web (`soak_web`) appears, publishes, fails, moves and lies; the watcher visits it by a
played clock. At the end a checker works out from the web's own truth what could have been had:
every document is there exactly once, memory stayed within bounds, and each article that is not
there is explained by a line of the log.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import multiprocessing
import resource
import socket
import sys
import tempfile
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from airdate.documents.fetch import Fetcher, Limits
from airdate.ledger import Ledger, open_ledger
from airdate.ledger.office import follows
from airdate.ledger.office import places as office
from airdate.ledger.office.places import Place, Visit
from airdate.model import Installment
from airdate.watch.engine import Habits
from airdate.watch.naming import add, place_named
from airdate.watch.outcomes import Outcome
from airdate.watch.watcher import Settings, Watcher
from evaluation.soak_web import BEGIN, FOLLOWED, Site, Story, World, address_path, serve, world

_GRACE = timedelta(hours=40)
"""At the end of the play: what came so late need not have been seen yet. A place that lies about
its changes is asked for the whole after a day, at its next visit, half a day later at most."""

_RESTARTS = 3
_STEP_SECONDS = 300.0
_GOOD = frozenset((Outcome.NEWS, Outcome.NOTHING_NEW, Outcome.LET_GO))


# ── the play ────────────────────────────────────────────────────────────────────────────────


class Clock:
    """A clock that goes on when the watcher waits, and that the web reads, too."""

    def __init__(self, shared: Any) -> None:
        self._shared = shared
        self._now = BEGIN
        self.stop_at = BEGIN
        self.watcher: Watcher | None = None
        self._tell()

    def now(self) -> datetime:
        """Return the moment that is played."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Let so much time pass at once, and the rest of a step: days go by in steps."""
        past = (self._now - BEGIN).total_seconds() + seconds
        self._now = BEGIN + timedelta(seconds=math.ceil(past / _STEP_SECONDS) * _STEP_SECONDS)
        self._tell()
        if self._now >= self.stop_at and self.watcher:
            self.watcher.ask_to_stop()

    def _tell(self) -> None:
        self._shared.value = self._now.timestamp()


def _web(sites: int, days: int, seed: int, port: Any, now: Any) -> None:
    """Serve the web in a process of its own."""
    from datetime import UTC

    played = world(sites, days, seed=seed)

    def told(number: int) -> None:
        port.send(number)

    asyncio.run(serve(played, told, lambda: datetime.fromtimestamp(now.value, UTC)))


@contextmanager
def _served(sites: int, days: int, seed: int) -> Iterator[tuple[int, Any]]:
    """Yield the port of a served web, and the moment that it goes by."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    now = context.Value("d", BEGIN.timestamp())
    process = context.Process(target=_web, args=(sites, days, seed, theirs, now), daemon=True)
    process.start()
    try:
        yield ours.recv(), now
    finally:
        process.terminate()
        process.join()


def _resolver(played: World, clock: Clock) -> Any:
    begins = {site.host: site.begins for site in played.sites}
    lost = {site.host: site.ends for site in played.sites if site.ending == "unknown"}

    def resolve(host: str, port: int) -> list[str]:
        now = clock.now()
        if host not in begins or now < begins[host] or now >= lost.get(host, played.ends):
            raise socket.gaierror(f"no host {host}")
        return ["127.0.0.1"]

    return resolve


@dataclass(slots=True)
class Played:
    """What a play came to. memory_mb: at each restart, and at the end."""

    seconds: float
    memory_mb: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)


def play(played: World, ledger: str, *, seed: int) -> Played:
    """Return what came of a watcher that was run through all days, and started anew in between."""
    began = time.perf_counter()
    result = Played(0.0)
    with _served(len(played.sites), played.days, seed) as (port, now):
        clock = Clock(now)
        limits = Limits(silence_seconds=0.5, seconds=3.0)
        asks = Fetcher(
            now=clock.now, allow_private=True, limits=limits, resolve=_resolver(played, clock)
        )
        _name_places(played, ledger, port)
        for part in range(1, _RESTARTS + 1):
            clock.stop_at = BEGIN + timedelta(days=played.days * part / _RESTARTS)
            habits = Habits(threads=16, look_seconds=86_400.0)
            settings = Settings(
                ledger=ledger, allow_private=True, habits=habits, seed=seed + part,
                tell=result.faults.append,
            )  # fmt: skip
            watcher = clock.watcher = Watcher(settings, clock=clock, asks=asks)
            watcher.run()
            result.tally += watcher.tally.outcomes
            result.memory_mb.append(_memory_mb())
            spent = time.perf_counter() - began
            print(f"day {played.days * part // _RESTARTS} after {spent:.0f} s", file=sys.stderr)
    result.seconds = time.perf_counter() - began
    return result


def _memory_mb() -> float:
    """Return the memory that this process holds, in MB; its highest where that is not told."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def _name_places(played: World, where: str, port: int) -> None:
    with open_ledger(where) as ledger:
        for title in FOLLOWED:
            follows.follow(ledger, Installment(title), recorded_at=BEGIN)
        named = [
            place_named(
                f"http://{site.host}:{port}{address_path(site)}",
                added_at=BEGIN,
                name=site.host,
                kind="page" if site.form == "page" else "auto",
            )
            for site in played.sites
        ]
        add(ledger, named)


# ── the check ───────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Verdict:
    """What the checker found. explained: why articles are not there, counted; bad: what is not
    explained, or there twice, or should not be there.
    """

    wanted: int = 0
    had: int = 0
    visits: int = 0
    explained: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether nothing is amiss."""
        return not self.bad


@dataclass(slots=True)
class _Book:
    """What the ledger and the log hold, laid out for looking up."""

    met: Counter[str]
    texts: dict[str, str]
    visits: dict[str, list[Visit]]
    articles: dict[str, list[Visit]]
    paused: dict[str, Place]


def check(played: World, where: str) -> Verdict:
    """Return what the checker finds in a ledger after a play."""
    verdict = Verdict()
    with open_ledger(where, write=False) as ledger:
        book = _book(ledger)
    verdict.visits = sum(map(len, book.visits.values())) + sum(map(len, book.articles.values()))
    doubles = [text[:60] for text, count in Counter(book.texts.values()).items() if count > 1]
    verdict.bad += [f"two documents of one text: {text}" for text in doubles]
    for site in played.sites:
        for story in site.stories:
            if story.at < played.ends:
                _check_story(played, site, story, book=book, verdict=verdict)
    return verdict


def _book(ledger: Ledger) -> _Book:
    met: Counter[str] = Counter()
    texts: dict[str, str] = {}
    for dispatch in ledger.dispatches():
        document, locations = ledger.document(dispatch.document_id)
        texts[document.id] = document.text
        met.update(_path(location.url) for location in locations if location.url)
    visits: dict[str, list[Visit]] = defaultdict(list)
    articles: dict[str, list[Visit]] = defaultdict(list)
    for visit, place in office.entries(ledger):
        if visit.address is None:
            visits[place.name].append(visit)
        else:
            articles[_path(visit.address)].append(visit)
    places = {place.name: place for place in office.listed(ledger)}
    return _Book(met, texts, visits, articles, places)


def _path(url: str) -> str:
    """Return the host and path of an address, without the port of the play."""
    host, _, path = url.removeprefix("http://").partition("/")
    return f"{host.partition(':')[0]}/{path}"


def _check_story(played: World, site: Site, story: Story, *, book: _Book, verdict: Verdict) -> None:
    path = f"{site.host}/story/{story.number}"
    if not story.followed:
        if book.met[path]:
            verdict.bad.append(f"{path} is about nothing that is followed, and was kept")
        return
    verdict.wanted += 1
    if site.form == "page":
        had = 1 if any(story.words in text for text in book.texts.values()) else 0
    else:
        had = book.met[path]
    if had == 1:
        verdict.had += 1
        return
    if had > 1:
        verdict.bad.append(f"{path} was met {had} times")
        return
    why = _explained(played, site, story, book=book)
    if why:
        verdict.explained[why] += 1
    else:
        verdict.bad.append(f"{path} of {story.at:%m-%d %H:%M} is not there, and nothing says why")


def _explained(played: World, site: Site, story: Story, *, book: _Book) -> str:
    """Return why an article is not there, by the log; empty where the log does not say."""
    tried = book.articles.get(f"{site.host}/story/{story.number}", [])
    if tried:
        last = tried[-1]
        return f"the article: {last.outcome}" if last.reason or last.examples else ""
    end = site.rolled_off(story)
    visits = book.visits.get(site.host, [])
    inside = _between(visits, story.at, min(end, played.ends))
    good = [visit for visit in inside if Outcome(visit.outcome) in _GOOD]
    if good:
        # It was shown, and seen: only the end of the play can have come between.
        return "the end came first" if good[0].at > played.ends - _GRACE else ""
    failed = [visit for visit in inside if Outcome(visit.outcome).failed and visit.reason]
    if failed:
        return f"the place: {failed[-1].outcome}"
    paused = book.paused[site.host]
    if paused.paused_at and paused.paused_at <= end and paused.paused_why:
        return "the place was given up"
    if story.at > played.ends - _GRACE:
        return "the end came first"
    before = [visit for visit in visits if visit.at < story.at]
    if before and Outcome(before[-1].outcome).failed:
        return f"the place: waited after {before[-1].outcome}"
    after = [visit for visit in visits if visit.at >= end]
    if end == site.ends and after and Outcome(after[0].outcome).failed:
        return f"the place: {after[0].outcome} before the next visit"
    return ""


def _between(visits: list[Visit], begin: datetime, end: datetime) -> list[Visit]:
    moments = [visit.at for visit in visits]
    return visits[bisect_left(moments, begin) : bisect_left(moments, end)]


# ── telling ─────────────────────────────────────────────────────────────────────────────────


def told(result: Played, verdict: Verdict) -> str:
    """Return the figures of a play in lines."""
    share = verdict.had / verdict.wanted if verdict.wanted else 0.0
    lines = [
        f"played in {result.seconds:.0f} s: {verdict.visits} visits and articles, "
        f"{verdict.visits / result.seconds:.0f} a second",
        f"memory at each third of the days: {', '.join(f'{mb:.0f}' for mb in result.memory_mb)} MB",
        f"articles on followed titles: {verdict.wanted}, got {verdict.had} ({share:.1%}), "
        f"explained {sum(verdict.explained.values())}, amiss {len(verdict.bad)}",
        *(f"  {count:5} {why}" for why, count in verdict.explained.most_common()),
        "outcomes: " + ", ".join(f"{count} {name}" for name, count in result.tally.most_common()),
        *(f"  told: {words}" for words in result.faults[:5]),
        *(f"  amiss: {words}" for words in verdict.bad[:20]),
    ]
    return "\n".join(lines)


def main() -> int:
    """Play and check; return 1 where anything is amiss."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sites", type=int, default=500)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    played = world(given.sites, given.days, seed=given.seed)
    # In memory where that can be had: the play is of days, not of a disk.
    memory = Path("/dev/shm")  # noqa: S108
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        where = str(Path(folder) / "ledger.db")
        result = play(played, where, seed=given.seed)
        verdict = check(played, where)
    print(told(result, verdict))
    grown = result.memory_mb[-1] - result.memory_mb[0]
    return 0 if verdict.good and grown < 100 else 1


if __name__ == "__main__":
    sys.exit(main())
