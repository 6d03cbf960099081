"""The fetch guard against a real server on this machine, and against odd addresses."""

import gzip
import sys
import threading
import zlib
from contextlib import contextmanager
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from airdate.documents.fetch import Fetcher, Limits
from airdate.documents.fetch.addresses import why_refused
from airdate.documents.fetch.addressing import checked
from airdate.errors import Refused, SourceError

_NOW = datetime(2026, 2, 14, 12, tzinfo=UTC)
_HTML = {"Content-Type": "text/html; charset=utf-8"}
_PAGE = b"<html><body><p>Filming has ended.</p></body></html>"
_ENDLESS_PIECES = 10_000


class _Site(BaseHTTPRequestHandler):
    """A site with good pages and traps, by path."""

    protocol_version = "HTTP/1.1"
    asked: list[str]

    def do_GET(self):
        self.server.asked.append(self.path)
        getattr(self, "_" + self.path.split("?")[0].split("/")[1].replace("-", "_"))()

    def log_message(self, *_):
        pass

    def _answer(self, status=200, body=_PAGE, **headers):
        self.send_response(status)
        for name, value in (_HTML | {"Content-Length": str(len(body))} | headers).items():
            if value is not None:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _page(self):
        self._answer(ETag='"one"', Last_Modified="Sat, 14 Feb 2026 09:00:00 GMT")

    def _agent(self):
        self._answer(body=str(self.headers).encode(), **{"Content-Type": "text/plain"})

    def _old_letters(self):
        body = "Съёмки второго сезона завершены.\n\nПремьера весной.".encode("koi8-r")
        self._answer(body=body, **{"Content-Type": "text/plain; charset=koi8-r"})

    def _2026(self):
        self._answer(body=b"<html><body><h1>It is over</h1><p>The crew left the set.</p></body>")

    def _gzip(self):
        self._answer(body=gzip.compress(_PAGE), Content_Encoding="gzip")

    def _deflate(self):
        self._answer(body=zlib.compress(_PAGE), Content_Encoding="deflate")

    def _bare_deflate(self):
        packer = zlib.compressobj(wbits=-15)
        self._answer(body=packer.compress(_PAGE) + packer.flush(), Content_Encoding="deflate")

    def _bomb(self):
        self._answer(body=gzip.compress(b"\0" * 12_000_000), Content_Encoding="gzip")

    def _dense(self):
        self._answer(body=gzip.compress(b"a" * 2_000_000), Content_Encoding="gzip")

    def _cut(self):
        self._answer(body=gzip.compress(_PAGE)[:-12], Content_Encoding="gzip")

    def _wrong_gzip(self):
        self._answer(body=b"this is not packed", Content_Encoding="gzip")

    def _brotli(self):
        self._answer(Content_Encoding="br")

    def _pdf(self):
        self._answer(body=b"%PDF-1.7", **{"Content-Type": "application/pdf"})

    def _untyped(self):
        self._answer(**{"Content-Type": None})

    def _stated_large(self):
        self._answer(body=b"", **{"Content-Length": "99000000"})

    def _missing(self):
        self._answer(404)

    def _wall(self):
        self._answer(403)

    def _busy(self):
        self._answer(429, **{"Retry-After": "120"})

    def _broken(self):
        self._answer(500)

    def _hop(self):
        self._answer(302, b"", Location="/page")

    def _round(self):
        self._answer(301, b"", Location="/round")

    def _to_file(self):
        self._answer(302, b"", Location="file:///etc/hosts")

    def _to_user(self):
        self._answer(302, b"", Location="http://name:word@127.0.0.1/")

    def _to_backslash(self):
        self._answer(302, b"", Location="http:\\\\127.0.0.1\\page")

    def _to_inside(self):
        self._answer(302, b"", Location=f"http://inside.test:{self.server.server_port}/page")

    def _endless(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self._write_on(b"word " * 2_000)

    def _slow(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self._write_on(b"x", pause=0.05)

    def _slow_head(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self._write_on(b"X-A: b\r\n", pause=0.05)

    def _long_head(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self._write_on(b"X-A: " + b"b" * 1_000 + b"\r\n")

    def _silent(self):
        self.server.over.wait(10)

    def _write_on(self, piece, pause=0.0):
        """Write until the client hangs up."""
        self.close_connection = True
        try:
            for _ in range(_ENDLESS_PIECES):
                self.wfile.write(piece)
                if pause and self.server.over.wait(pause):
                    return
        except OSError:
            pass


class _Server(ThreadingHTTPServer):
    """A server to whom it is no error that the guard hangs up on it."""

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


@pytest.fixture(scope="module")
def site():
    """Serve on this machine, and keep the paths that were asked for."""
    server = _Server(("127.0.0.1", 0), _Site)
    server.asked, server.over = [], threading.Event()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()


def _url(site, path):
    return f"http://127.0.0.1:{site.server_port}/{path}"


@contextmanager
def _open(**options):
    limits = Limits(seconds=options.pop("seconds", 5.0), silence_seconds=1.0)
    with Fetcher(now=_NOW, **{"allow_private": True, "limits": limits} | options) as fetcher:
        yield fetcher


def _refusal(site, path, **options):
    with _open(**options) as fetcher, pytest.raises(SourceError) as caught:
        fetcher.get(_url(site, path))
    return caught.value


# ── what is let through ─────────────────────────────────────────────────────────────────────


def test_a_page_comes_with_its_address_kind_charset_and_moment(site):
    """All that later steps need of a page is in it."""
    with _open() as fetcher:
        page = fetcher.get(_url(site, "page"))
    assert (_PAGE, "text/html", "utf-8", _NOW) == (
        page.data,
        page.content_type,
        page.charset,
        page.retrieved_at,
    )
    assert ('"one"', "Sat, 14 Feb 2026 09:00:00 GMT") == (page.etag, page.last_modified)


@pytest.mark.parametrize("path", ["gzip", "deflate", "bare-deflate"])
def test_packed_pages_are_unpacked(site, path):
    """The packings that were asked for are read."""
    with _open() as fetcher:
        assert fetcher.get(_url(site, path)).data == _PAGE


def test_redirects_are_followed_and_the_last_address_is_kept(site):
    """The document is of where it was found, not of where it was asked for."""
    with _open() as fetcher:
        assert _url(site, "page") == fetcher.get(_url(site, "hop")).url


def test_the_client_says_who_it_is_and_asks_for_known_packings_alone(site):
    """No library's name stands for ours; what cannot be unpacked safely is not asked for."""
    with _open() as fetcher:
        sent = fetcher.get(_url(site, "agent")).data.decode().lower()
    assert "user-agent: airdate/" in sent
    assert "accept-encoding: gzip, deflate\n" in sent


def test_a_source_that_is_an_address_gives_a_document(site):
    """The address, its domain and the day in it are the document's."""
    from airdate.documents import Given, read_source

    given = Given(now=_NOW, allow_private=True)
    (page,) = read_source(_url(site, "2026/02/10/over"), given=given)
    assert ("It is over\nThe crew left the set.", date(2026, 2, 10), "address", "127.0.0.1") == (
        page.text,
        page.published,
        page.published_basis,
        page.outlet,
    )
    (text,) = read_source(_url(site, "old-letters"), given=given)
    assert "Съёмки второго сезона завершены." == text.heading
    assert _url(site, "old-letters") == text.url


# ── attacks ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("bomb", "larger than 8 MB"),
        ("dense", "unpacks to more than 200 times its size"),
        ("endless", "larger than 8 MB"),
        ("stated-large", "larger than 8 MB"),
        ("brotli", "packed as 'br'"),
        ("pdf", "application/pdf, not a page"),
        ("untyped", "of no stated type"),
        ("round", "redirects more than 5 times"),
        ("to-file", "not of the web but file:"),
        ("to-user", "a user's name"),
        ("to-backslash", "no address"),
    ],
)
def test_the_guard_refuses(site, path, reason):
    """What a hostile or mistaken server sends is refused with its reason and a remedy."""
    error = _refusal(site, path)
    assert isinstance(error, Refused)
    assert reason in error.problem
    assert error.remedy


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("missing", "answered 404"),
        ("wall", "answered 403"),
        ("busy", "answered 429"),
        ("broken", "answered 500"),
        ("cut", "broke off"),
        ("wrong-gzip", "packed wrongly"),
        ("long-head", "does not speak HTTP as it should"),
        ("silent", "did not answer in time"),
    ],
)
def test_what_gives_no_page_is_told_with_a_remedy(site, path, reason):
    """A server that cannot or will not answer is no refusal of ours."""
    error = _refusal(site, path)
    assert not isinstance(error, Refused)
    assert reason in error.problem
    assert error.remedy


def test_a_busy_site_tells_when_to_come_again(site):
    """Retry-After reaches the person."""
    assert "try again in 120 seconds" == _refusal(site, "busy").remedy


@pytest.mark.parametrize("path", ["slow", "slow-head"])
def test_a_dripping_server_is_left_at_the_deadline(site, path):
    """Bytes that come one by one, in the body or the head, do not hold the reader for ever."""
    assert "did not answer in time" in _refusal(site, path, seconds=0.4).problem


def test_this_machine_is_refused_unless_allowed(site):
    """A private address is refused before a byte is sent."""
    asked = len(site.asked)
    error = _refusal(site, "page", allow_private=False)
    assert isinstance(error, Refused)
    assert "127.0.0.1, which is this machine" in error.problem
    assert asked == len(site.asked)


def test_every_address_of_a_name_is_checked(site):
    """A name with one public and one private address is refused."""
    both = lambda host, port: ["93.184.215.14", "10.0.0.1"]  # noqa: E731
    with _open(allow_private=False, resolve=both) as fetcher, pytest.raises(Refused) as caught:
        fetcher.get("http://both.test/")
    assert "10.0.0.1, which is a private network" in caught.value.problem


def test_the_address_that_was_checked_is_connected_to(site):
    """The name is looked up once a hop: a second answer (DNS rebinding) is never asked for."""
    asked = []

    def once(host, port):
        asked.append(host)
        return ["127.0.0.1"]

    with _open(resolve=once) as fetcher:
        page = fetcher.get(f"http://named.test:{site.server_port}/page")
    assert (_PAGE, ["named.test"]) == (page.data, asked)


def test_a_redirect_inside_is_checked_at_its_own_hop(site, monkeypatch):
    """A public page cannot send the reader to a private address."""
    from airdate.documents.fetch import guard

    def judged(address, *, allow_private):
        return "inside" if address == "127.0.0.2" else None

    monkeypatch.setattr(guard, "why_refused", judged)
    places = {"outside.test": ["127.0.0.1"], "inside.test": ["127.0.0.2"]}
    options = {"allow_private": False, "resolve": lambda host, port: places[host]}
    with _open(**options) as fetcher, pytest.raises(Refused) as caught:
        fetcher.get(f"http://outside.test:{site.server_port}/to-inside")
    assert "inside.test is at 127.0.0.2, which is inside" == caught.value.problem


def test_a_dead_host_is_told():
    """A name without an address names the host."""

    def none(host, port):
        import socket

        raise socket.gaierror(-2, "Name or service not known")

    with _open(resolve=none) as fetcher, pytest.raises(SourceError) as caught:
        fetcher.get("http://gone.test/")
    assert "there is no host 'gone.test'" == caught.value.problem


def test_a_closed_port_is_told():
    """Nothing listens there: the address and the remedy are named."""
    with _open() as fetcher, pytest.raises(SourceError) as caught:
        fetcher.get("http://127.0.0.1:1234/")
    assert "could not be reached" in caught.value.problem


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hosts",
        "ftp://a.example/",
        "data:text/html,x",
        "javascript:alert(1)",
        "view-source:http://a.example/",
        "//a.example/",
        "a.example",
        "http://",
        "http:///path",
        "http://user@a.example/",
        "http://user:word@a.example/",
        "http:\\\\127.0.0.1/",
        "http://a.example\\@b.example/",
        "http://a.example/\nHost: b.example",
        "http://a.example/ x",
        "http://a.example\x00/",
        "http://a.example\u2028/",
        "http://[fe80::1%25eth0]/",
        "http://[::1/",
        "http://a.example:25/",
        "http://a.example:0x50/",
        "http://a.example:99999/",
    ],
)
def test_odd_addresses_are_refused_before_any_look_up(url):
    """Only plain http and https addresses are taken; the parser is the client's own."""
    with pytest.raises(Refused) as caught:
        checked(url)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "host",
    ["0x7f000001", "2130706433", "0177.0.0.1", "127.1", "①②⑦.⓪.⓪.①", "127。0。0。1", "[::1]"],
)
def test_this_machine_under_another_spelling_is_refused(host):
    """However loopback is written, it is judged by what the system resolves it to."""
    with _open(allow_private=False) as fetcher, pytest.raises(SourceError) as caught:
        fetcher.get(f"http://{host}:8080/")
    assert "could not be reached" not in caught.value.problem


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:93.184.215.14",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:0:7f00:1::",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "4000::1",
        "no address",
        "",
    ],
)
def test_addresses_that_are_not_of_the_public_internet_are_refused(address):
    """Every special range is refused, with words for what it is."""
    assert why_refused(address)


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "8.8.8.8",
        "93.184.215.14",
        "172.32.0.1",
        "100.128.0.1",
        "2606:4700::1111",
        "2a00::1",
    ],
)
def test_public_addresses_pass(address):
    """The neighbours of the special ranges are not refused."""
    assert why_refused(address) is None


def test_a_bomb_is_never_unpacked_whole(site):
    """The unpacked pieces stay within the room that is left, whatever they would grow to."""
    from airdate.documents.fetch.body import _Unpacker

    pieces = _Unpacker("gzip").feed(gzip.compress(b"\0" * 12_000_000), room=1_000)
    assert [1_000] == [len(piece) for piece in pieces]


def test_the_transport_is_made_of_public_parts_alone():
    """No private part of the HTTP libraries is replaced, which an update could take away unseen."""
    import re
    from pathlib import Path

    import httpx2

    from airdate.documents.fetch import guard

    assert (httpx2.BaseTransport,) == guard.Transport.__bases__
    folder = Path(guard.__file__).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    # `self._x` is our own; of others no name with an underscore is touched or imported.
    assert [] == re.findall(r"(?:httpx2|httpcore2|response|answer|client)\._\w+", code)
    assert [] == re.findall(r"from http(?:x|core)2\S*\._|\bsuper\(\)\._", code)


@pytest.mark.parametrize("step", ["connect", "read", "write"])
def test_errors_of_the_connection_are_told_as_those_of_the_client(step):
    """Each kind of failure below the client is one that it names."""
    import httpcore2
    import httpx2

    from airdate.documents.fetch.guard import _named_errors

    below = {
        "connect": (httpcore2.ConnectTimeout, httpx2.ConnectTimeout),
        "read": (httpcore2.ReadError, httpx2.ReadError),
        "write": (httpcore2.WriteError, httpx2.WriteError),
    }[step]
    with pytest.raises(below[1]), _named_errors():
        raise below[0]("broken")


def test_every_error_of_the_connections_is_known():
    """An update that brings a new kind of failure is noticed here."""
    import httpcore2
    import httpx2

    from airdate.documents.fetch.guard import _named_errors

    kinds = [
        kind
        for name in dir(httpcore2)
        if isinstance(kind := getattr(httpcore2, name), type)
        and issubclass(kind, Exception)
        and kind is not httpcore2.ConnectionNotAvailable
    ]
    assert 13 <= len(kinds)
    for kind in kinds:
        with pytest.raises(httpx2.TransportError), _named_errors():
            raise kind("broken")


def test_a_look_up_that_hangs_is_given_up(site):
    """A resolver that does not answer costs no more than any silent server; nothing is asked."""
    from threading import Event

    over = Event()

    def hanging(host, port):
        over.wait(60)
        return ["127.0.0.1"]

    limits = Limits(seconds=30, silence_seconds=0.2)
    with _open(resolve=hanging, limits=limits) as fetcher, pytest.raises(SourceError) as caught:
        fetcher.get(f"http://slow.test:{site.server_port}/page")
    assert not over.is_set()
    assert f"http://slow.test:{site.server_port}/page did not answer in time" == (
        caught.value.problem
    )
    over.set()


def test_a_look_up_ends_with_the_time_for_a_page(site):
    """What is left of the time for all hops is the limit, too."""
    from threading import Event

    over = Event()
    limits = Limits(seconds=0.2, silence_seconds=30)

    def hanging(host, port):
        over.wait(60)
        return ["127.0.0.1"]

    with _open(resolve=hanging, limits=limits) as fetcher, pytest.raises(SourceError):
        fetcher.get(f"http://slow.test:{site.server_port}/page")
    assert not over.is_set()
    over.set()
