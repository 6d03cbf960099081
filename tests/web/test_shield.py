"""What guards the site: headers, hosts, tokens, sizes, and hostile words in every field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import NOW, TOKEN, settings, settled

from airdate.ledger import open_ledger
from airdate.model import (
    Claim,
    Credit,
    CreditKind,
    DateRange,
    Detail,
    Document,
    Event,
    Installment,
    Milestone,
    Reading,
    Sentence,
    Status,
    Topic,
)
from airdate.web import app

EVERYWHERE = (
    *("/", "/calendar", "/changes", "/sources", "/search?q=a", "/add", "/enter", "/nothing"),
    *("/rumours", "/check"),
)


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_bears_its_headers(reading_client: TestClient, path: str) -> None:
    """A strict policy without inline code, no guessing of types, no framing, no referrer."""
    headers = reading_client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert ("nosniff", "same-origin", "DENY") == (
        headers["x-content-type-options"],
        headers["referrer-policy"],
        headers["x-frame-options"],
    )
    assert "server" not in headers


class _Seen(HTMLParser):
    """What a page holds that could run, or that comes from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def dangers(page: str) -> list[str]:
    """Return what of a page could run, be styled or be loaded from elsewhere."""
    seen = _Seen()
    seen.feed(page)
    found = []
    for tag, named in seen.tags:
        found += [f"{tag} {name}" for name in named if name.startswith("on") or name == "style"]
        if tag == "script" and named.get("type") != "application/ld+json":
            found += [] if (named.get("src") or "").startswith("/static/") else ["script"]
        if tag in ("style", "iframe", "object", "embed", "base", "img"):
            found.append(tag)
        loaded = named.get("src") or (named.get("href") if tag == "link" else "") or ""
        if "://" in loaded and named.get("rel") != "canonical":
            found.append(f"{tag} loads {loaded}")
        if (named.get("href") or "").strip().lower().startswith(("javascript:", "data:")):
            found.append(f"{tag} {named['href']}")
    return found


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE claims;--",
    "\u202egnp.exe\u202c",
    "</script><script>alert(2)</script>",
    "{{ 7*7 }}{% raw %}",
    "\r\nBEGIN:VEVENT\r\nSUMMARY:forged",
)


def hostile_ledger(path: Path) -> None:
    """Make a ledger with hostile words in every field that a document can fill."""
    readings = []
    for number, words in enumerate(HOSTILE):
        title = f"{words} Show{number}"
        text = f"{words}\n{words} release 2027 {words}"
        start = text.index("2027")
        cut = text.index("\n")
        document = Document(
            text=text,
            heading=words,
            sentences=(Sentence(0, 0, cut, 0), Sentence(1, cut + 1, len(text), 1)),
            outlet=words,
            url=f"javascript:alert({number})" if number % 2 else f"https://a.example/{words}",
            published=date(2026, 2, 1),
            published_basis="page",
        )
        subject = Installment(title, 1)
        said = (1, start, start + 4)
        year = DateRange(date(2027, 1, 1), date(2027, 12, 31))
        statements = (
            (Milestone(Event.RELEASE, year), Status.PLANNED),
            (Milestone(Event.TRAILER), Status.RUMOURED),
            (Credit(words, CreditKind.NEW, words, words), Status.DONE),
            (Detail(Topic.STORY, words), Status.DONE),
        )
        claims = tuple(
            Claim(subject, statement, status, words, *said, phrase="2027", rule=words)
            for statement, status in statements
        )
        readings.append(Reading(document, "test-1", claims))
    with open_ledger(path) as ledger:
        ledger.record_all(readings, recorded_at=NOW)
        for entry in ledger.entries()[:8]:
            from airdate.model import Verdict

            ledger.judge(entry.id, Verdict.ACCEPTED, reason=HOSTILE[0], recorded_at=NOW)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Yield a signed-in visitor of a site of hostile words."""
    path = tmp_path_factory.mktemp("hostile") / "ledger.db"
    hostile_ledger(path)
    with TestClient(app(settings(path)), follow_redirects=False) as made:
        made.get("/enter", params={"token": TOKEN})
        yield made


def test_hostile_words_show_harmlessly(hostile: TestClient) -> None:
    """In every field of every page, they are words: nothing runs, nothing turns, nothing loads."""
    titles = hostile.get("/api/v1/titles?limit=200").json()["items"]
    documents = hostile.get("/api/v1/documents").json()["items"]
    assert len(HOSTILE) == len(titles) == len(documents)
    paths = [*EVERYWHERE, "/?state=all&q=%3Cscript%3E", "/search?q=%22%3E%3Cscript%3E"]
    paths += [f"/t/{item['ref']}" for item in titles] + ["/changes?since=2020-01-01"]
    paths += [f"/t/{item['ref']}/article" for item in titles]
    paths += [f"/d/{item['document']}" for item in documents]
    assert len(HOSTILE) == settled(hostile, "/rumours.json")["total"]
    for path in paths:
        page = hostile.get(path)
        assert page.status_code in (200, 404), path
        assert [] == dangers(page.text), path
        assert "\u202e" not in page.text, path
        assert "<script>alert" not in page.text, path


def test_hostile_words_stay_words_in_feeds(hostile: TestClient) -> None:
    """A line break in a title makes no event of its own; Atom stays XML; pictures stay pictures."""
    from lxml import etree

    rumours = etree.fromstring(hostile.get("/rumours/feed.atom").content)
    assert len(HOSTILE) == len(rumours.findall("{http://www.w3.org/2005/Atom}entry"))
    assert all(str(link).startswith("http") for link in rumours.xpath("//@href"))
    calendar = hostile.get("/calendar.ics").text
    assert "SUMMARY:forged" not in calendar.splitlines()
    feed = etree.fromstring(hostile.get("/feed.atom").content)
    assert "{http://www.w3.org/2005/Atom}feed" == feed.tag
    links = feed.xpath("//@href")
    assert all(str(link).startswith("http") for link in links)
    for item in hostile.get("/api/v1/titles?limit=200").json()["items"]:
        for name in ("card", "release", "production"):
            picture = etree.fromstring(hostile.get(f"/t/{item['ref']}/{name}.svg").content)
            assert [] == picture.xpath("//*[local-name()='script' or local-name()='img']")


def test_a_title_of_a_megabyte_is_refused_or_cut(writer: TestClient) -> None:
    """A text with an endless title neither breaks the site nor its pages."""
    bearer = {"authorization": f"Bearer {TOKEN}"}
    text = "A" * 1_000_000 + " season 2 wrapped filming in May 2026."
    sent = writer.post("/api/v1/documents", json={"text": text}, headers=bearer)
    assert sent.status_code < 500
    assert 200 == writer.get("/").status_code


def test_other_hosts_are_refused(reading_client: TestClient) -> None:
    """A name that resolves to us, but is not ours, gets nothing: no rebinding of names."""
    for host in ("evil.example", "testserver.evil.example", "", "127.0.0.1"):
        assert 421 == reading_client.get("/", headers={"host": host}).status_code
    assert 200 == reading_client.get("/", headers={"host": "testserver:8710"}).status_code


def test_a_large_request_is_refused(client: TestClient) -> None:
    """By its stated length, before anything is read."""
    sent = client.post("/add", content=b"x" * 9_000_001)
    assert 413 == sent.status_code


def test_the_cookie_is_for_this_site_alone(client: TestClient) -> None:
    """Out of reach of scripts, never sent along from other sites, by https alone where that is."""
    cookie = client.get("/enter", params={"token": TOKEN}).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie
