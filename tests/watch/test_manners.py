"""How hosts are asked: robots.txt and pauses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.watch.stage import BEGIN, PlayedClock, PlayedWeb

from airdate.documents.fetch import Page, Visit
from airdate.errors import Refused
from airdate.ledger.office.places import Host
from airdate.watch.manners import Leave, host_of, leave, left_alone, sitemaps_of

HOST = Host("news.example", BEGIN, BEGIN)
ADDRESS = "https://news.example/feed"


def asked(robots: str | None, *, status: int = 200, host: Host = HOST) -> Leave:
    """Return whether an address may be asked where the robots.txt says so."""
    web = PlayedWeb(PlayedClock())
    if robots is not None:
        web.put("https://news.example/robots.txt", robots, kind="text/plain")
    if status != 200:
        web.fail("https://news.example/robots.txt", status)
    return leave(ADDRESS, host, now=BEGIN, ask=web.visit)


@pytest.mark.parametrize(
    ("robots", "why"),
    [
        ("", ""),
        ("User-agent: *\nDisallow: /private", ""),
        ("User-agent: *\nDisallow: /", "its robots.txt forbids this address"),
        ("User-agent: airdate\nDisallow: /feed", "its robots.txt forbids this address"),
        ("User-agent: other\nDisallow: /\n\nUser-agent: *\nAllow: /", ""),
        ("<html>not found</html>", ""),
        ("\0\0\xff" * 500, ""),
    ],
)
def test_rules(robots: str, why: str) -> None:
    """The rules for our agent hold, else those for all; what are no rules forbid nothing."""
    assert why == asked(robots).why


@pytest.mark.parametrize(("status", "why"), [(404, False), (403, False), (500, True), (429, True)])
def test_no_rules(status: int, why: bool) -> None:
    """Rules that are not there allow all; a server that fails forbids all, for now."""
    found = asked(None, status=status)
    assert (why, False) == (bool(found.why), found.lasting)


def test_out_of_reach() -> None:
    """A host that cannot be reached is told from one that answers and fails."""
    web = PlayedWeb(PlayedClock())
    web.drop("https://news.example/robots.txt")
    lost = leave(ADDRESS, HOST, now=BEGIN, ask=web.visit)
    assert (False, True) == (lost.reached, asked(None, status=500).reached)


def test_refused() -> None:
    """A robots.txt that is a picture has no rules."""

    def ask(url: str) -> Visit:
        raise Refused("it is image/png", "")

    assert "" == leave(ADDRESS, HOST, now=BEGIN, ask=ask).why


def test_kept_for_a_day() -> None:
    """Rules are asked for once a day, and again where a clock that was ahead had kept them."""
    known = asked("User-agent: *\nDisallow:").host
    web = PlayedWeb(PlayedClock())
    for hours, again in ((1, False), (23, False), (25, True), (-48, True)):
        moment = BEGIN + timedelta(hours=hours)
        assert again == leave(ADDRESS, known, now=moment, ask=web.visit).asked


@pytest.mark.parametrize(
    ("rules", "seconds"),
    [
        ("Crawl-delay: 20", 20.0),
        ("Crawl-delay: 1", 5.0),
        ("Request-rate: 1/30s", 30.0),
        ("Crawl-delay: 999999", 600.0),
        ("Crawl-delay: soon", 5.0),
    ],
)
def test_delay(rules: str, seconds: float) -> None:
    """A host is left alone for as long as it wants, five seconds at least, ten minutes at most."""
    host = asked(f"User-agent: *\n{rules}\nDisallow:").host
    assert BEGIN + timedelta(seconds=seconds) == left_alone(host, now=BEGIN).next_allowed


def test_endless() -> None:
    """A robots.txt without end is read up to a bound."""
    found = asked("User-agent: *\n" + "Disallow: /x*y*z$\n" * 100_000)
    assert len(found.host.robots or "") < 100_000


def test_sitemaps() -> None:
    """The sitemaps that it names are known."""
    named = sitemaps_of("Sitemap: https://a.example/news.xml\nUser-agent: *")
    assert ["https://a.example/news.xml"] == named


def test_bytes() -> None:
    """A robots.txt in no known encoding is read as far as it goes."""
    page = Page("u", b"User-agent: *\n\xff\xfe\nDisallow: /feed", "text/plain", BEGIN)
    found = leave(ADDRESS, HOST, now=BEGIN, ask=lambda url: Visit(url, 200, page))
    assert "its robots.txt forbids this address" == found.why


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://News.Example/x", "news.example"),
        ("http://news.example:8080/", "news.example:8080"),
        ("/home/me/mail", ""),
        ("http://[::1", ""),
    ],
)
def test_host(address: str, host: str) -> None:
    """A host is named with its port; a path here has none."""
    assert host == host_of(address)
