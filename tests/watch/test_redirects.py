"""Redirects of what is watched: a host is asked for nothing that its robots.txt forbids."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from tests.watch.stage import BEGIN, article

from airdate.documents.fetch import ARTICLES, Fetcher
from airdate.ledger.office.places import Host, Place
from airdate.watch.manners import host_of
from airdate.watch.means import Had, Means, ask
from airdate.watch.outcomes import Answer, Outcome
from airdate.watch.relevance import gate

PAGE = article("Night Harbour wraps", "Season 2 of Night Harbour wrapped filming on Monday.")


@dataclass
class Web:
    """One host of this machine. robots: its rules, or the status that stands for them."""

    robots: str | int = 404
    leads: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    base: str = ""


@contextmanager
def _served() -> Iterator[Web]:
    web = Web()

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append(self.path)
            if self.path == "/robots.txt":
                found = isinstance(web.robots, str)
                self._send(200 if found else int(web.robots), str(web.robots), "text/plain")
            elif self.path in web.leads:
                self.send_response(302)
                self.send_header("Location", web.leads[self.path])
                self.end_headers()
            else:
                self._send(200, PAGE, "text/html")

        def _send(self, status: int, text: str, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    web.base = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield web
    server.shutdown()
    server.server_close()


@pytest.fixture
def own() -> Iterator[Web]:
    """Yield the host that is watched."""
    with _served() as web:
        yield web


@pytest.fixture
def other() -> Iterator[Web]:
    """Yield a host that it redirects to."""
    with _served() as web:
        yield web


@pytest.fixture
def means() -> Means:
    """Return what visits are made with: a fetcher of this machine."""
    return Means(Fetcher(now=BEGIN, allow_private=True), lambda: BEGIN, gate(["Night Harbour"]))


def _asked(web: Web, means: Means, path: str = "/news", *, obeys: bool = True) -> Had | Answer:
    address = web.base + path
    place = Place(1, "a" * 12, "page", address, address, BEGIN)
    host = Host(host_of(address), BEGIN, BEGIN)
    return ask(replace(place, obeys_robots=obeys), host, means, address=address, accept=ARTICLES)


def test_another_host_that_forbids_is_not_asked(own: Web, other: Web, means: Means) -> None:
    """Its rules are read before; the log says where it led, and that it may not be asked."""
    own.leads["/news"] = f"{other.base}/private/news"
    other.robots = "User-agent: *\nDisallow: /private"
    answer = _asked(own, means)
    assert isinstance(answer, Answer)
    assert Outcome.FORBIDDEN == answer.outcome
    told = f"it redirects to {other.base}/private/news: its robots.txt forbids this address"
    assert told == answer.reason
    assert ["/robots.txt"] == other.asked


def test_another_host_that_allows_is_asked(own: Web, other: Web, means: Means) -> None:
    """Once its rules are known, they are not asked for again."""
    own.leads |= {"/news": f"{other.base}/news", "/more": f"{other.base}/more"}
    other.robots = "User-agent: *\nDisallow: /private"
    for path in ("/news", "/more"):
        assert isinstance(_asked(own, means, path), Had)
    assert ["/robots.txt", "/news", "/more"] == other.asked


def test_the_same_host_may_forbid_where_it_leads(own: Web, means: Means) -> None:
    """The rules that were read for the address hold for where it redirects to, too."""
    own.leads["/news"] = "/private/news"
    own.robots = "User-agent: *\nDisallow: /private"
    answer = _asked(own, means)
    assert isinstance(answer, Answer)
    assert Outcome.FORBIDDEN == answer.outcome
    assert ["/robots.txt", "/news"] == own.asked


def test_a_host_whose_rules_cannot_be_had_is_not_asked(own: Web, other: Web, means: Means) -> None:
    """For now: the visit is made again."""
    own.leads["/news"] = f"{other.base}/news"
    other.robots = 503
    answer = _asked(own, means)
    assert isinstance(answer, Answer)
    assert (Outcome.BUSY, ["/robots.txt"]) == (answer.outcome, other.asked)


def test_rules_that_a_person_lets_be_are_those_of_the_place_alone(
    own: Web, other: Web, means: Means
) -> None:
    """A place that is visited whatever its robots.txt says is no leave for other hosts."""
    own.robots = other.robots = "User-agent: *\nDisallow: /"
    own.leads |= {"/news": "/else", "/away": f"{other.base}/news"}
    assert isinstance(_asked(own, means, obeys=False), Had)
    assert isinstance(_asked(own, means, "/away", obeys=False), Answer)
    assert ["/robots.txt"] == other.asked
