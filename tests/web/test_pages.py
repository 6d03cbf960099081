"""The pages: what they show, by which day, and that each is JSON as well."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import settings, settled

from airdate.web import app

PAGES = ("/", "/calendar", "/changes", "/sources", "/search?q=netflix", "/add")


def text_of(page: str) -> str:
    """Return the words of a page."""
    words = re.sub(r"<[^>]+>", " ", page)
    return re.sub(r"\s+", " ", words)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_its_json(reading_client: TestClient, path: str) -> None:
    """A page and the same address with .json are told from the same answer."""
    page, slash, query = path.partition("?")
    data = "/index.json" if page == "/" else f"{page}.json"
    shown = reading_client.get(path)
    told = reading_client.get(data + slash + query)
    assert (200, "text/html; charset=utf-8") == (shown.status_code, shown.headers["content-type"])
    assert (200, "application/json") == (told.status_code, told.headers["content-type"])
    assert isinstance(told.json(), dict)


def test_home_shows_the_awaited_first_and_filters(reading_client: TestClient, ref: str) -> None:
    """The likely next stands first; what is out is shown when asked for, and stages choose."""
    told = settled(reading_client, "/index.json")
    middles = [item["forecast"]["quantiles"]["0.5"] or "9999" for item in told["titles"]]
    assert sorted(middles) == middles
    assert ref in {item["ref"] for item in told["titles"]}
    assert all(item["forecast"]["released"] is None for item in told["titles"])
    out = reading_client.get("/index.json?state=out").json()["titles"]
    assert "Squid Game" in {item["title"] for item in out}
    staged = reading_client.get("/index.json?stage=post_production").json()["titles"]
    assert [ref] == [item["ref"] for item in staged]
    assert 0 == reading_client.get("/index.json?q=no+such+thing").json()["total"]


def test_a_title_gives_the_answer_first_with_its_sentences(
    reading_client: TestClient, ref: str
) -> None:
    """The answer, three charts each with a table, milestones, cast, rumours with their fate."""
    page = reading_client.get(f"/t/{ref}").text
    told = reading_client.get(f"/t/{ref}.json").json()
    assert text_of(told["answer"]["text"]) in text_of(page).replace("&#39;", "'")
    assert page.index('class="answer"') < page.index("When it comes")
    assert 6 == page.count('<svg xmlns="http://www.w3.org/2000/svg" class="chart"')
    assert 3 == page.count("These figures as a table")
    for words in ("Milestones", "Cast and crew", "Rumours, and what became of them", "Sources"):
        assert words in page
    assert 'class="chip fate open">' in page


def test_a_page_as_of_an_earlier_day_knows_nothing_later(
    reading_client: TestClient, ref: str
) -> None:
    """As of February 2024, no document of a later day is told of; before the first news, none."""
    then = reading_client.get(f"/t/{ref}.json?as_of=2024-02-15").json()
    assert "2024-02-15" == then["as_of"]
    assert all(claim["said_on"] <= "2024-02-15" for claim in then["claims"].values())
    assert all(change["day"] <= "2024-02-15" for change in then["changes"])
    before = reading_client.get(f"/t/{ref}?as_of=2020-01-01")
    assert 404 == before.status_code
    assert "The first news of it here is of 6 June 2022" in text_of(before.text)


def test_the_page_names_its_work_for_machines(reading_client: TestClient, ref: str) -> None:
    """JSON-LD tells a season with its window, and no date where none is confirmed."""
    page = reading_client.get(f"/t/{ref}").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert found
    about = json.loads(found[1])
    assert ("TVSeason", 2, "All of Us Are Dead") == (
        about["@type"],
        about["seasonNumber"],
        about["partOfSeries"]["name"],
    )
    assert "temporalCoverage" in about["releasedEvent"]
    assert "datePublished" not in about


def test_a_document_shows_every_claim_in_its_words(reading_client: TestClient, ref: str) -> None:
    """Each claim of a document is marked in the text, and its words are those of the claim."""
    first = reading_client.get(f"/api/v1/titles/{ref}/claims?limit=1").json()["items"][0]
    told = reading_client.get(f"/d/{first['document']}.json").json()
    page = reading_client.get(f"/d/{first['document']}").text
    assert len(told["claims"]) == page.count('class="claim') - page.count(
        'class="claimed'
    ) - page.count('class="claims')
    for claim in told["claims"]:
        start, end = claim["claim"]["start"], claim["claim"]["end"]
        assert claim["words"] == told["text"][start:end]
        assert f'id="c-{claim["id"]}"' in page


def test_the_calendar_shows_windows_across_weeks(reading_client: TestClient, ref: str) -> None:
    """A month within a window shows it in each week as not confirmed; a told day is solid."""
    settled(reading_client, "/index.json")
    page = reading_client.get("/calendar?month=2027-02").text
    assert page.count('class="bar window') >= 4
    out = reading_client.get("/calendar?month=2022-01").text
    assert 'class="bar out begins ends"' in out
    data = reading_client.get("/calendar.json?month=2022-01").json()
    assert "2022-01-28" in {item["earliest"] for item in data["in_month"]}


@pytest.mark.parametrize("path", ["/", "/calendar", "/t/{ref}"])
def test_what_is_provisional_is_said_to_be(
    place: str, ref: str, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """While outlets are being judged a page says so, comes again, and is not kept."""
    with TestClient(app(settings(place))) as client:
        settled(client, "/index.json?state=all")
        site = client.app.state.site  # type: ignore[attr-defined]
        for name in ("rows", "dossier"):
            final = getattr(site.library, name)
            monkeypatch.setattr(site.library, name, _provisional(final))
        page = client.get(path.format(ref=ref))
        data = client.get("/index.json" if path == "/" else f"{path.format(ref=ref)}.json").json()
        until = time.monotonic() + 30
        assert "These figures are provisional" in page.text
        assert ("refresh" in page.headers, True) == (True, data["provisional"])
        monkeypatch.undo()
        page = client.get(path.format(ref=ref))
        while "provisional" in page.text:  # it may be shown for a moment
            assert time.monotonic() < until
            time.sleep(0.1)
            page = client.get(path.format(ref=ref))
        assert "refresh" not in page.headers


def _provisional(final: Callable[..., Any]) -> Callable[..., Any]:
    def made(*arguments: Any, **named: Any) -> Any:
        found = final(*arguments, **named)
        pending = {"pending": 1} if hasattr(found, "pending") else {}
        return replace(found, provisional=True, **pending)

    return made


def test_changes_name_days_and_sentences(reading_client: TestClient) -> None:
    """What is new since a day comes newest first, each with the sentence behind it."""
    told = reading_client.get("/changes.json?since=2026-01-01").json()
    days = [change["day"] for change in told["changes"]]
    assert sorted(days, reverse=True) == days
    assert any("Filming wrap" in change["text"] for change in told["changes"])
    assert "See the sentence" in reading_client.get("/changes?since=2026-01-01").text


def test_sources_tell_kinds_and_imitators(reading_client: TestClient) -> None:
    """Each outlet stands under its kind; one that imitates another says so."""
    page = text_of(reading_client.get("/sources").text)
    assert page.index("Trade") < page.index("Press") < page.index("Forum")
    assert "imitates theguardian.com" in page
    outlet = text_of(reading_client.get("/sources/variety.com").text)
    assert "Penske Media" in outlet


@pytest.mark.parametrize(
    ("words", "kind", "found"),
    [
        ("aouad", "titles", "All of Us Are Dead"),
        ("all of us 2", "titles", "All of Us Are Dead"),
        ("squid gmae", "titles", "Squid Game"),
        ("park ji", "people", "Park Ji-hu"),
        ("cameras off", "passages", "cameras off"),
    ],
)
def test_search_finds_titles_people_and_texts(
    reading_client: TestClient, words: str, kind: str, found: str
) -> None:
    """A title as people type it, a part of a name, words of a text."""
    told = reading_client.get("/search.json", params={"q": words}).json()
    assert any(found in json.dumps(item, ensure_ascii=False) for item in told[kind])


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/?as_of=soon", 400, "is not a day"),
        ("/?known_at=soon", 400, "is not a moment"),
        ("/?page=0", 400, "is no number from 1"),
        ("/calendar?month=2027-13", 400, "is not a month"),
        ("/t/zzzz", 404, "No title here has the reference"),
        ("/d/0000", 404, "No document in the ledger"),
        ("/sources/nobody.example", 404, "No text here is of"),
        ("/nothing", 404, "There is no such page"),
    ],
)
def test_what_cannot_be_shown_is_told(
    reading_client: TestClient, path: str, status: int, words: str
) -> None:
    """A page that cannot be made says why, in words, with the status that programs read."""
    page = reading_client.get(path)
    assert status == page.status_code
    assert words in text_of(page.text).replace("&#39;", "'")


def test_a_page_that_has_not_changed_is_not_sent_again(reading_client: TestClient) -> None:
    """The tag of a page is answered with 304 until something is recorded."""
    first = reading_client.get("/")
    again = reading_client.get("/", headers={"if-none-match": first.headers["etag"]})
    assert (304, b"") == (again.status_code, again.content)
    weak = reading_client.get("/", headers={"if-none-match": f'W/{first.headers["etag"]}, "x"'})
    assert 304 == weak.status_code


def test_pictures_stand_alone(reading_client: TestClient, ref: str) -> None:
    """Each chart is served as SVG with its own colours, the card in light and dark."""
    for name in ("release", "production", "history", "card"):
        picture = reading_client.get(f"/t/{ref}/{name}.svg")
        assert "image/svg+xml" == picture.headers["content-type"]
        assert "<style>" in picture.text
    dark = reading_client.get(f"/t/{ref}/card.svg?scheme=dark").text
    assert "#15161a" in dark
    assert 404 == reading_client.get(f"/t/{ref}/nothing.svg").status_code
    png = reading_client.get(f"/t/{ref}/card.png")
    assert b"\x89PNG" == png.content[:4]


def test_pages_are_valid_html(reading_client: TestClient, ref: str) -> None:
    """A parser that follows the standard finds no error, and no identifier comes twice."""
    from tinyhtml5.parser import HTMLParser

    document = reading_client.get("/api/v1/documents?limit=1").json()["items"][0]["document"]
    for path in (*PAGES, f"/t/{ref}", f"/d/{document}", "/enter", "/nothing"):
        page = reading_client.get(path).text
        parser = HTMLParser()
        parser.parse(page)
        assert [] == parser.errors, path
        names = re.findall(r'\bid="([^"]+)"', page)
        assert len(set(names)) == len(names), path
