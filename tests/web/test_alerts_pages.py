"""The page of alerts: rules, what was sent, what waits, what failed; and no secret."""

from __future__ import annotations

import functools
import re
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.alerts.servers import Got, wait_until, web_server
from tests.alerts.stories import Clock, channel, rule, story, tell
from tests.web.conftest import NOW, TOKEN, settings

from airdate.alerts import bell
from airdate.alerts.channels import Postman
from airdate.alerts.rules import Digest
from airdate.alerts.running import run
from airdate.ledger import open_ledger
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
    """By the command line, where a secret belongs."""
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
