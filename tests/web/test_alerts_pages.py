"""The page of alerts: rules, what was sent, what waits, what failed; and no secret."""

from __future__ import annotations

import functools
import html
import re
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.alerts.servers import Got, wait_until, web_server
from tests.alerts.stories import Clock, channel, rule, story, tell
from tests.web.conftest import NOW, TOKEN, settings

from airdate.alerts import bell
from airdate.alerts.channels import Postman
from airdate.alerts.notices import USUAL
from airdate.alerts.rules import Digest, wishes_of
from airdate.alerts.running import run
from airdate.alerts.wording import kinds_words, rhythm_words, subject_words
from airdate.ledger import open_ledger
from airdate.ledger.office import alerts
from airdate.model import Event, Status
from airdate.watch.naming import add, place_named
from airdate.web import app

SECRET = "a-secret-of-a-channel"  # noqa: S105 -- made up
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def told(place: str) -> str:
    """Return a ledger with a rule that was told, one that waits, and one whose channel is dead."""
    clock = Clock(NOW - timedelta(hours=4))
    with web_server() as web, open_ledger(place) as ledger:
        good = channel(ledger, f"{web.address()}?secret={SECRET}", name="phone")
        dead = channel(ledger, f"jsons://user:{SECRET}@127.0.0.1:9/{SECRET}", name="dead")
        rule(ledger, good, made_at=clock())
        rule(ledger, good, made_at=clock(), digest=Digest(time(18)))
        rule(ledger, dead, made_at=clock())
        clock.pass_(minutes=1)
        news = story(
            Event.FILMING_WRAP,
            "2026-02-20/2026-02-20",
            status=Status.DONE,
            published="2026-02-21",
            words=f"The Salt Road wrapped {EVIL} season 2.",
        )
        tell(ledger, news, at=clock())
        run(ledger, Postman(clock=clock, environment={}, seconds=5))
    return place


def test_without_rules_it_tells_how_to_make_one(client: TestClient) -> None:
    """By the command line, or signed in."""
    page = client.get("/alerts").text
    assert "No alerts yet." in page
    assert "airdate alerts channels add" in page
    assert {"rules": [], "channels": [], "messages": [], "waiting": []} == (
        client.get("/alerts.json").json()
    )


def test_rules_and_what_came_of_them(client: TestClient, told: str) -> None:
    """Sent, waiting for its digest, not taken: each under its heading, with its sentence."""
    page = client.get("/alerts").text
    assert "The Salt Road, season 2" in page
    assert "each day at 18:00 (UTC)" in page
    failed, _, rest = page.partition("<h2>Rules</h2>")
    assert "to dead: tried again" in failed
    rules, _, rest = rest.partition("<h2>What waits</h2>")
    waiting, _, done = rest.partition("<h2>What was sent</h2>")
    assert 3 == rules.count('<th scope="row">')
    assert 1 == waiting.count("Rule 2, to be sent")
    assert 1 == done.count("Sent to phone")
    link = re.search(r'href="(/d/\w+)#(c-\w+)"', done)
    assert link
    assert f'id="{link[2]}"' in client.get(link[1]).text


def test_no_secret_and_no_markup_is_shown(client: TestClient, told: str) -> None:
    """To readers and to writers alike, on the page, as JSON and by the API."""
    for _ in ("reader", "writer"):
        for path in ("/alerts", "/alerts.json", "/api/v1/alerts"):
            answer = client.get(path)
            assert 200 == answer.status_code
            assert SECRET not in answer.text
            assert EVIL not in answer.text or path != "/alerts"
        client.get("/enter", params={"token": TOKEN})
    assert client.get("/alerts.json").json() == client.get("/api/v1/alerts").json()


def test_what_the_site_watches_it_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process: a text appears in a watched folder, is read, and a message leaves; once."""
    monkeypatch.setattr(bell, "Pace", functools.partial(bell.Pace, quiet_seconds=0.1))
    folder = tmp_path / "texts"
    folder.mkdir()
    now = datetime.now(UTC)
    text = f"Title: Wrap\nOutlet: variety.com\nPublished: {now.date()}\n\n"
    text += "Season 2 of The Salt Road has been cancelled, Netflix said."
    path = tmp_path / "ledger.db"
    with web_server() as web:
        _ruled(path, web, folder, now)
        told = settings(path, now=lambda: datetime.now(UTC), watch=None)
        with TestClient(app(told), follow_redirects=False) as client:
            (folder / "one.txt").write_text(text, encoding="utf-8")
            (number,) = (each["id"] for each in client.get("/watching.json").json()["places"])
            bearer = {"authorization": f"Bearer {TOKEN}"}
            client.post(f"/api/v1/places/{number}", json={"act": "now"}, headers=bearer)
            wait_until(lambda: web.bodies, seconds=90)
        assert ["cancelled"] == [notice["kind"] for notice in web.bodies[0]["notices"]]
        assert 1 == len(web.bodies)


def _ruled(path: Path, web: Got, folder: Path, now: datetime) -> None:
    with open_ledger(path) as ledger:
        add(ledger, [place_named(str(folder), added_at=now)])
        rule(ledger, channel(ledger, web.address()), title="The Salt Road", made_at=now)


# ── written in a browser ────────────────────────────────────────────────────────────────────


def sent(writer: TestClient, path: str, **fields: str) -> Any:
    """Return the answer to a form."""
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', writer.get("/alerts").text)
    assert found
    return writer.post(path, data=fields | {"csrf": found[1]})


def note(writer: TestClient, answer: Any) -> str:
    """Return what the page tells to which a form leads."""
    assert 303 == answer.status_code
    page = writer.get(answer.headers["location"]).text
    return html.unescape(page.partition('role="status">')[2].partition("</p>")[0])


def problem(answer: Any) -> tuple[int, str]:
    """Return the status and the words of a form that was not taken."""
    return answer.status_code, html.unescape(" ".join(answer.text.split()))


def rules_in(place: str) -> list[tuple[str, str, str]]:
    """Return the rules of a ledger: on what, of what, when."""
    with open_ledger(place, write=False) as ledger:
        return [
            (
                subject_words(one),
                kinds_words(wishes_of(one.wishes)),
                rhythm_words(wishes_of(one.wishes)),
            )
            for one in alerts.all_rules(ledger)
        ]


USUAL_FORM = {f"tell_{kind}": "yes" for kind in USUAL}


def test_a_rule_is_made_with_a_new_address(writer: TestClient, place: str) -> None:
    """It is on what its form says; its address is a secret from then on."""
    address = f"jsons://hook.example/{SECRET}"
    fields = {"title": "aouad", "season": "2", "rhythm": "weekly@fri", "at": "18:30"}
    fields |= {"quiet_from": "22:00", "quiet_to": "07:00", "timezone": "Europe/Berlin"}
    made = sent(writer, "/alerts", **fields, **USUAL_FORM, to=address, name="phone")
    told = "Rule 1 on All of Us Are Dead, season 2, to phone, is made."
    assert told == note(writer, made)
    rhythm = "each Friday at 18:30, not from 22:00 to 07:00 (Europe/Berlin)"
    assert [("All of Us Are Dead, season 2", "the usual", rhythm)] == rules_in(place)
    page = writer.get("/alerts").text
    assert SECRET not in page
    assert "jsons://hook.example/****" in page


def test_a_rule_is_made_with_a_channel_that_is_there(writer: TestClient, place: str) -> None:
    """On all that is followed, or on a title that nobody told of yet; of some kinds alone."""
    sent(writer, "/alerts", **USUAL_FORM, to="jsons://hook.example/x")
    made = sent(
        writer, "/alerts", title="Unheard Of", tell_cancelled="yes", tell_cast="yes", channel="1"
    )
    assert (
        "Rule 2 on Unheard Of, to jsons-1, is made. "
        "Nothing has been told of it yet: the rule waits for it."
    ) == note(writer, made)
    assert [
        ("all that is followed", "the usual", "at once"),
        ("Unheard Of", "cancelled, cast", "at once"),
    ] == rules_in(place)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"to": "jsons://127.0.0.1/x"}, "would lead to 127.0.0.1: this machine"),
        ({"to": "json://169.254.169.254/x"}, "Give another address."),
        ({"to": "file:/etc/passwd"}, "named at its terminal"),
        ({"to": "env:HOME"}, "named at its terminal"),
        ({"to": "nonsense"}, "That is no address to send to."),
        ({}, "A rule needs a place to send to."),
        ({"to": "jsons://a.example/x", "title": "!!!"}, "There is no title in"),
        ({"to": "jsons://a.example/x", "title": "x", "season": "two"}, "is no season"),
        ({"to": "jsons://a.example/x", "season": "2"}, "A season is of a title."),
        ({"to": "jsons://a.example/x", "timezone": "Mars"}, "There is no time zone"),
        ({"to": "jsons://a.example/x", "rhythm": "hourly"}, "is no rhythm"),
        ({"to": "jsons://a.example/x", "rhythm": "daily", "at": "25:00"}, "is no time of day"),
        ({"to": "jsons://a.example/x", "quiet_from": "22:00"}, "have no end, or no start"),
        ({"channel": "nowhere"}, "There is no channel"),
    ],
)
def test_a_form_amiss_makes_nothing(
    writer: TestClient, place: str, fields: dict[str, str], told: str
) -> None:
    """It is refused in words that name the remedy; neither rule nor channel is made."""
    status, words = problem(sent(writer, "/alerts", **USUAL_FORM, **fields))
    assert (400, True) == (status, told in words), words
    with open_ledger(place, write=False) as ledger:
        assert ([], []) == (alerts.all_rules(ledger), alerts.all_channels(ledger))


def test_a_rule_of_nothing_is_refused(writer: TestClient) -> None:
    """Where no kind is chosen."""
    status, words = problem(sent(writer, "/alerts", to="jsons://a.example/x"))
    assert (400, True) == (status, "The rule would tell of nothing." in words)


def test_rules_and_channels_are_removed(writer: TestClient, place: str) -> None:
    """A channel in use stays; that of a removed rule is named, and can be removed then."""
    sent(writer, "/alerts", **USUAL_FORM, to="jsons://hook.example/x", name="phone")
    status, words = problem(sent(writer, "/alerts/channels/1", act="remove"))
    assert (400, True) == (status, "used by the rules 1" in words)
    assert (
        "Rule 1 on all that is followed is removed. Its channel phone stays, and no rule uses it."
    ) == note(writer, sent(writer, "/alerts/rules/1"))
    removed = note(writer, sent(writer, "/alerts/channels/1", act="remove"))
    assert "Channel phone is removed, and its address forgotten." == removed
    for path in ("/alerts/rules/1", "/alerts/rules/x", "/alerts/channels/1", "/alerts/channels/x"):
        assert 400 == sent(writer, path, act="remove").status_code, path
    assert [] == rules_in(place)


def test_a_channel_is_tried(writer: TestClient, place: str) -> None:
    """What came of it is told, without the address."""
    with web_server() as web, open_ledger(place) as ledger:
        channel(ledger, f"{web.address()}?secret={SECRET}", name="phone")
        assert "phone: the test was taken." == note(
            writer, sent(writer, "/alerts/channels/1", act="test")
        )
        web.answers = [(404, {})]
        told = note(writer, sent(writer, "/alerts/channels/1", act="test"))
        assert "phone: the webhook answered 404: nothing is there." == told
        assert 2 == len(web.bodies)


def test_a_title_leads_to_its_rule(writer: TestClient, ref: str) -> None:
    """The form is filled with it; who may not write sees no way there."""
    page = writer.get(f"/t/{ref}").text
    link = re.search(r'href="(/alerts\?[^"]+)#add">Be alerted', page)
    assert link
    form = writer.get(html.unescape(link[1])).text
    assert 'name="title" maxlength="300" value="All of Us Are Dead"' in form
    assert 'maxlength="3" size="4" value="2"' in form
    hostile = writer.get("/alerts", params={"title": f'"{EVIL}'}).text
    assert EVIL not in hostile


def test_who_only_reads_sees_no_form(client: TestClient, ref: str, told: str) -> None:
    """Neither on the page of alerts nor on that of a title."""
    page = client.get("/alerts").text
    assert "<form" not in page.partition("<main")[2]
    assert "Be alerted" not in client.get(f"/t/{ref}").text
