"""Saved feeds, threads and mailboxes through the common door: documents, one after another."""

import io
import json
import threading
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from airdate.documents import Given, read_source
from airdate.model import Document, Unreadable

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RSS = (
    "<rss><channel><title>Vista</title><link>https://www.vista.example/</link>"
    "<item><title>A wrap in Riga</title><link>/a</link><pubDate>Fri, 20 Nov 2026 08:00:00 GMT"
    "</pubDate><description>Filming has ended.</description></item>"
    "<item><title>A trailer in May</title><link>/b</link></item></channel></rss>"
)
THREAD = "The wait\n\n[2026-11-20 18:20] Ada: It was renewed.\n[2026-11-21 9:00] Bo: Ha\n"
THREAD += "[2026-11-21 9:05] Cy: At last\n"
MBOX = "".join(
    f"From a@v.example Fri Nov 20 08:00:00 2026\nFrom: news@vista.example\nSubject: {key}\n"
    f"Date: Fri, 20 Nov 2026 08:00:00 +0000\n\nFilming of {key} has ended.\n\n"
    for key in ("Harbour", "Lights")
)
POST = {"author": "Ada", "date": "2026-11-20", "title": "The wait", "text": "It was renewed."}


def read(path, **given):
    """Return what a source gives as of NOW."""
    return list(read_source(str(path), given=Given(now=NOW, **given)))


@pytest.mark.parametrize("name", ["feed.rss", "feed.xml", "feed.atom", "feed", "feed.txt"])
def test_a_saved_feed_gives_a_document_for_each_item(tmp_path, name):
    """Whatever its name, with the day, address and outlet of each."""
    path = tmp_path / name
    path.write_text(RSS)
    first, second = read(path)
    assert ("A wrap in Riga\nFilming has ended.", "vista.example") == (
        first.text,
        first.outlet,
    )
    assert ("https://www.vista.example/a", date(2026, 11, 20), "header") == (
        first.url,
        first.published,
        first.published_basis,
    )
    assert ("A trailer in May", None) == (second.text, second.published)


def test_a_json_feed_is_read_and_documents_as_json_stay_documents(tmp_path):
    """By what they hold."""
    path = tmp_path / "feed.json"
    items = [{"id": "1", "title": "A wrap", "content_text": "Filming has ended."}]
    path.write_text(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}))
    assert ["A wrap\nFilming has ended."] == [found.text for found in read(path)]
    path.write_text(json.dumps([{"heading": "A", "paragraphs": ["B."], "published": "2026-11-20"}]))
    assert ["A\nB."] == [found.text for found in read(path)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("wait.txt", THREAD),
        ("wait", THREAD),
        ("wait.json", json.dumps([POST, {"author": "Bo", "date": "2026-11-21", "text": "Ha"}])),
        ("wait.jsonl", json.dumps(POST) + "\n" + json.dumps({"author": "Bo", "text": "Ha"}) + "\n"),
    ],
)
def test_a_saved_thread_gives_its_opening_post_of_a_forum(tmp_path, name, content):
    """What is answered is no report."""
    path = tmp_path / name
    path.write_text(content)
    (found,) = read(path)
    assert ("The wait\nIt was renewed.", "an online forum", date(2026, 11, 20)) == (
        found.text,
        found.outlet,
        found.published,
    )


@pytest.mark.parametrize("name", ["news.mbox", "news", "-"])
def test_a_mailbox_gives_a_document_for_each_message(tmp_path, name):
    """From a file or from standard input."""
    path = tmp_path / name
    path.write_text(MBOX)
    given = {"stdin": io.BytesIO(MBOX.encode())} if name == "-" else {}
    found = read("-" if name == "-" else path, **given)
    assert [("Harbour", "vista.example"), ("Lights", "vista.example")] == [
        (each.heading, each.outlet) for each in found
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<opml><body/></opml>", "it is a list of feeds, no article"),
        ("<urlset></urlset>", "it is a list of addresses, no article"),
        ("<rss><channel><title>V</title></channel></rss>", "the feed has no items"),
        ("<svg><text>words</text></svg>", "it is no feed, and other XML holds no article"),
    ],
)
def test_what_holds_no_article_says_so(tmp_path, content, reason):
    """With what to do instead."""
    path = tmp_path / "a.xml"
    path.write_text(content)
    (found,) = read(path)
    assert isinstance(found, Unreadable)
    assert (reason, True) == (found.reason, bool(found.remedy))


def test_what_the_caller_knows_holds_for_each(tmp_path):
    """Day and outlet."""
    path = tmp_path / "feed.rss"
    path.write_text(RSS)
    found = read(path, published=date(2026, 11, 1), outlet="Vista News")
    assert [(date(2026, 11, 1), "given", "Vista News")] * 2 == [
        (each.published, each.published_basis, each.outlet) for each in found
    ]


def test_prose_that_looks_a_little_like_others_stays_prose(tmp_path):
    """A live report with times, a text about feeds, a letter that begins with From."""
    texts = (
        "A day on set\n\n2026-11-20 08:00 the crew arrives\n2026-11-20 09:00 cameras roll\n",
        "From the set of Harbour Lights\n\nFilming has ended, they said at 10:30.\n",
        "How to read <rss> feeds\n\nThe tag <rss> begins one.\n",
        "The cast: who is who\n\nAda (2026): the captain.\nBo (2025): the cook.\nCy: the cat.\n",
    )
    for text in texts:
        path = tmp_path / "a.txt"
        path.write_text(text)
        (found,) = read(path)
        assert isinstance(found, Document)
        assert text.split("\n")[0] == found.heading


class _Handler(BaseHTTPRequestHandler):
    """A site with a feed under several names, and a file that is no text."""

    kinds: ClassVar = {
        "/feed.xml": ("application/rss+xml", RSS.encode()),
        "/as-page": ("text/html", RSS.encode()),
        "/other.xml": ("application/xml", b"<svg/>"),
        "/a.pdf": ("application/pdf", b"%PDF-1.7"),
    }

    def do_GET(self) -> None:
        """Answer with what lies there."""
        kind, data = self.kinds.get(self.path, ("text/html", b""))
        self.send_response(200 if data else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Be silent."""


@pytest.fixture(scope="module")
def site():
    """Yield the address of the site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/feed.xml", "/as-page"])
def test_a_feed_is_read_from_its_address(site, path):
    """Whatever its server calls it."""
    found = read(f"{site}{path}", allow_private=True)
    assert ["A wrap in Riga", "A trailer in May"] == [each.heading for each in found]
    assert f"{site}/a" == found[0].url


@pytest.mark.parametrize("path", ["/other.xml", "/a.pdf", "/none"])
def test_an_address_of_anything_else_says_why_it_gives_no_document(site, path):
    """In the words of the guard."""
    (found,) = read(f"{site}{path}", allow_private=True)
    assert isinstance(found, Unreadable)
    assert bool(found.remedy)


def test_a_feed_on_this_machine_is_refused_like_any_page(site):
    """Without leave to read private addresses."""
    (found,) = read(f"{site}/feed.xml")
    assert isinstance(found, Unreadable)
    assert "127.0.0.1" in found.reason
