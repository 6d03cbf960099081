"""A clock and a web that tests play: moments pass when the watcher waits, pages are functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from airdate.documents.fetch import Page, Visit
from airdate.errors import SourceError

BEGIN = datetime(2026, 3, 2, 12, tzinfo=UTC)


class PlayedClock:
    """A clock that goes on when somebody waits. until: called at each wait, may stop the play."""

    def __init__(self, begin: datetime = BEGIN, *, until: Callable[[datetime], None] | None = None):
        self._now = begin
        self._until = until
        self.waits: list[float] = []

    def now(self) -> datetime:
        """Return the moment that is played."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Let so much time pass at once."""
        self.waits.append(seconds)
        self.advance(timedelta(seconds=seconds))
        if self._until:
            self._until(self._now)

    def advance(self, span: timedelta) -> None:
        """Let time pass, or turn the clock back."""
        self._now += span


Answering = Callable[[Mapping[str, Any]], Visit]


class PlayedWeb:
    """A web of functions by address; what is asked is noted with the moment."""

    def __init__(self, clock: PlayedClock) -> None:
        self.clock = clock
        self.pages: dict[str, Answering] = {}
        self.asked: list[tuple[datetime, str, dict[str, Any]]] = []

    def visit(self, url: str, **named: Any) -> Visit:
        """Return what the function of an address answers; 404 where there is none."""
        self.asked.append((self.clock.now(), url, named))
        answering = self.pages.get(url)
        return answering(named) if answering else Visit(url, 404, None)

    def put(self, url: str, data: str | bytes, *, kind: str = "text/html", **named: Any) -> None:
        """Answer with a page of its own ETag; 304 where that is known. named: of the Visit."""
        body = data.encode() if isinstance(data, str) else data
        etag = f'"{hash(body)}"'

        def answer(asked: Mapping[str, Any]) -> Visit:
            if asked.get("etag") == etag:
                return Visit(url, 304, None, **named)
            page = Page(url, body, kind, self.clock.now(), "utf-8", etag)
            return Visit(url, 200, page, **named)

        self.pages[url] = answer

    def fail(self, url: str, status: int, **named: Any) -> None:
        """Answer with a status and no page."""
        self.pages[url] = lambda _: Visit(url, status, None, **named)

    def drop(self, url: str) -> None:
        """Be out of reach."""

        def answer(_: Mapping[str, Any]) -> Visit:
            raise SourceError(f"{url} could not be reached", "try again later")

        self.pages[url] = answer

    def count(self, url: str) -> int:
        """Return how often an address was asked."""
        return sum(1 for _, asked, _ in self.asked if asked == url)


def feed_of(*items: tuple[str, str, str], ttl: int | None = None) -> str:
    """Return an RSS feed of (address, heading, summary)."""
    shown = "".join(
        f"<item><guid>{url}</guid><link>{url}</link><title>{title}</title>"
        f"<description>{words}</description></item>"
        for url, title, words in items
    )
    stated = f"<ttl>{ttl}</ttl>" if ttl else ""
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour News</title>'
        f"<link>https://news.example/</link>{stated}{shown}</channel></rss>"
    )


def article(title: str, *paragraphs: str) -> str:
    """Return a page with an article."""
    text = "".join(f"<p>{words}</p>" for words in paragraphs)
    return (
        f"<html lang=en><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    )
