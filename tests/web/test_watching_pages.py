"""The pages of what is watched: places, their health, what they brought; and the watcher inside."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import NOW, TOKEN, settings

from airdate import documents, pipeline
from airdate.ledger import Ledger, open_ledger
from airdate.ledger.office import places as office
from airdate.ledger.office.places import Done, Health, Place, Visit, arrivals
from airdate.model import Installment, Reading
from airdate.watch.naming import add, place_named
from airdate.web import app
from airdate.web.pages.places import from_now, view_of

SECRET = "s3cr3t-of-a-feed"  # noqa: S105 -- made up
ARTICLE = (
    "Title: {heading}\nOutlet: harbour.example\nURL: {url}\nPublished: 2026-02-20\n\n"
    "Season 2 of Night Harbour wrapped filming on 18 February 2026, the studio says."
)


def secret_of(writer: TestClient) -> str:
    """Return the secret that the forms of a visitor carry."""
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', writer.get("/watching").text)
    assert found
    return found[1]


def sent(writer: TestClient, path: str, **fields: str) -> Any:
    """Return the answer to a form."""
    return writer.post(path, data=fields | {"csrf": secret_of(writer)})


def note(writer: TestClient, answer: Any) -> str:
    """Return what the page tells to which a form leads."""
    assert 303 == answer.status_code
    page = writer.get(answer.headers["location"]).text
    return page.partition('role="status">')[2].partition("</p>")[0]


def watch(ledger: Ledger, address: str, **named: Any) -> Place:
    """Return a place that is watched."""
    ((kept, _),) = add(ledger, [place_named(address, added_at=NOW, **named)])
    return kept


def keep(ledger: Ledger, *visits: Visit) -> None:
    """Keep lines of the log."""
    office.keep(ledger, [Done(visit) for visit in visits], by="a test")


def record(ledger: Ledger, folder: Path, heading: str, url: str, *, at: datetime = NOW) -> datetime:
    """Record an article; return the moment under which it is kept."""
    path = folder / "article.txt"
    path.write_text(ARTICLE.format(heading=heading, url=url), encoding="utf-8")
    (found,) = pipeline.read([str(path)], given=documents.Given(now=NOW))
    assert isinstance(found, Reading)
    return ledger.record(found, recorded_at=at).recorded_at


# ── adding ──────────────────────────────────────────────────────────────────────────────────


def test_a_newcomer_is_told_what_to_do(client: TestClient) -> None:
    """Who may not write is shown the way in; who may, the form."""
    page = client.get("/watching").text
    assert "Nothing is watched yet." in page
    assert "Sign in to add a place" in page
    assert 'name="address"' not in page
    client.get("/enter", params={"token": TOKEN})
    assert 'name="address"' in client.get("/watching").text


def test_a_place_is_added_for_a_title(writer: TestClient, place: str) -> None:
    """With all that the form asks for; a second time nothing changes."""
    fields = {"address": "news.example/feed", "title": "Night Harbour", "season": "2"}
    answer = sent(writer, "/watching", **fields, every="6h", kind="feed", name="The news")
    assert "Watching The news." in note(writer, answer)
    with open_ledger(place, write=False) as ledger:
        (kept,) = office.listed(ledger)
    assert ("https://news.example/feed", "feed", 21_600.0) == (
        kept.address,
        kept.kind,
        kept.every_seconds,
    )
    assert Installment("Night Harbour", 2) == kept.about
    assert "only Night Harbour, season 2" in writer.get("/watching").text
    again = sent(writer, "/watching", address="https://news.example/feed")
    assert "was watched already" in note(writer, again)


@pytest.mark.parametrize(
    "fields",
    [
        {"address": "/etc/passwd"},
        {"address": "."},
        {"address": "~"},
        {"address": "file:///etc/passwd"},
        {"address": "javascript:alert(1)"},
        {"address": "ftp://news.example/"},
        {"address": "http://user:word@news.example/"},
        {"address": "http://news.example:22/"},
        {"address": ""},
        {"address": "https://news.example/", "kind": "folder"},
        {"address": "https://news.example/", "kind": "nonsense"},
        {"address": "https://news.example/", "every": "1s"},
        {"address": "https://news.example/", "season": "2"},
        {"address": "https://news.example/", "title": "x", "season": "two"},
        {"address": "https://news.example/", "title": "?!"},
    ],
)
def test_what_cannot_be_watched_is_refused(
    writer: TestClient, place: str, fields: dict[str, str]
) -> None:
    """No file of this machine, no other scheme, nothing that the watcher would not take."""
    assert sent(writer, "/watching", **fields).status_code in (400, 422)
    with open_ledger(place, write=False) as ledger:
        assert [] == office.listed(ledger)


def test_buttons_pause_resume_hasten_and_remove(writer: TestClient, place: str) -> None:
    """Each does what it says; another act, or another place, is refused."""
    with open_ledger(place) as ledger:
        kept = watch(ledger, "https://news.example/feed")
    path = f"/watching/{kept.id}"

    def now_is() -> tuple[str, datetime | None]:
        found = writer.get(f"/api/v1/places/{kept.id}").json()
        return found["health"], found["next_visit"]

    assert "is paused" in note(writer, sent(writer, path, act="pause"))
    assert ("paused", None) == now_is()
    assert "paused in the browser" in writer.get(path).text
    assert "is watched again" in note(writer, sent(writer, path, act="resume"))
    assert "new" == now_is()[0]
    assert "as soon as its host allows" in note(writer, sent(writer, path, act="now", back="yes"))
    assert datetime.fromisoformat(str(now_is()[1])) == NOW
    assert 400 == sent(writer, path, act="burn").status_code
    assert 404 == sent(writer, "/watching/ffffffffffff", act="pause").status_code
    assert 404 == writer.get(f"/watching/{kept.id[:3]}").status_code
    assert "watched no more" in note(writer, sent(writer, path, act="remove"))
    assert 404 == writer.get(path).status_code


# ── showing ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def state(tmp_path: Path) -> Health:
    """Return a place that was never visited."""
    with open_ledger(tmp_path / "one.db") as ledger:
        watch(ledger, "https://news.example/feed")
        return office.health(ledger)[0]


def test_health_in_words(state: Health) -> None:
    """New, well, failing, paused by hand, given up by the watcher: each with its reason."""
    seen = replace(state.state, last_at=NOW, last_outcome="nothing new")
    failed = replace(seen, last_outcome="gone", last_reason="it answered 410", failures=3)
    why = "it answered 410: airdate watch resume 123456 asks it again"
    by_hand = replace(state.place, paused_at=NOW + timedelta(1), paused_why="on holiday")
    given_up = replace(state.place, paused_at=NOW, paused_why=why)
    cases = [
        (state, ("new", "")),
        (replace(state, state=seen), ("well", "")),
        (replace(state, state=failed), ("failing", "it answered 410")),
        (replace(state, state=seen, place=by_hand), ("paused", "on holiday")),
        (replace(state, state=failed, place=by_hand), ("paused", "on holiday")),
        (replace(state, state=failed, place=given_up), ("gone", "it answered 410")),
    ]
    for health, wanted in cases:
        view = view_of(health)
        assert wanted == (view.word, view.why)


@pytest.mark.parametrize(
    ("changes", "hours", "words"),
    [
        (0.0, 0.0, "not known yet how often it has news"),
        (9.0, 72.0, "about 3 pieces of news a day"),
        (1.0, 24.0, "about 1 piece of news a day"),
        (0.5, 24.0, "news about every 2 days"),
        (0.9, 24.0, "news about each day"),
        (0.0, 72.0, "hardly ever news"),
    ],
)
def test_how_often_it_has_news(state: Health, changes: float, hours: float, words: str) -> None:
    """As far as it was watched, and no guess before that."""
    told = replace(state, state=replace(state.state, changes=changes, hours=hours))
    assert words == view_of(told).news_words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "now"),
        (-40, "now"),
        (-60, "a minute ago"),
        (-3600, "an hour ago"),
        (7200, "in 2 hours"),
        (86_400, "in a day"),
        (-86_400 * 40, "40 days ago"),
        (3550, "in an hour"),
        (3000, "in 50 minutes"),
    ],
)
def test_moments_in_words(seconds: int, words: str) -> None:
    """In the largest unit that fits."""
    assert words == from_now(NOW + timedelta(seconds=seconds), NOW)


def test_the_log_comes_in_pages(reader: TestClient, place: str) -> None:
    """The latest first; each line once; the last page leads no further."""
    with open_ledger(place) as ledger:
        kept = watch(ledger, "https://news.example/feed")
        other = watch(ledger, "https://other.example/feed")
        at = NOW + timedelta(microseconds=7)
        keep(ledger, *(Visit(kept.number, at, "not changed", items=i) for i in range(120)))
        keep(ledger, Visit(other.number, NOW, "unreached", reason="nobody answered"))
    for path, most in (("/watching/log", 121), (f"/watching/{kept.id}", 120)):
        numbers: list[int] = []
        older: int | None = None
        while True:
            found = reader.get(f"{path}.json", params={"before": older} if older else {}).json()
            numbers += [line["number"] for line in found["log"]]
            older = found["older"]
            if older is None:
                break
        assert sorted(set(numbers), reverse=True) == numbers
        assert most == len(numbers)
    page = reader.get("/watching/log").text
    assert "nobody answered" in page
    # A page may tell a moment to the millisecond and no closer (HTML, 2.3.5.6).
    assert '<time datetime="2026-02-28T12:00:00+00:00">' in page
    assert 'rel="next" href="/watching/log?before=' in page
    assert 400 == reader.get("/watching/log?before=x").status_code
    assert "None that are earlier" in reader.get("/watching/log?before=1").text


def test_many_places_come_in_pages(reader: TestClient, place: str) -> None:
    """A list of a feed reader may bring hundreds; each is on one page."""
    names = [f"https://news{n}.example/feed" for n in range(130)]
    with open_ledger(place) as ledger:
        add(ledger, [place_named(each, added_at=NOW) for each in names])
    pages = [reader.get(f"/watching?page={n}").text for n in (1, 2, 3, 4)]
    assert [60, 60, 10, 0] == [page.count('<li class="card place') for page in pages]
    assert all("130 places" in page for page in pages)
    assert 'href="/watching?page=2"' in pages[0]
    assert 'rel="next"' not in pages[2]


@pytest.fixture
def reader(client: TestClient) -> TestClient:
    """Return a visitor who may only read."""
    return client


def test_what_came_in_leads_to_its_evidence(reader: TestClient, place: str, tmp_path: Path) -> None:
    """Each document under the place that brought it; what was let go, with the reason.

    The sample was recorded at the same moment, by nobody's visit.
    """
    with open_ledger(place) as ledger:
        kept = watch(ledger, "https://harbour.example/feed", name="Harbour news")
        at = record(ledger, tmp_path, "A wrap", "https://harbour.example/1")
        why = ("“A quiz”: names no followed title",)
        keep(ledger, Visit(kept.number, at, "news", documents=1, let_go=4, examples=why, fresh=5))
        ((_, _, (brought,)),) = arrivals.lines(ledger, telling="documents")
    for path in ("/watching", f"/watching/{kept.id}"):
        page = reader.get(path).text
        assert f'<a href="/d/{brought.document_id}">A wrap</a>' in page
        assert "“A quiz”: names no followed title" in page
    assert 200 == reader.get(f"/d/{brought.document_id}").status_code
    told = reader.get("/watching.json").json()
    assert [[brought.document_id]] == [line["brought"] for line in told["came_in"]]
    assert (1, 4) == (told["ever"]["documents"], told["ever"]["let_go"])


def test_documents_of_one_moment_are_told_apart(place: str, tmp_path: Path) -> None:
    """By the article's address, by the place's host; what may be either's is neither's."""
    with open_ledger(place) as ledger:
        one = watch(ledger, "https://harbour.example/feed")
        two = watch(ledger, "https://other.example/feed")
        at = record(ledger, tmp_path, "Of the article", "https://third.example/a")
        for heading, url in (
            ("Of the first", "https://www.harbour.example/1"),
            ("Of nobody", "https://fourth.example/x"),
        ):
            assert at <= record(ledger, tmp_path, heading, url, at=at)
        article = Visit(two.number, at, "read", address="https://third.example/a", documents=1)
        keep(
            ledger,
            Visit(one.number, at, "news", documents=1),
            article,
            Visit(two.number, at, "news", documents=1),
        )
        found = {
            (visit.place, visit.address): [each.heading for each in brought]
            for visit, _, brought in arrivals.lines(ledger)
        }
    assert {
        (one.number, None): ["Of the first"],
        (two.number, "https://third.example/a"): ["Of the article"],
        (two.number, None): [],
    } == found


def test_known_documents_are_nobodys_news(place: str, tmp_path: Path) -> None:
    """A text that was there before is met again elsewhere: the visit did not bring it."""
    with open_ledger(place) as ledger:
        kept = watch(ledger, "https://harbour.example/feed")
        record(ledger, tmp_path, "A wrap", "https://first.example/1")
        later = record(
            ledger, tmp_path, "A wrap", "https://harbour.example/1", at=NOW + timedelta(1)
        )
        keep(ledger, Visit(kept.number, later, "news", documents=1))
        ((_, _, brought),) = arrivals.lines(ledger)
    assert () == brought


# ── safety ──────────────────────────────────────────────────────────────────────────────────


def test_secrets_of_addresses_are_shown_to_nobody(client: TestClient, place: str) -> None:
    """Not on pages, not to programs; the list for feed readers has them for writers alone."""
    address = f"https://news.example/feed?token={SECRET}"
    with open_ledger(place) as ledger:
        kept = watch(ledger, address)
        watch(ledger, "https://plain.example/feed")
        article = f"https://news.example/1?token={SECRET}"
        keep(ledger, Visit(kept.number, NOW, "read", address=article))
    paths = ["/watching", "/watching/log", f"/watching/{kept.id}"]
    paths += [f"{path}.json" for path in paths]
    paths += ["/api/v1/places", f"/api/v1/places/{kept.id}", f"/api/v1/places/{kept.id}/visits"]
    for _ in ("reader", "writer"):
        for path in paths:
            answer = client.get(path)
            assert 200 == answer.status_code
            assert SECRET not in answer.text, path
        listed = client.get("/watching.opml").text
        assert "https://plain.example/feed" in listed
        signed_in = "airdate" in client.cookies
        assert signed_in == (SECRET in listed)
        client.get("/enter", params={"token": TOKEN})


def test_hostile_words_of_places_show_harmlessly(reader: TestClient, place: str) -> None:
    """Names, reasons and examples come from strangers."""
    evil = "<script>alert(1)</script>\u202e\n"
    with open_ledger(place) as ledger:
        kept = watch(ledger, "https://news.example/feed", name=evil, tags=(evil,))
        bad = Visit(kept.number, NOW, "unreadable", reason=evil, let_go=1, examples=(evil,))
        keep(ledger, bad, replace(bad, address="javascript:alert(1)"))
    for path in ("/watching", "/watching/log", f"/watching/{kept.id}"):
        page = reader.get(path).text
        assert "<script>alert" not in page
        assert 'href="javascript:' not in page
        assert "\u202e" not in page


def test_files_of_this_machine_are_named_without_their_folders(
    reader: TestClient, place: str, tmp_path: Path
) -> None:
    """Where things lie on this machine is nothing for those who read."""
    folder = tmp_path / "newsletters"
    folder.mkdir()
    with open_ledger(place) as ledger:
        kept = watch(ledger, str(folder))
    for path in ("/watching", f"/watching/{kept.id}", "/watching.json", "/api/v1/places"):
        answer = reader.get(path).text
        assert "newsletters" in answer
        assert str(tmp_path) not in answer
    assert "newsletters" not in reader.get("/watching.opml").text


# ── lists of feeds ──────────────────────────────────────────────────────────────────────────


def test_a_list_of_feeds_comes_in_and_goes_out(writer: TestClient, place: str) -> None:
    """What was left out is told; what goes out comes in elsewhere; no entity is read."""
    listed = b"""<opml version="2.0"><head><title>mine</title></head><body>
    <outline text="tv"><outline type="rss" text="One" xmlUrl="https://one.example/feed"/></outline>
    <outline type="rss" text="Bad" xmlUrl="file:///etc/passwd"/></body></opml>"""
    secret = secret_of(writer)

    def imported(data: bytes) -> Any:
        files = {"file": ("mine.opml", data)}
        return writer.post("/watching/import", data={"csrf": secret}, files=files)

    told = note(writer, imported(listed))
    assert "1 place is watched from now on" in told
    assert "1 line has no address" in told
    given = writer.get("/watching.opml")
    assert given.headers["content-type"].startswith("text/x-opml")
    assert "0 places are watched from now on; 1 was already" in note(
        writer, imported(given.content)
    )
    assert imported(b"no list at all").status_code in (400, 422)
    assert 400 == writer.post("/watching/import", data={"csrf": secret}).status_code
    with open_ledger(place, write=False) as ledger:
        assert ["https://one.example/feed"] == [each.address for each in office.listed(ledger)]


# ── for programs ────────────────────────────────────────────────────────────────────────────


def test_the_api_watches_too(client: TestClient, place: str) -> None:
    """A program adds a place, asks how it is and what was visited, and pauses it."""
    bearer = {"authorization": f"Bearer {TOKEN}"}
    new = {"address": "https://news.example/feed", "title": "Night Harbour", "every": "1h"}
    made = client.post("/api/v1/places", json=new, headers=bearer).json()
    assert made["new"]
    number = made["place"]["id"]
    assert ("Night Harbour", 3600.0) == (made["place"]["title"], made["place"]["every_seconds"])
    with open_ledger(place) as ledger:
        kept = office.find(ledger, number)
        keep(ledger, *(Visit(kept.number, NOW, "not changed") for _ in range(3)))
    visits = client.get(f"/api/v1/places/{number}/visits?limit=2").json()
    assert 2 == len(visits["items"])
    rest = client.get(f"/api/v1/places/{number}/visits?before={visits['older']}").json()
    assert (1, None) == (len(rest["items"]), rest["older"])
    acted = client.post(f"/api/v1/places/{number}", json={"act": "pause"}, headers=bearer).json()
    assert "paused" == acted["health"]
    assert [number] == [each["id"] for each in client.get("/api/v1/places").json()["items"]]
    for bad in ({"address": "/etc/passwd"}, {"address": "https://a.example", "every": "1s"}):
        assert 400 == client.post("/api/v1/places", json=bad, headers=bearer).status_code
    assert 404 == client.get("/api/v1/places/ffffffff").status_code


# ── the watcher inside ──────────────────────────────────────────────────────────────────────


def until(client: TestClient, path: str, holds: Any) -> Any:
    """Return a page's JSON when something holds of it."""
    end = time.monotonic() + 60
    while not holds(found := client.get(path).json()) and time.monotonic() < end:
        time.sleep(0.1)
    assert holds(found), found
    return found


def live(ledger: Path, **named: Any) -> TestClient:
    """Return a visitor of a site that goes by the clock of this machine, as its watcher does."""
    told = settings(ledger, now=lambda: datetime.now(UTC), **named)
    return TestClient(app(told), follow_redirects=False)


def test_the_site_watches_shows_and_stops(tmp_path: Path) -> None:
    """A text in a watched folder is on the pages a moment later; nothing runs on after the end."""
    folder = tmp_path / "texts"
    folder.mkdir()
    text = ARTICLE.format(heading="A wrap", url="https://harbour.example/1")
    (folder / "one.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        watch(ledger, str(folder))
    with live(path, watch=None) as client:
        site: Any = client.app.state.site  # type: ignore[attr-defined]
        found = until(client, "/watching.json", lambda told: told["came_in"])
        assert found["watches"]
        (document,) = found["came_in"][0]["brought"]
        assert "wrapped filming" in client.get(f"/d/{document}").text
        until(client, "/index.json?state=all", lambda told: told["total"] == 1)
    assert not site.watching.running
    with open_ledger(path, write=False) as ledger:
        assert "well" == office.health(ledger)[0].word


def test_the_first_place_wakes_the_watcher(tmp_path: Path) -> None:
    """One that is added in the browser is visited; an address of this machine is refused then."""
    with live(tmp_path / "ledger.db", watch=None) as client:
        client.get("/enter", params={"token": TOKEN})
        assert not client.get("/watching.json").json()["watches"]
        sent(client, "/watching", address="http://127.0.0.1:8080/feed")
        told = until(client, "/watching.json", lambda found: found["places"][0]["last_visit"])
        assert ("failing", "refused") == (
            told["places"][0]["health"],
            told["places"][0]["last_outcome"],
        )


def test_without_a_watcher_nothing_is_visited(tmp_path: Path) -> None:
    """The page says so when a place is long due, and what would visit."""
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        kept = watch(ledger, "https://news.example/feed")
    with live(path, watch=False) as client:
        page = client.get("/watching").text
        assert "Places are due, and nobody visits them." in page
        assert "It is due, and nobody visits it" in client.get(f"/watching/{kept.id}").text
        assert "airdate serve --watch" in page
        assert not client.get("/watching.json").json()["watches"]
        with open_ledger(path) as ledger:
            arrivals.hasten(ledger, kept, at=datetime.now(UTC))
        # Another process may watch: of that its visits tell.
        assert "nobody visits" not in client.get("/watching").text
