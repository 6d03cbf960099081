"""The feeds, read by parsers that are not ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from lxml import etree
from starlette.testclient import TestClient
from tests.web.conftest import NOW, TOKEN, settings

from airdate.web import app

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def events(client: TestClient, path: str = "/calendar.ics") -> dict[str, vobject.base.Component]:
    """Return the events of a calendar by their names, as vobject reads them."""
    answer = client.get(path)
    assert "text/calendar; charset=utf-8" == answer.headers["content-type"]
    calendar = vobject.readOne(answer.text)
    assert calendar.validate(raiseException=True)
    found = calendar.contents.get("vevent", [])
    return {event.summary.value.partition(" (")[0]: event for event in found}


def test_a_told_day_is_confirmed_and_a_window_is_tentative(reading_client: TestClient) -> None:
    """All-day events whose end is not part of them; windows never block time and say how sure."""
    found = events(reading_client)
    out, window = found["Squid Game, season 1"], found["All of Us Are Dead, season 2"]
    assert ("CONFIRMED", date(2021, 9, 17), date(2021, 9, 18)) == (
        out.status.value,
        out.dtstart.value,
        out.dtend.value,
    )
    assert ("TENTATIVE", "TRANSPARENT") == (window.status.value, window.transp.value)
    told = reading_client.get("/calendar.json").json()["ahead"]
    facts = next(item for item in told if item["title"] == "All of Us Are Dead")
    assert facts["earliest"] == window.dtstart.value.isoformat()
    assert (window.dtend.value - date.fromisoformat(facts["latest"])).days == 1
    assert "The date is not confirmed. With a probability of" in window.description.value
    assert "Sources:" in window.description.value


def test_lines_are_folded_and_end_as_the_standard_has_it(reading_client: TestClient) -> None:
    """Lines of at most 75 octets, each ended by CR LF (RFC 5545, 3.1)."""
    body = reading_client.get("/calendar.ics").content
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75


def test_an_event_keeps_its_uid_and_its_sequence_rises_with_news(
    place: str,
) -> None:
    """What is recorded raises the sequence, and so does a day that moves a window."""
    told = settings(place)
    with TestClient(app(told), follow_redirects=False) as client:
        before = events(client)["All of Us Are Dead, season 2"]
        claim = client.get("/api/v1/documents").json()["items"][0]
        first = client.get(f"/api/v1/documents/{claim['document']}").json()["claims"][0]
        client.post(
            f"/api/v1/claims/{first['id']}/judgements",
            json={"verdict": "rejected", "reason": "a test"},
            headers={"authorization": f"Bearer {TOKEN}"},
        )
        after = events(client)["All of Us Are Dead, season 2"]
    tomorrow = replace(told, now=lambda: datetime(2026, 3, 1, 12, tzinfo=UTC))
    with TestClient(app(tomorrow), follow_redirects=False) as client:
        later = events(client)["All of Us Are Dead, season 2"]
    assert before.uid.value == after.uid.value == later.uid.value
    numbers = [int(event.sequence.value) for event in (before, after, later)]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("windows=no", lambda event: event.status.value != "TENTATIVE" or "month" in event),
        ("out=no", lambda event: event.dtend.value > date(2026, 2, 28)),
        ("longest=31", lambda event: (event.dtend.value - event.dtstart.value).days <= 31),
    ],
)
def test_a_calendar_can_be_narrowed(
    reading_client: TestClient, query: str, kept: Callable[[vobject.base.Component], bool]
) -> None:
    """Without windows, without what is out, without what is longer than so many days."""
    whole = events(reading_client)
    narrowed = events(reading_client, f"/calendar.ics?{query}")
    assert 0 < len(narrowed) < len(whole)
    if query != "windows=no":
        assert all(kept(event) for event in narrowed.values())
    else:
        assert "All of Us Are Dead, season 2" not in narrowed


def test_alarms_come_before_told_days_alone(place: str) -> None:
    """`alarm=1,7` reminds of a day that its makers named, not of a window."""
    text = (
        "Title: Night Harbour\nOutlet: netflix.com\nPublished: 2026-02-20\n\n"
        "Netflix announced that season 2 of Night Harbour will premiere on 14 May 2026."
    )
    with TestClient(app(settings(place)), follow_redirects=False) as client:
        bearer = {"authorization": f"Bearer {TOKEN}"}
        client.post("/api/v1/documents", json={"text": text}, headers=bearer)
        found = events(client, "/calendar.ics?alarm=1,7")
        assert 400 == client.get("/calendar.ics?alarm=soon").status_code
    told = found["Night Harbour, season 2"]
    assert ("CONFIRMED", date(2026, 5, 14)) == (told.status.value, told.dtstart.value)
    assert [-7, -1] == sorted(alarm.trigger.value.days for alarm in told.contents["valarm"])
    assert "valarm" not in found["All of Us Are Dead, season 2"].contents


def test_one_title_has_its_own_calendar(reading_client: TestClient, ref: str) -> None:
    """With the same event as in the calendar of all."""
    alone = events(reading_client, f"/t/{ref}.ics")
    assert ["All of Us Are Dead, season 2"] == list(alone)
    together = events(reading_client)["All of Us Are Dead, season 2"]
    assert together.uid.value == alone["All of Us Are Dead, season 2"].uid.value


@pytest.mark.parametrize("of_one", [False, True])
def test_changes_are_atom(reading_client: TestClient, ref: str, of_one: bool) -> None:
    """Every feed and entry has what RFC 4287 asks: id, title, updated, author, links."""
    path = f"/t/{ref}/feed.atom" if of_one else "/feed.atom"
    answer = reading_client.get(path)
    feed = etree.fromstring(answer.content)
    assert "application/atom+xml; charset=utf-8" == answer.headers["content-type"]
    assert [f"http://testserver{path}"] == feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM)
    for name in ("id", "title", "updated", "author/a:name"):
        assert 1 == len(feed.xpath(f"a:{name}", namespaces=ATOM)), name
    entries = feed.xpath("a:entry", namespaces=ATOM)
    assert entries
    for entry in entries:
        for name in ("id", "title", "updated", "published", "content"):
            assert 1 == len(entry.xpath(f"a:{name}", namespaces=ATOM)), name
        moment = entry.xpath("string(a:updated)", namespaces=ATOM)
        assert datetime.fromisoformat(moment).tzinfo
    ids = feed.xpath("a:entry/a:id/text()", namespaces=ATOM)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("of_one", [False, True])
def test_changes_are_a_json_feed(reading_client: TestClient, ref: str, of_one: bool) -> None:
    """Version 1.1 with the same items as the Atom feed, each with the sentences behind it."""
    path = f"/t/{ref}/feed" if of_one else "/feed"
    answer = reading_client.get(f"{path}.json")
    feed = json.loads(answer.content)
    assert "application/feed+json" == answer.headers["content-type"]
    assert "https://jsonfeed.org/version/1.1" == feed["version"]
    assert f"http://testserver{path}.json" == feed["feed_url"]
    atom = etree.fromstring(reading_client.get(f"{path}.atom").content)
    assert atom.xpath("a:entry/a:id/text()", namespaces=ATOM) == [i["id"] for i in feed["items"]]
    assert any("<blockquote>" in item["content_html"] for item in feed["items"])


def test_what_is_new_of_all_is_what_is_new_of_each(reading_client: TestClient, ref: str) -> None:
    """Moves of the forecast as well: page, feed and API of all tell what a title's own tell."""
    own = reading_client.get(f"/t/{ref}.json").json()["changes"]
    of_all = reading_client.get("/changes.json?since=2020-01-01").json()["changes"]
    wanted = {(change["id"], change["text"]) for change in own if change["day"] >= "2020-01-01"}
    assert any(change["kind"] == "forecast" for change in own)
    assert wanted == {
        (change["id"], change["text"])
        for change in of_all
        if (change["title"], change["season"]) == ("All of Us Are Dead", 2)
    }
    told = reading_client.get("/api/v1/changes?since=2020-01-01&limit=200").json()["items"]
    assert of_all[:200] == told
    feed = reading_client.get("/feed.json?limit=500").json()["items"]
    assert any("forecast's middle moved" in item["content_text"] for item in feed)


def test_lists_for_other_programs_name_each_work_once(reading_client: TestClient) -> None:
    """Awaited series as a custom list: titles, none twice, nothing that is out."""
    found = reading_client.get("/lists/series.json").json()
    titles = [item["title"] for item in found]
    assert "All of Us Are Dead" in titles
    assert len(set(titles)) == len(titles)
    assert "Crash Course in Romance" not in titles


def test_a_reader_that_knows_no_tags_asks_by_moments(place: str) -> None:
    """`Last-Modified` moves with news and with the day; within its own second none is told."""
    moment = [NOW]
    with TestClient(app(settings(place, now=lambda: moment[0]))) as client:
        for path in ("/calendar.ics", "/feed.atom", "/lists/series.json"):
            assert "last-modified" not in client.get(path).headers

        def asked(since: str) -> int:
            head = {"if-modified-since": since}
            return client.get("/feed.atom", headers=head).status_code

        moment[0] += timedelta(seconds=5)
        told = client.get("/feed.atom").headers["last-modified"]
        assert "Sat, 28 Feb 2026 12:00:01 GMT" == told
        assert (304, 200, 200) == (
            asked(told),
            asked("Sat, 28 Feb 2026 12:00:00 GMT"),
            asked("soon"),
        )
        both = {"if-modified-since": told, "if-none-match": '"other"'}
        assert 200 == client.get("/feed.atom", headers=both).status_code
        bearer = {"authorization": f"Bearer {TOKEN}"}
        text = "Season 2 of Night Harbour wrapped filming in May 2025, the studio says."
        client.post("/api/v1/documents", json={"text": text}, headers=bearer)
        assert 200 == asked(told)
        moment[0] += timedelta(seconds=5)
        assert 200 == asked(told)
        assert 304 == asked(client.get("/feed.atom").headers["last-modified"])
        later = client.get("/feed.atom").headers["last-modified"]
        moment[0] += timedelta(days=1)
        assert 200 == asked(later)


def test_a_feed_is_not_sent_twice(reading_client: TestClient) -> None:
    """A reader that comes back with the tag gets 304."""
    for path in ("/calendar.ics", "/feed.atom", "/feed.json"):
        tag = reading_client.get(path).headers["etag"]
        assert 304 == reading_client.get(path, headers={"if-none-match": tag}).status_code
