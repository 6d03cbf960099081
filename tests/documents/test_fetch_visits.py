"""Visits: what a server answers, asked on conditions, moved, posted to, by several threads."""

from __future__ import annotations

import gzip
import socket
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from airdate.documents.fetch import ANYTEXT, FEEDS, JSON, Fetcher, Limits, shown
from airdate.documents.fetch.addressing import checked, keeps_secrets
from airdate.documents.fetch.answers import freshness, retry_after
from airdate.documents.fetch.client import user_agent
from airdate.errors import Refused, SourceError

_NOW = datetime(2026, 2, 14, 12, tzinfo=UTC)


class _Site(BaseHTTPRequestHandler):
    """Answers each path as the table of its server says; keeps what was asked."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        length = int(self.headers.get("Content-Length") or 0)
        asked = (self.command, self.path, dict(self.headers), self.rfile.read(length))
        self.server.asked.append(asked)
        status, headers, body = self.server.answers[self.path]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value.replace("PORT", str(self.server.server_port)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_):
        pass


class _Server(ThreadingHTTPServer):
    """A server to whom it is no error that the guard hangs up on it."""

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


@pytest.fixture
def site():
    """Serve on this machine; `answers`: path → status, headers, body."""
    server = _Server(("127.0.0.1", 0), _Site)
    server.asked, server.answers = [], {}
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@contextmanager
def _open(**options):
    limits = Limits(seconds=5.0, silence_seconds=2.0)
    with Fetcher(**{"now": _NOW, "allow_private": True, "limits": limits} | options) as fetcher:
        yield fetcher


def _url(site, path, host="127.0.0.1"):
    return f"http://{host}:{site.server_port}{path}"


def _visit(site, path, **options):
    with _open() as fetcher:
        return fetcher.visit(_url(site, path), **options)


def _answer(site, path, status=200, body=b"", **headers):
    site.answers[path] = (status, {k.replace("_", "-"): v for k, v in headers.items()}, body)


# ── conditions and answers ──────────────────────────────────────────────────────────────────


def test_a_page_that_did_not_change_is_an_answer_without_a_page(site):
    """The marks of the last visit are sent; 304 is no error."""
    _answer(site, "/", 304, Cache_Control="max-age=600")
    visit = _visit(site, "/", etag='W/"one"', last_modified="Sat, 14 Feb 2026 09:00:00 GMT")
    (_, _, sent, _) = site.asked[0]
    assert ('W/"one"', "Sat, 14 Feb 2026 09:00:00 GMT") == (
        sent["If-None-Match"],
        sent["If-Modified-Since"],
    )
    assert (304, None, 600.0) == (visit.status, visit.page, visit.fresh_seconds)


def test_a_mark_that_cannot_be_sent_back_is_left_out(site):
    """A server's own odd mark does not stop the next visit, nor put a line into its head."""
    _answer(site, "/", body=b"text", Content_Type="text/plain")
    visit = _visit(site, "/", etag='"é\r\nX-Put: in"', last_modified="yesterday")
    (_, _, sent, _) = site.asked[0]
    assert (None, "yesterday", None) == (
        sent.get("If-None-Match"),
        sent["If-Modified-Since"],
        sent.get("X-Put"),
    )
    assert b"text" == visit.page.data


@pytest.mark.parametrize("status", [401, 404, 410, 418, 429, 500, 503])
def test_an_answer_that_is_no_page_is_told_by_its_status(site, status):
    """The caller judges what a status means for a place."""
    _answer(site, "/", status, b"sorry", Retry_After="90", Content_Type="image/png")
    visit = _visit(site, "/")
    assert (status, None, 90.0) == (visit.status, visit.page, visit.retry_after_seconds)


def test_an_empty_answer_is_no_page(site):
    """204 has no content, and so no kind that could be wrong."""
    _answer(site, "/", 204)
    assert (204, None) == (_visit(site, "/").status, _visit(site, "/").page)


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Sat, 14 Feb 2026 12:05:00 GMT", 300.0),
        ("Sat, 14 Feb 2026 12:05:00 -0000", 300.0),
        ("Sat, 14 Feb 2026 13:05:00 +0100", 300.0),
        ("Sat, 14 Feb 2026 11:00:00 GMT", 0.0),
        ("999999999999", 2_592_000.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 2_592_000.0),
        ("-5", None),
        ("soon", None),
        ("1e9", None),
        ("", None),
        ("Sat, 99 Feb 2026 12:05:00 GMT", None),
    ],
)
def test_how_long_a_site_wants_to_be_left_alone(stated, seconds):
    """Seconds or a moment, never below zero, never for ever; what is neither says nothing."""
    assert seconds == retry_after({"retry-after": stated}, now=_NOW)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "public, max-age=3600"}, 3600.0),
        ({"cache-control": "max-age=3600", "age": "600"}, 3000.0),
        ({"cache-control": "max-age=60", "age": "600"}, 0.0),
        ({"cache-control": "s-maxage=60"}, None),
        ({"cache-control": "no-cache, max-age=3600"}, 0.0),
        ({"cache-control": "No-Store"}, 0.0),
        ({"cache-control": "max-age=99999999999"}, 2_592_000.0),
        ({"cache-control": "max-age=-1"}, None),
        ({}, None),
    ],
)
def test_how_long_an_answer_stays_good(headers, seconds):
    """By Cache-Control and the age it had on its way."""
    assert seconds == freshness(headers)


def test_the_client_names_the_product():
    """A site's owner can tell who asks, and what to write into robots.txt."""
    assert user_agent().startswith("airdate/")
    assert "airdate" in user_agent().split("(")[1]


def test_a_fetcher_that_lives_long_tells_each_moment(site):
    """What tells the moment may be given instead of one."""
    _answer(site, "/", body=b"x", Content_Type="text/plain")
    moments = iter([_NOW, _NOW.replace(hour=13)])
    with _open(now=lambda: next(moments)) as fetcher:
        hours = [fetcher.visit(_url(site, "/")).page.retrieved_at.hour for _ in range(2)]
    assert [12, 13] == hours


# ── kinds ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (FEEDS, "application/rss+xml"),
        (FEEDS, "application/atom+xml; charset=utf-8"),
        (FEEDS, "application/feed+json"),
        (FEEDS, "text/xml"),
        (FEEDS, "text/html"),
        (JSON, "application/json"),
        (JSON, "application/vnd.x+json"),
        (ANYTEXT, "text/x-opml"),
        (ANYTEXT, "application/xml"),
    ],
)
def test_what_is_asked_for_is_taken(site, accept, kind):
    """Each kind that a feed, an API or a list comes as."""
    _answer(site, "/", body=b"{}", Content_Type=kind)
    assert b"{}" == _visit(site, "/", accept=accept).page.data
    (_, _, sent, _) = site.asked[0]
    assert accept.header == sent["Accept"]


@pytest.mark.parametrize("accept", [FEEDS, JSON, ANYTEXT])
@pytest.mark.parametrize("kind", ["image/svg", "application/pdf", "video/mp4", "application/zip"])
def test_what_was_not_asked_for_is_refused(site, accept, kind):
    """A wrong content type is refused with its name, unread."""
    _answer(site, "/", body=b"%PDF", Content_Type=kind)
    with pytest.raises(Refused) as caught:
        _visit(site, "/", accept=accept)
    assert f"is {kind}, not {accept.what}" in caught.value.problem


def test_a_packed_file_is_unpacked_within_the_limits(site):
    """A sitemap often lies packed on a server; a bomb in that form is refused like any."""
    packed = {"Content_Type": "application/gzip"}
    _answer(site, "/sitemap.xml.gz", body=gzip.compress(b"<urlset/>"), **packed)
    _answer(site, "/bomb.xml.gz", body=gzip.compress(b"\0" * 12_000_000), **packed)
    assert b"<urlset/>" == _visit(site, "/sitemap.xml.gz", accept=ANYTEXT).page.data
    with pytest.raises(Refused) as caught:
        _visit(site, "/bomb.xml.gz", accept=ANYTEXT)
    assert "larger than 8 MB" in caught.value.problem


# ── moves ───────────────────────────────────────────────────────────────────────────────────


def test_a_move_for_good_is_reported_as_far_as_it_is_for_good(site):
    """301 and 308 count up to the first redirect that is not for good."""
    _answer(site, "/old", 301, Location="/newer")
    _answer(site, "/newer", 308, Location="/new")
    _answer(site, "/new", 302, Location="/today")
    _answer(site, "/today", body=b"x", Content_Type="text/plain")
    visit = _visit(site, "/old")
    assert (_url(site, "/today"), _url(site, "/new")) == (visit.url, visit.moved_to)
    assert _visit(site, "/new").moved_to is None


def test_a_move_to_what_is_not_there_is_none(site):
    """A site that forgets its pages does not take the address with them."""
    _answer(site, "/old", 301, Location="/gone")
    _answer(site, "/gone", 404)
    assert (404, None) == (_visit(site, "/old").status, _visit(site, "/old").moved_to)


def test_headers_go_to_the_host_they_were_meant_for_alone(site):
    """A key for one host is not shown to another that it redirects to."""
    _answer(site, "/same", 302, Location="/here")
    _answer(site, "/here", 302, Location="http://localhost:PORT/there")
    _answer(site, "/there", body=b"x", Content_Type="text/plain")
    _visit(site, "/same", headers={"Authorization": "Bearer one"}, etag='"1"')
    keys = [(sent.get("Authorization"), sent.get("If-None-Match")) for _, _, sent, _ in site.asked]
    assert [("Bearer one", '"1"'), ("Bearer one", '"1"'), (None, None)] == keys


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        ("http://a.example/x", "https://a.example/y", True),
        ("https://a.example/x", "https://a.example:443/y", True),
        ("https://a.example/x", "http://a.example/y", False),
        ("https://a.example/x", "https://b.a.example/y", False),
        ("https://a.example/x", "https://a.example:8443/y", False),
        ("http://a.example:8080/x", "https://a.example/y", False),
    ],
)
def test_what_counts_as_the_same_host(one, other, kept):
    """The same scheme, name and port, or the step from http to https."""
    assert kept == keeps_secrets(checked(one), checked(other))


@pytest.mark.parametrize(
    "headers",
    [
        {"X-One": "a\r\nX-Two: b"},
        {"X-One\r\nX-Two": "b"},
        {"X-One": "a\nb"},
        {"X-One": "\x00"},
        {"X-One": "é"},
        {"": "a"},
        {"Host": "other.example"},
        {"content-length": "0"},
        {"Transfer-Encoding": "chunked"},
    ],
)
def test_a_header_cannot_end_itself_or_change_the_request(headers):
    """What a list or a setting gives as a header is refused, and its value is not told."""
    with _open() as fetcher, pytest.raises(Refused) as caught:
        fetcher.visit("http://127.0.0.1:9/", headers=headers)
    assert "cannot be sent" in caught.value.problem
    assert "X-Two: b" not in str(caught.value)


# ── what is sent ────────────────────────────────────────────────────────────────────────────


def test_what_is_posted_arrives_with_its_kind(site):
    """The answer comes as of any visit."""
    _answer(site, "/hook", body=b'{"ok": true}', Content_Type="application/json")
    with _open() as fetcher:
        visit = fetcher.post(_url(site, "/hook"), b'{"a": 1}', content_type="application/json")
    ((method, _, sent, data),) = site.asked
    assert ("POST", b'{"a": 1}', "application/json") == (method, data, sent["Content-Type"])
    assert (200, b'{"ok": true}') == (visit.status, visit.page.data)


def test_what_is_posted_is_posted_again_on_the_same_host_alone(site):
    """307 and 308 are followed on the same host; elsewhere the body is not sent."""
    _answer(site, "/hook", 308, Location="/newer")
    _answer(site, "/newer", 307, Location="http://localhost:PORT/there")
    _answer(site, "/there", 200)
    with _open() as fetcher, pytest.raises(Refused) as caught:
        fetcher.post(_url(site, "/hook"), b"x", content_type="text/plain")
    assert [("/hook", b"x"), ("/newer", b"x")] == [(path, data) for _, path, _, data in site.asked]
    assert "http://127.0.0.1/… sends what was posted on to http://localhost/…" == str(
        caught.value.problem
    )


def test_where_a_webhook_redirects_to_is_told_by_its_host_alone(site):
    """A server that sends on to what is no address does not bring its path into the errors."""
    _answer(site, "/hook", 307, Location="http://a.example:25/hooks/T0KEN")
    with _open() as fetcher, pytest.raises(Refused) as caught:
        fetcher.post(_url(site, "/hook"), b"x", content_type="text/plain")
    assert "'http://a.example:25/…' asks for port 25, which serves no pages" == caught.value.problem


@pytest.mark.parametrize("status", [301, 302, 303])
def test_other_redirects_of_what_is_posted_are_answers(site, status):
    """They would turn it into a question without its body, and lose it unseen."""
    _answer(site, "/hook", status, Location="/there")
    with _open() as fetcher:
        visit = fetcher.post(_url(site, "/hook"), b"x", content_type="text/plain")
    assert (status, None, 1) == (visit.status, visit.page, len(site.asked))


def test_nothing_is_posted_to_a_refused_address(site):
    """No byte of the body goes to this machine."""
    with _open(allow_private=False) as fetcher, pytest.raises(Refused):
        fetcher.post(_url(site, "/hook"), b"secret", content_type="text/plain")
    assert [] == site.asked


# ── secrets ─────────────────────────────────────────────────────────────────────────────────


def test_the_address_of_a_webhook_is_told_by_its_host_alone(site):
    """The path of a webhook is its password."""
    with _open() as fetcher, pytest.raises(Refused) as refused:
        fetcher.post("https://a.example:25/hooks/T0KEN", b"x", content_type="text/plain")
    assert "'https://a.example:25/…' asks for port 25" in refused.value.problem
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with _open() as fetcher, pytest.raises(SourceError) as caught:
        fetcher.post(f"http://127.0.0.1:{port}/hooks/T0KEN", b"x", content_type="text/plain")
    assert "http://127.0.0.1/… could not be reached" in caught.value.problem
    assert "T0KEN" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://a.example/f?api_key=K&page=2", "https://a.example/f?api_key=***&page=2"),
        ("https://a.example/f?page=2&Token=K#x", "https://a.example/f?page=2&Token=***#x"),
        ("https://a.example/f?X-Amz-Signature=K", "https://a.example/f?X-Amz-Signature=***"),
        ("https://name:K@a.example/f", "https://***@a.example/f"),
        ("postgresql://name:K@a.example/f", "postgresql://***@a.example/f"),
        ("https://a.example/2026/keynote", "https://a.example/2026/keynote"),
    ],
)
def test_addresses_are_shown_without_their_secrets(url, told):
    """Keys, tokens and passwords in an address do not reach errors and logs."""
    assert told == shown(url)


def test_errors_do_not_tell_a_key(site):
    """Neither the answer's status nor the refusal tells what the address held."""
    _answer(site, "/f?api_key=K3Y", 200, b"x", Content_Type="image/png")
    with _open() as fetcher:
        errors = []
        for url in (_url(site, "/f?api_key=K3Y"), "https://a.example:9/?api_key=K3Y"):
            with pytest.raises(SourceError) as caught:
                fetcher.visit(url)
            errors.append(str(caught.value))
    assert [False, False] == ["K3Y" in error for error in errors]
    assert [True, True] == ["api_key=***" in error for error in errors]


# ── threads ─────────────────────────────────────────────────────────────────────────────────


def test_several_threads_share_a_fetcher(site):
    """Each visit has its own deadline, cookies and connections."""
    for number in range(40):
        cookie = f"seen={number}"
        _answer(site, f"/{number}", 302, Location=f"/{number}/end", Set_Cookie=cookie)
        _answer(site, f"/{number}/end", body=str(number).encode(), Content_Type="text/plain")
    with _open() as fetcher, ThreadPoolExecutor(8) as pool:
        visits = list(pool.map(lambda n: fetcher.visit(_url(site, f"/{n}")), range(40)))
    assert [str(n).encode() for n in range(40)] == [visit.page.data for visit in visits]
    ends = {path: sent.get("Cookie") for _, path, sent, _ in site.asked if path.endswith("end")}
    assert {f"/{n}/end": f"seen={n}" for n in range(40)} == ends
