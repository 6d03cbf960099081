"""Bombs: what is small on the wire and large or slow in the reader."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.security.attacks import crafted_zip, doctype, gzip_bomb, nested

from airdate.confinement import Bounds, enforced
from airdate.documents import Given, read_source
from airdate.documents.fetch import ANYTEXT, ARTICLES, FEEDS, JSON, Accept, Fetcher
from airdate.documents.places import (
    find_feeds,
    read_feed,
    read_letter,
    read_mailbox,
    read_opml,
    read_sitemap,
    read_threads,
)
from airdate.errors import AirdateError, Refused
from airdate.lists import read_list
from airdate.model import Unreadable

_NOW = datetime(2026, 2, 14, 12, tzinfo=UTC)
_URL = "https://a.example/x"


class _Packed(BaseHTTPRequestHandler):
    """Sends 300 MB of nothing, packed into 292 kB."""

    def do_GET(self) -> None:
        """Send the bomb as the kind that its path names."""
        self.send_response(200)
        self.send_header("Content-Type", self.path[1:])
        self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(self.server.bomb)  # type: ignore[attr-defined]

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def packed() -> Iterator[ThreadingHTTPServer]:
    """Serve the bomb on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Packed)
    server.bomb = b"".join(gzip_bomb(300_000_000))  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (ARTICLES, "text/html"),
        (FEEDS, "application/rss+xml"),
        (JSON, "application/json"),
        (ANYTEXT, "text/plain"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_packed_body_never_becomes_large(
    packed: ThreadingHTTPServer, accept: Accept, kind: str
) -> None:
    """292 kB that become 300 MB: refused after the first 8 MB, whatever was asked for."""
    assert 280_000 < len(packed.bomb) < 300_000  # type: ignore[attr-defined]
    with Fetcher(now=_NOW, allow_private=True) as fetcher, pytest.raises(Refused) as caught:
        fetcher.visit(f"http://127.0.0.1:{packed.server_port}/{kind}", accept=accept)
    assert "is larger than 8 MB" in caught.value.problem


# ── document types ──────────────────────────────────────────────────────────────────────────


def _page(head: str, body: str) -> bytes:
    return (
        f"{head}<html><body><h1>Vista</h1><p>Filming has ended. {body}</p></body></html>".encode()
    )


def _rss(head: str, body: str) -> bytes:
    items = f"<item><title>Filming has ended. {body}</title><link>{_URL}</link></item>"
    return f"{head}<rss><channel><title>V</title>{items}</channel></rss>".encode()


def _atom(head: str, body: str) -> bytes:
    entry = f"<entry><id>1</id><title>Filming has ended. {body}</title></entry>"
    return f'{head}<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'.encode()


def _opml(head: str, body: str) -> bytes:
    line = f'<outline text="{body}" xmlUrl="{_URL}"/>'
    return f"{head}<opml><body>{line}</body></opml>".encode()


def _sitemap(head: str, body: str) -> bytes:
    name = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'{head}<urlset xmlns="{name}"><url><loc>{_URL}?{body}</loc></url></urlset>'.encode()


def _mail(head: str, body: str) -> bytes:
    lines = "From: a@a.example\nSubject: News\nContent-Type: text/html\n\n"
    return lines.encode() + _page(head, body)


def _letters(data: bytes, folder: Path) -> list[Any]:
    box = folder / "box.mbox"
    box.write_bytes(b"From a@a.example Sat Feb 14 12:00:00 2026\n" + data + b"\n")
    return [read_letter(letter, now=_NOW) for letter in read_mailbox(box)]


def _documents(data: bytes, folder: Path) -> list[Any]:
    page = folder / "page.html"
    page.write_bytes(data)
    return list(read_source(str(page), given=Given(now=_NOW)))


_READERS: dict[str, tuple[str, Callable[[str, str], bytes], Callable[[bytes, Path], Any]]] = {
    "page": ("html", _page, _documents),
    "rss": ("rss", _rss, lambda data, _: read_feed(data, url=_URL, now=_NOW)),
    "atom": ("feed", _atom, lambda data, _: read_feed(data, url=_URL, now=_NOW)),
    "opml": ("opml", _opml, lambda data, _: read_opml(data)),
    "sitemap": ("urlset", _sitemap, lambda data, _: read_sitemap(data, url=_URL, now=_NOW)),
    "mail": ("html", _mail, _letters),
    "thread": ("rss", _rss, lambda data, _: read_threads(data, url=_URL, now=_NOW)),
    "home page": ("html", _page, lambda data, _: find_feeds(data, url=_URL)),
}


@pytest.mark.parametrize("form", _READERS)
def test_entities_neither_grow_nor_open_files(form: str, tmp_path: Path) -> None:
    """A DOCTYPE that would become 10¹² bytes or a file of this machine becomes neither."""
    root, written, read = _READERS[form]
    (tmp_path / "secret.txt").write_text("T0P-SECRET", encoding="utf-8")
    head = doctype(root, file=str(tmp_path / "secret.txt"))
    try:
        found = repr(read(written(head, "&l11; &f; &p;"), tmp_path))
    except AirdateError as refused:
        found = str(refused)
    assert "T0P-SECRET" not in found
    assert "lollol" not in found
    assert len(found) < 20_000


@pytest.mark.parametrize("tag", ["div", "outline", "item", "blockquote", "a"])
@pytest.mark.parametrize("form", _READERS)
def test_deep_nesting_ends_no_reader(form: str, tag: str, tmp_path: Path) -> None:
    """40,000 levels, in each form that is read: read, or refused in words."""
    _, written, read = _READERS[form]
    try:
        found = repr(read(written("", nested(tag, levels=40_000, inside="x")), tmp_path))
    except AirdateError as refused:
        found = str(refused)
    assert 0 < len(found) < 1_000_000


# ── archives ────────────────────────────────────────────────────────────────────────────────


def test_an_archive_leads_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that lead out are not followed: nothing is written anywhere, and each is told."""
    monkeypatch.chdir(tmp_path)
    found = read_list(crafted_zip(), name="lists.zip")
    assert 5 == len(found.left)
    assert [] == list(tmp_path.iterdir())


# ── the bounds of a document ────────────────────────────────────────────────────────────────


def test_a_document_beyond_its_bounds_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    """What takes too long is an Unreadable with the reason; the reader goes on."""
    slow = tmp_path / "a.txt"
    slow.write_text("Filming of season 2 of Vista wrapped in May 2026. " * 60_000, encoding="utf-8")
    good = tmp_path / "b.txt"
    good.write_text("News\n\nFilming of season 2 of Vista wrapped in May 2026.", encoding="utf-8")
    from airdate import pipeline
    from airdate.model import Reading

    with enforced(Bounds(computing_seconds=2)):
        first, second = pipeline.read([str(slow), str(good)], given=Given(now=_NOW))
    assert isinstance(first, Unreadable)
    assert "it takes more than 2 seconds of computing" == first.reason
    assert first.remedy
    assert isinstance(second, Reading)
    assert 1 == len(second.claims)


def test_mail_of_many_parts_ends() -> None:
    """Thousands of nested parts are one message without text, or refused."""
    from airdate.documents.mail import read_mail

    made = io.BytesIO(b"From: a@a.example\nSubject: News\n")
    made.seek(0, io.SEEK_END)
    for number in range(5_000):
        made.write(f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n'.encode())
    found = read_mail(made.getvalue(), source="box", today=_NOW.date())
    assert isinstance(found, Unreadable)
