"""What is followed, in the browser: buttons, the list, lists of others, lists for other servers."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.conftest import ROOT
from tests.web.conftest import NOW, TOKEN, settings, settled

from airdate.ledger import open_ledger
from airdate.ledger.office import follows, tokens
from airdate.library.following import standings
from airdate.model import Identifier, Installment, Scheme, WorkKind
from airdate.web import app
from airdate.web.tokens import new_token

DEAD = Installment("All of Us Are Dead")
SALT = Installment("The Salt Road")


def secret_of(writer: TestClient) -> str:
    """Return the secret that the forms of a visitor carry."""
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', writer.get("/add").text)
    assert found
    return found[1]


def sent(writer: TestClient, path: str, **fields: str) -> Any:
    """Return the answer to a form."""
    return writer.post(path, data=fields | {"csrf": secret_of(writer)})


def followed(place: str) -> list[str]:
    """Return what the ledger says is followed."""
    with open_ledger(place, write=False) as ledger:
        return [str(each.installment) for each in follows.followed(ledger)]


# ── buttons ─────────────────────────────────────────────────────────────────────────────────


def test_a_title_is_followed_from_its_page(writer: TestClient, place: str, ref: str) -> None:
    """The season alone, or whatever comes; the button leads back, and then says the contrary."""
    page = f"/t/{ref}"
    assert "Follow season 2" in writer.get(page).text
    season = {"title": DEAD.title, "season": "2", "act": "follow", "back": page}
    answer = sent(writer, "/following", **season)
    assert answer.headers["location"].startswith(f"{page}?note=")
    shown = writer.get(answer.headers["location"]).text
    assert "Following All of Us Are Dead, season 2." in shown
    assert "You follow this season." in shown
    assert "Unfollow season 2" in shown
    sent(writer, "/following", **season | {"act": "unfollow"})
    sent(writer, "/following", title="all of us are dead", season="")
    assert "You follow it, for whatever comes next." in writer.get(page).text
    assert ["All of Us Are Dead"] == followed(place)


def test_readers_see_what_is_followed_and_no_button(client: TestClient, ref: str) -> None:
    """At once, though the ledger itself has nothing new: pages that were kept are made anew."""
    assert "You follow" not in client.get(f"/t/{ref}").text
    assert 'name="followed"' not in client.get("/").text
    headers = {"authorization": f"Bearer {TOKEN}"}
    told = client.post("/api/v1/following", json={"title": DEAD.title}, headers=headers).json()
    assert told["new"]
    page = client.get(f"/t/{ref}").text
    assert "You follow it" in page
    assert 'action="/following"' not in page
    assert 'name="followed"' in client.get("/").text


def test_home_shows_the_followed_alone(writer: TestClient) -> None:
    """Where it is asked to; the pages of a long list stay so."""
    everything = settled(writer, "/index.json?state=all")["total"]
    assert 0 == settled(writer, "/index.json?state=all&followed=yes")["total"]
    sent(writer, "/following", title=DEAD.title, season="2")
    found = settled(writer, "/index.json?state=all&followed=yes")
    assert [("All of Us Are Dead", 2)] == [(t["title"], t["season"]) for t in found["titles"]]
    assert everything > 1
    assert 'value="yes" checked' in writer.get("/?followed=yes").text


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "?!"},
        {"title": ""},
        {"title": "x", "season": "two"},
        {"title": "x", "season": "-1"},
        {"title": "x", "season": "10000"},
    ],
)
def test_what_is_no_title_is_refused(
    writer: TestClient, place: str, fields: dict[str, str]
) -> None:
    """With a reason, and nothing is kept."""
    assert 400 == sent(writer, "/following", **fields).status_code
    assert [] == followed(place)


@pytest.mark.parametrize(
    "back", ["https://evil.example", "//evil.example", "/t/../leave", "/t/a?b", "javascript:x"]
)
def test_a_button_leads_nowhere_else(writer: TestClient, back: str) -> None:
    """The way back is one of our own pages of titles, else the list."""
    answer = sent(writer, "/following", title="x", back=back)
    assert answer.headers["location"].startswith("/following?note=")


# ── the list ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def filled_list(place: str) -> str:
    """Return a ledger in which a series, a film and a season are followed, with numbers."""
    numbers = [
        Identifier(Scheme.TVDB, WorkKind.SERIES, "396987"),
        Identifier(Scheme.TMDB, WorkKind.SERIES, "99966"),
        Identifier(Scheme.IMDB, WorkKind.SERIES, "tt14169960"),
    ]
    film = [Identifier(Scheme.TMDB, WorkKind.FILM, "12345")]
    with open_ledger(place) as ledger:
        follows.follow(ledger, DEAD, recorded_at=NOW)
        follows.follow(ledger, SALT, recorded_at=NOW, origin="list.csv")
        follows.follow(ledger, Installment("Night Harbour", 2), recorded_at=NOW)
        follows.identify(ledger, DEAD, numbers, source="tvmaze.com", recorded_at=NOW)
        follows.identify(ledger, SALT, film, source="list.csv", recorded_at=NOW)
    return place


def test_the_list_says_what_every_door_says(client: TestClient, filled_list: str) -> None:
    """Which season is awaited, how far it is, when it comes: as the terminal has it."""
    found = settled(client, "/following.json")["items"]
    with open_ledger(filled_list, write=False) as ledger:
        wanted = standings(ledger, follows.followed(ledger), as_of=NOW.date())
    told = [each.json() for each in wanted]
    for one, other in zip(found, told, strict=True):
        known, row = one.pop("known"), other.pop("known")
        assert other == one
        assert (row is None) == (known is None)
        assert known is None or row.items() <= known.items()
    by_api = client.get("/api/v1/following").json()["items"]
    assert [each["title"] for each in told] == [each["title"] for each in by_api]
    page = client.get("/following").text
    assert "Followed for whatever comes next" in page
    assert 'href="https://www.imdb.com/title/tt14169960/"' in page
    assert "No news of it yet." in page
    assert "from list.csv" in page


def test_nothing_followed_tells_what_to_do(client: TestClient) -> None:
    """What following is good for, and the way in."""
    page = client.get("/following").text
    assert "Nothing is followed yet." in page
    assert "Sign in to follow titles" in page


def test_many_titles_come_in_pages(client: TestClient, place: str) -> None:
    """An import may bring thousands."""
    many = [Installment(f"Night Harbour {n}") for n in range(230)]
    with open_ledger(place) as ledger:
        follows.follow_all(ledger, many, recorded_at=NOW)
    settled(client, "/following.json")
    pages = [client.get(f"/following?page={n}").text for n in (1, 2, 3, 4)]
    assert [100, 100, 30, 0] == [page.count("No news of it yet.") for page in pages]
    assert all("230 titles" in page for page in pages)
    assert 'href="/following?page=2"' in pages[0]


def test_hostile_titles_show_harmlessly(client: TestClient, place: str) -> None:
    """A followed title is what somebody typed."""
    evil = '"><script>alert(1)</script>'
    with open_ledger(place) as ledger:
        follows.follow(ledger, Installment(evil), recorded_at=NOW, origin=evil)
    client.get("/enter", params={"token": TOKEN})
    page = client.get("/following").text
    assert "<script>alert" not in page
    assert 'value=""><' not in page


# ── lists of others ─────────────────────────────────────────────────────────────────────────


def imported(writer: TestClient, name: str, data: bytes) -> Any:
    """Return the answer to a list that was chosen."""
    return writer.post(
        "/following/import", data={"csrf": secret_of(writer)}, files={"file": (name, data)}
    )


def test_a_list_is_followed_with_its_numbers(writer: TestClient, place: str) -> None:
    """What is new, what was there, what was left out and why; a film that was seen is over."""
    listed = [
        {"title": "All of us are dead", "tvdbId": 396987},
        {"title": "Night Harbour", "tvdbId": 5},
        {"title": "=cmd()", "tvdbId": 6},
    ]
    answer = imported(writer, "mine.json", json.dumps(listed).encode())
    page = writer.get(answer.headers["location"]).text
    assert "mine.json, read as custom: 2 titles are followed from now on." in page
    assert "Left out: " in page
    assert ["All of Us Are Dead", "Night Harbour"] == followed(place)
    again = imported(writer, "mine.json", json.dumps(listed[:2]).encode())
    assert "0 titles are followed from now on, 2 were already" in (
        writer.get(again.headers["location"]).text
    )
    numbers = writer.get("/api/v1/following").json()["items"]
    assert {"396987", "5"} == {each["ids"]["tvdb"] for each in numbers}


def test_titles_are_typed_a_line_each(writer: TestClient, place: str) -> None:
    """Seasons as people write them."""
    sent(writer, "/following/import", titles="Night Harbour S02\n\nThe Salt Road (2023)\n")
    assert ["Night Harbour, season 2", "The Salt Road"] == followed(place)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.json", b"{"), ("a.zip", b"PK\x03\x04broken"), ("a.json", b'{"no": "list"}')],
)
def test_what_is_no_list_is_refused(writer: TestClient, place: str, name: str, data: bytes) -> None:
    """In words, and nothing is followed."""
    answer = imported(writer, name, data)
    assert answer.status_code in (400, 422)
    assert [] == followed(place)
    assert 400 == sent(writer, "/following/import").status_code


# ── lists for other servers ─────────────────────────────────────────────────────────────────


def test_the_lists_that_the_documentation_shows(filled_list: str) -> None:
    """Their addresses, with a feed key, give what the page shows: all names, of the right types."""
    text = (ROOT / "docs" / "feeds.md").read_text(encoding="utf-8")
    section = text.partition("## Lists")[2]
    (example,) = re.findall(r"```json\n(.*?)```", section, re.S)
    addresses = re.findall(r"(?:Sonarr|Radarr): http://127\.0\.0\.1:8710(\S+)", section)
    assert ["/lists/sonarr.json?followed=yes", "/lists/radarr.json?followed=yes"] == addresses
    _, token = new_token("lists", made_on=NOW.date(), scope="read")
    with open_ledger(filled_list) as ledger:
        tokens.keep(ledger, [token])
    shut = settings(filled_list, open_reading=False, run_token=None)
    with TestClient(app(shut), follow_redirects=False) as client:
        assert 401 == client.get(addresses[0]).status_code
        series, films = (client.get(f"{each}&key={token.feed_key}").json() for each in addresses)
    assert json.loads(example) == series
    film = {"title": "The Salt Road", "tvdbId": 0, "tmdbId": 12345, "imdbId": ""}
    assert [film | {"id": 12345, "imdb_id": ""}] == films


def test_all_that_is_awaited_has_more(client: TestClient, place: str) -> None:
    """Without the filter, a title that nobody follows is listed as well, if a number is known."""
    number = Identifier(Scheme.TVDB, WorkKind.SERIES, "396987")
    with open_ledger(place) as ledger:
        follows.identify(ledger, DEAD, [number], source="tvmaze.com", recorded_at=NOW)
    assert [] == client.get("/lists/sonarr.json?followed=yes").json()
    found = client.get("/lists/sonarr.json").json()
    assert [("All of Us Are Dead", 396987)] == [(e["title"], e["tvdbId"]) for e in found]


def test_a_list_is_news_when_something_is_followed(place: str) -> None:
    """Who asks since when it is so is answered anew, though no text came in."""
    clock = iter(NOW + timedelta(hours=n) for n in range(10_000))
    number = Identifier(Scheme.TVDB, WorkKind.SERIES, "396987")
    with open_ledger(place) as ledger:
        follows.identify(ledger, DEAD, [number], source="tvmaze.com", recorded_at=NOW)
    told = settings(place, now=lambda: next(clock))
    with TestClient(app(told), follow_redirects=False) as client:
        path = "/lists/sonarr.json?followed=yes"
        client.get(path)
        since = client.get(path).headers["last-modified"]
        bearer = {"authorization": f"Bearer {TOKEN}"}
        client.post("/api/v1/following", json={"title": DEAD.title}, headers=bearer)
        answer = client.get(path, headers={"if-modified-since": since})
    assert (200, 1) == (answer.status_code, len(answer.json()))
