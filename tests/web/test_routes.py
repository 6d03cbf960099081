"""Every route there is, asked by those who may not, and asked twice: a new one is tested unasked.

The routes are read from the site itself. One that has a part without an example fails here, as
does one that forgets to look who asks, or to tag what it answers.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import iter_route_contexts
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.testclient import TestClient
from tests.web.conftest import NOW, TOKEN, settings

from airdate.alerts.making import new_channel, new_rule
from airdate.alerts.rules import Wishes
from airdate.ledger import open_ledger
from airdate.ledger.office import alerts, follows, places, tokens
from airdate.library.desk import When
from airdate.library.drafts import checked
from airdate.model import Reading
from airdate.watch.naming import add, place_named
from airdate.web import app
from airdate.web.access import Access
from airdate.web.pages.add import read
from airdate.web.tokens import new_token

PUBLIC = ("/enter", "/static", "/healthz", "/readyz")
"""What everybody may ask for: the way in, what it looks like, and whether it is there at all."""

FRESH = ("/metrics",)
"""What tells how things are at this moment: it has no tag, and is never the same twice."""

CHECK = "a-checked-draft"

OWN = ("/enter", "/leave")
"""Forms that change nothing but the asker's own session."""


def table(found: Sequence[BaseRoute], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield the method and the path of each route, those of mounted applications among them."""
    for context in iter_route_contexts(found):
        if isinstance(context.original_route, Mount) and context.original_route.routes:
            yield from table(context.original_route.routes, before + context.original_route.path)
            continue
        path = before + str(getattr(context, "path", None) or context.original_route.path)  # type: ignore[attr-defined]
        methods = getattr(context, "methods", None) or {"GET"}
        yield from ((method, path) for method in sorted(methods) if method != "HEAD")


def of_the_site() -> list[tuple[str, str]]:
    """Return the table of a whole site: what is added past `routes` is tested as well."""
    with tempfile.TemporaryDirectory() as folder:
        site: Any = app(settings(Path(folder) / "ledger.db"))
        return [*table(site.routes)]


TABLE = of_the_site()
READING = [path for method, path in TABLE if method == "GET" and not path.startswith(PUBLIC)]
TAGGED = [*(path for path in READING if not path.startswith(FRESH)), "/static/site.css"]
CHECKING = ("/check", "/api/v1/check")
"""What takes a text, tells of it, and changes nothing: who may read may ask (test_checking_*)."""

WRITING = [(method, path) for method, path in TABLE if method != "GET" and path not in CHECKING]


@dataclass(frozen=True)
class House:
    """A site that asks for a token, one that does not, on one ledger, and tokens of both kinds."""

    place: Path
    closed: TestClient
    open: TestClient
    reads: str
    writes: str
    parts: dict[str, str]

    def path(self, route: str) -> str:
        """Return an address of a route; one with a part unknown here fails: add an example."""
        parts = self.parts | ({"name": "variety.com"} if route.startswith("/sources") else {})
        parts |= {"number": CHECK} if route.startswith("/check") else {}
        return re.sub(r"\{(\w+)(?::\w+)?\}", lambda match: parts[match[1]], route)

    def version(self) -> object:
        """Return how far the ledger goes, what is followed, what is watched, who is alerted."""
        with open_ledger(self.place, write=False) as ledger:
            told = alerts.all_rules(ledger), alerts.all_channels(ledger)
            return ledger.version(), follows.followed(ledger), places.listed(ledger), told


@pytest.fixture(scope="module")
def house(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Yield the sites."""
    place = Path(shutil.copy(filled, tmp_path_factory.mktemp("house") / "ledger.db"))
    made = [new_token(scope, made_on=date(2026, 2, 1), scope=scope) for scope in ("read", "write")]
    with open_ledger(place) as ledger:
        tokens.keep(ledger, [token for _, token in made])
        entry = ledger.entries()[0]
        found = {str(item.installment): item.ref for item in ledger.installments()}
        feed = place_named("https://news.example/feed", added_at=settings(place).now())
        ((watched, _),) = add(ledger, [feed])
        used, idle = (
            new_channel(ledger, None, "jsons://hook.example/x", allow_private=False, made_at=NOW)
            for _ in range(2)
        )
        told = new_rule(ledger, (None, None), channel=used, wishes=Wishes(), made_at=NOW)
    parts = {
        "ref": found["All of Us Are Dead, season 2"],
        "document": entry.document_id,
        "claim": entry.id,
        "place": watched.id,
        "name": "card",
        "rule": str(told.number),
        "channel": str(idle.number),
    }
    shut = settings(place, open_reading=False, run_token=None)
    with (
        TestClient(app(shut), follow_redirects=False) as closed,
        TestClient(app(settings(place)), follow_redirects=False) as opened,
    ):
        for visitor in (closed, opened):
            site: Any = visitor.app.state.site  # type: ignore[attr-defined]
            _prepared(site, parts["ref"])
        yield House(place, closed, opened, made[0][0], made[1][0], parts)


def _prepared(site: Any, ref: str) -> None:
    """Have what is worked out beside the answers there: a checked draft, an article, rumours."""
    when = When(NOW.date())
    (reading,) = read(site, {"text": "Season 2 of Night Harbour wrapped filming in May 2026."}, [])
    assert isinstance(reading, Reading)
    site.drafts.keep(checked(site.library, reading, when), now=NOW, number=CHECK)
    site.rumours.all(when, wait=120)
    assert site.articles.of(site.library.listing(ref, when), when, wait=120)


@pytest.fixture(autouse=True)
def _nobody(house: House) -> None:
    """Forget who was signed in."""
    house.closed.cookies.clear()
    house.open.cookies.clear()


def test_the_table_has_what_the_site_has() -> None:
    """Pages, feeds, pictures and mounted applications: the walk goes everywhere."""
    paths = {path for _, path in TABLE}
    assert {"/", "/t/{ref}.ics", "/t/{ref}/{name}.svg", "/api/v1/openapi.json"} <= paths
    assert {"/api/v1/titles/{ref}/claims", "/static", "/enter"} <= paths
    assert ("POST", "/api/v1/documents") in WRITING
    assert len(READING) > 35
    assert len(WRITING) >= 6


def disguises(house: House, route: str) -> dict[str, dict[str, Any]]:
    """Return ways to look like one who may, without a token."""
    cookie = "airdate"
    other = Access(settings(house.place), None)  # type: ignore[arg-type]
    stolen = Response()
    other.open_session(stolen, "run")
    of_another_run = stolen.headers["set-cookie"].partition(";")[0]
    number = house.writes.split("_")[1]
    return {
        "nobody": {},
        "a foreign page": {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
        "a cookie of no form": {"cookie": f"{cookie}=x"},
        "a cookie signed by nobody": {"cookie": f"{cookie}=a.{number}.739000.{'0' * 64}"},
        "a cookie of another run": {"cookie": of_another_run},
        "a token's number": {"authorization": f"Bearer airdate_{number}_{'A' * 43}"},
        "a basic password": {"authorization": f"Basic {house.writes}"},
        "a proxy's word": {"x-forwarded-for": "127.0.0.1", "x-forwarded-user": "admin"},
    }


@pytest.mark.parametrize("route", READING)
def test_reading_asks_for_a_token_where_the_site_is_closed(house: House, route: str) -> None:
    """However one looks, and whether the body is asked for or the head alone."""
    path = house.path(route)
    for who, headers in disguises(house, route).items():
        sent = house.closed.get(path, headers=headers)
        assert (401, "no-store") == (sent.status_code, sent.headers["cache-control"]), who
    assert 401 == house.closed.head(path).status_code
    assert 401 == house.closed.get(path, params={"key": f"00000000-{'0' * 64}"}).status_code


@pytest.mark.parametrize("route", READING)
def test_a_token_that_reads_reads_everything(house: House, route: str) -> None:
    """By itself, by the cookie that it was traded for, and by its feed key."""
    path = house.path(route)
    bearer = {"authorization": f"Bearer {house.reads}"}
    assert 200 == house.closed.get(path, headers=bearer).status_code
    with open_ledger(house.place, write=False) as ledger:
        key = next(token.feed_key for token in tokens.kept(ledger) if not token.writes)
    assert 200 == house.closed.get(path, params={"key": key}).status_code
    house.closed.post("/enter", data={"token": house.reads})
    assert 200 == house.closed.get(path).status_code


@pytest.mark.parametrize("route", READING)
def test_no_answer_is_for_other_sites(house: House, route: str) -> None:
    """A page elsewhere is told nothing by which its browser would let it read ours."""
    sent = house.open.get(house.path(route), headers={"origin": "https://evil.example"})
    assert not [name for name in sent.headers if name.startswith("access-control")]
    assert "same-origin" == sent.headers["cross-origin-resource-policy"]


def send(visitor: TestClient, method: str, path: str, **named: Any) -> Any:
    """Return the answer to what would change something, in the form that its route takes."""
    judged = {"verdict": "accepted", "reason": "a test"}
    body = {
        "text": "Title: Night Harbour\n\nSeason 2 of Night Harbour wrapped filming in May 2026."
    }
    part = path.removeprefix("/api/v1")
    sent: dict[str, Any] = judged if "claim" in path else OTHERS.get(part, body)
    if part.startswith("/alerts/channels/"):
        sent = {"act": "remove"}
    if part.startswith(("/places/", "/watching/")) and "import" not in part:
        sent = {"act": "pause"}
    headers = named.get("headers", {})
    if path.startswith("/api/"):
        return visitor.request(method, path, json=sent, headers=headers)
    form = sent | {"csrf": named.get("secret", "")}
    files = {"file": ("feeds.opml", OPML)} if part == "/watching/import" else None
    return visitor.request(method, path, data=form, files=files, headers=headers)


OTHERS: dict[str, dict[str, Any]] = {
    "/watching": {"address": "https://other.example/"},
    "/places": {"address": "https://third.example/"},
    "/following": {"title": "Night Harbour", "season": "2"},
    "/alerts": {"title": "Night Harbour", "tell_date": "yes", "to": "jsons://other.example/x"},
    "/following/import": {"titles": "The Salt Road"},
}
"""What the forms and routes take that read no text."""

OPML = b"""<opml version="2.0"><head><title>x</title></head><body>
<outline type="rss" text="x" xmlUrl="https://fourth.example/feed"/></body></opml>"""


@pytest.mark.parametrize(("method", "route"), WRITING)
def test_writing_asks_for_a_token_that_writes(house: House, method: str, route: str) -> None:
    """On a site that is open to readers too: for no disguise and no token that reads alone."""
    path, before = house.path(route), house.version()
    for visitor in (house.closed, house.open):
        for who, headers in disguises(house, route).items():
            sent = send(visitor, method, path, headers=headers)
            wanted = (200, 403) if route in OWN else (401, 403)
            assert sent.status_code in wanted, who
            assert "set-cookie" not in sent.headers
        bearer = {"authorization": f"Bearer {house.reads}"}
        refused = send(visitor, method, path, headers=bearer)
        assert refused.status_code == (200 if route == "/enter" else 403)
    assert before == house.version()


def signed_in(visitor: TestClient, token: str) -> str:
    """Sign a visitor in; return the secret that its forms carry."""
    assert 303 == visitor.post("/enter", data={"token": token}).status_code
    return visitor.get("/add").text.partition('name="csrf" value="')[2][:64]


@pytest.mark.parametrize(
    ("method", "route"), [(m, path) for m, path in WRITING if not path.startswith("/api/")]
)
def test_a_form_is_taken_from_our_own_pages_alone(house: House, method: str, route: str) -> None:
    """With the cookie of one who writes and the right secret, but from elsewhere: refused."""
    path = house.path(route)
    secret = signed_in(house.open, TOKEN)
    before = house.version()
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):
        sent = send(house.open, method, path, headers=headers, secret=secret)
        assert 403 == sent.status_code, headers
        assert "set-cookie" not in sent.headers
    if route not in OWN:
        assert 403 == send(house.open, method, path, secret="0" * 64).status_code
    assert before == house.version()
    ours = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    assert send(house.open, method, path, headers=ours, secret=secret).status_code < 400


@pytest.mark.parametrize(
    ("method", "route"), [(m, path) for m, path in WRITING if path.startswith("/api/")]
)
def test_the_api_takes_no_cookie_for_a_token(house: House, method: str, route: str) -> None:
    """A browser that is signed in changes nothing there, whoever made it ask."""
    path, secret = house.path(route), signed_in(house.open, TOKEN)
    before = house.version()
    for headers in ({}, {"origin": "http://testserver"}, {"x-csrf-token": secret}):
        assert 401 == send(house.open, method, path, headers=headers).status_code
    assert before == house.version()
    bearer = {"authorization": f"Bearer {house.writes}"}
    assert send(house.open, method, path, headers=bearer).status_code == 200


# ── asked twice ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("route", TAGGED)
def test_what_has_not_changed_is_not_sent_again(house: House, route: str) -> None:
    """Every page, feed, picture and answer has a tag; who has it already gets 304 and no body."""
    path = house.path(route)
    first = house.open.get(path)
    tag = first.headers["etag"]
    kept = {name: first.headers[name] for name in ("etag", "cache-control")}
    for method, asked in (("GET", tag), ("GET", f'"other", W/{tag}'), ("HEAD", tag)):
        again = house.open.request(method, path, headers={"if-none-match": asked})
        assert (304, b"") == (again.status_code, again.content), asked
        assert kept == {name: again.headers[name] for name in kept}
    assert 200 == house.open.get(path, headers={"if-none-match": '"other"'}).status_code


@pytest.mark.parametrize("route", [*TAGGED, "/enter"])
def test_the_head_alone_says_what_the_whole_would(house: House, route: str) -> None:
    """HEAD has the status and the headers of GET, its length too, and no body (RFC 9110, 9.3.2)."""
    path = house.path(route)
    whole, head = house.open.get(path), house.open.head(path)
    assert (whole.status_code, b"") == (head.status_code, head.content)
    of_whole, of_head = (
        {name: value for name, value in sent.headers.items() if name != "x-request-id"}
        for sent in (whole, head)
    )
    assert of_whole == of_head
    assert int(head.headers["content-length"]) == len(whole.content)
