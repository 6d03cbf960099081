"""Rumours in the browser, in feeds and by the API: of all titles, of one, and of outlets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import NOW, settings, settled

from airdate import pipeline
from airdate.ledger import open_ledger
from airdate.publish.charts import spread_chart, svg
from airdate.publish.rumours import rumour_json
from airdate.rumours import Rumour, Told, tellers
from airdate.web import app

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def visitor(filled: Path) -> Iterator[TestClient]:
    """Yield one who may read."""
    with TestClient(app(settings(filled)), follow_redirects=False) as made:
        yield made


@pytest.fixture(scope="module")
def told(filled: Path) -> list[Rumour]:
    """Return the rumours of all titles, as the pipeline traces them."""
    day = NOW.date()
    with open_ledger(filled, write=False) as ledger:
        known = [i.installment for i in ledger.installments(as_of=day)]
        return [r for own in known for r in pipeline.rumours(ledger, own, as_of=day)]


def test_all_rumours_are_listed_with_their_words(visitor: TestClient, told: list[Rumour]) -> None:
    """Each with who told it first, its sentence, its state, and the way to its life."""
    data = settled(visitor, "/rumours.json")
    assert {r.id for r in told} == {each["id"] for each in data["rumours"]}
    page = unescape(visitor.get("/rumours").text)
    for rumour in told:
        assert " ".join(rumour.first.entry.sentence_words.split()) in page
        assert f"#rumour-{rumour.id}" in page
    link = re.findall(r'href="(/t/[^"#]+)#(rumour-\w+)"', page)[0]
    assert f'id="{link[1]}"' in visitor.get(link[0]).text


def test_rumours_are_filtered(visitor: TestClient, told: list[Rumour]) -> None:
    """By state, title and day; what is no state is refused."""
    settled(visitor, "/rumours.json")
    for state in ("open", "refuted", "expired"):
        found = visitor.get("/rumours.json", params={"state": state}).json()["rumours"]
        assert {r.id for r in told if r.state == state} == {each["id"] for each in found}
        assert {state} == {each["state"] for each in found}
    found = visitor.get("/rumours.json", params={"q": "all of us"}).json()["rumours"]
    assert {"All of Us Are Dead"} == {each["title"] for each in found}
    past = settled(visitor, "/rumours.json?as_of=2024-02-15")["rumours"]
    assert all(each["last_told_on"] <= "2024-02-15" for each in past)
    assert len(past) < len(told)
    assert 400 == visitor.get("/rumours", params={"state": "juicy"}).status_code


def test_a_titles_page_tells_the_life_of_each(
    visitor: TestClient, ref: str, told: list[Rumour]
) -> None:
    """In words, and as JSON with every claim behind it."""
    own = [r for r in told if str(r.installment) == "All of Us Are Dead, season 2"]
    data = visitor.get(f"/t/{ref}.json").json()
    assert [rumour_json(r) for r in own] == data["rumours"]
    page = visitor.get(f"/t/{ref}").text
    for rumour in own:
        assert f'id="rumour-{rumour.id}"' in page
        assert f"/d/{rumour.first.entry.document_id}#c-{rumour.first.entry.id}" in page
        for weighed in (*rumour.told[1:], *rumour.support, *rumour.against):
            assert f"#c-{weighed.entry.id}" in page
        if rumour.settled_by:
            assert f"#c-{rumour.settled_by.entry.id}" in page


def test_the_spread_is_a_picture_and_a_table() -> None:
    """Origins step up on the day that they came; the table has the same figures."""
    spread = [
        Told(date(2026, 1, 1), 1, 0),
        Told(date(2026, 2, 1), 1, 2),
        Told(date(2026, 3, 1), 2, 2),
    ]
    figure = spread_chart(spread, until=date(2026, 6, 1), name="one", about="<b>it</b>", width=360)
    assert figure is not None
    assert ("1 March 2026", "2", "2") == figure.rows[-1]
    picture = ElementTree.fromstring(svg(figure))  # noqa: S314 -- our own
    assert 3 == len([one for one in picture.iter() if one.get("class") == "dot"])
    assert "2 independent origins, 2 repeats" in figure.told
    assert spread_chart(spread[:1], until=date(2026, 6, 1), name="one", about="it") is None


def feed_of(visitor: TestClient, path: str) -> Any:
    """Return the entries of a feed."""
    return ElementTree.fromstring(visitor.get(path).content)  # noqa: S314 -- our own


def test_feeds_tell_of_rumours_and_of_their_end(visitor: TestClient, told: list[Rumour]) -> None:
    """One entry when it was told, another when it came to an end, each for ever the same."""
    feed = feed_of(visitor, "/rumours/feed.atom")
    ids = [one.findtext(f"{ATOM}id") for one in feed.findall(f"{ATOM}entry")]
    ended = [r for r in told if r.settled_on and r.state != "misread"]
    alive = [r for r in told if r.state != "misread"]
    assert len(alive) + len(ended) == len(ids) == len(set(ids))
    again = [one["id"] for one in visitor.get("/rumours/feed.json").json()["items"]]
    assert ids == again
    days = [one.findtext(f"{ATOM}published") for one in feed.findall(f"{ATOM}entry")]
    assert sorted(days, reverse=True) == days
    few = visitor.get("/rumours/feed.json", params={"limit": 2, "state": "open"}).json()["items"]
    assert 2 == len(few)


def test_the_api_tells_the_same(visitor: TestClient, ref: str, told: list[Rumour]) -> None:
    """In pages, by state; of one title with all claims."""
    items, cursor = [], None
    while True:
        asked = {"limit": "3"} | ({"cursor": cursor} if cursor else {})
        page = visitor.get("/api/v1/rumours", params=asked).json()
        items += page["items"]
        if (cursor := page["next"]) is None:
            break
    assert {r.id for r in told if r.state != "misread"} == {each["id"] for each in items}
    assert len(items) == len({each["id"] for each in items})
    open_ = visitor.get("/api/v1/rumours", params={"state": "open"}).json()["items"]
    assert {r.id for r in told if r.state == "open"} == {each["id"] for each in open_}
    assert 422 == visitor.get("/api/v1/rumours", params={"state": "juicy"}).status_code
    own = visitor.get(f"/api/v1/titles/{ref}/rumours").json()
    assert own["items"] == visitor.get(f"/t/{ref}.json").json()["rumours"]
    assert 404 == visitor.get("/api/v1/titles/zzzz/rumours").status_code


def test_outlets_have_a_record_of_rumours(visitor: TestClient, told: list[Rumour]) -> None:
    """On the page of all sources and on an outlet's own, as the table of the terminal has it."""
    settled(visitor, "/rumours.json")
    records = {each.source.domain: each for each in tellers(told)}
    data = visitor.get("/sources.json").json()["sources"]
    shown = {each["domain"]: each["rumours"] for each in data if each["rumours"]}
    assert {d: (r.told, r.first, r.refuted) for d, r in records.items()} == {
        d: (r["told"], r["first"], r["refuted"]) for d, r in shown.items()
    }
    page = visitor.get("/sources/pinkvilla.com").text
    record = records["pinkvilla.com"]
    assert f"{record.told} rumour" in page
    own = visitor.get("/sources/pinkvilla.com.json").json()["rumours"]
    assert record.first == own["first"]
