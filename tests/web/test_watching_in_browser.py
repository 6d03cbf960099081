"""What is watched, followed and alerted in a real browser: empty and full, phone and desk, axe."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.alerts.stories import Clock, channel, rule, story, tell
from tests.web.conftest import NOW, TOKEN
from tests.web.test_in_browser import AXE, browser, opened

from airdate.alerts.channels import Postman
from airdate.alerts.running import run
from airdate.ledger import Ledger, open_ledger
from airdate.ledger.office import follows
from airdate.ledger.office import places as office
from airdate.ledger.office.places import Done, Visit
from airdate.model import Event, Identifier, Installment, Scheme, Status, WorkKind
from airdate.watch.naming import add, place_named

__all__ = ["browser"]

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]

PAGES = ("/watching", "/watching/log", "/following", "/alerts", "/?followed=yes")
LONG = "https://news.example/a-feed-with-a-very-long-address/that-goes-on-and-on-and-on?format=rss"


@pytest.fixture
def busy(ledger_path: Path) -> Path:
    """Return a ledger with places in each state, visits, followed titles and alerts."""
    with open_ledger(ledger_path) as ledger:
        _watched(ledger)
        dead = Installment("All of Us Are Dead")
        follows.follow(ledger, dead, recorded_at=NOW)
        follows.follow(ledger, Installment("The Salt Road"), recorded_at=NOW, origin="list.csv")
        number = Identifier(Scheme.IMDB, WorkKind.SERIES, "tt14169960")
        follows.identify(ledger, dead, [number], source="tvmaze.com", recorded_at=NOW)
        _alerted(ledger)
    return ledger_path


def _watched(ledger: Ledger) -> None:
    named = [
        place_named("https://one.example/feed", added_at=NOW, kind="feed", name="One: television"),
        place_named(LONG, added_at=NOW, kind="feed", tags=("trade",)),
        place_named("https://new.example/", added_at=NOW, about=Installment("The Salt Road", 2)),
    ]
    one, long, _ = (kept for kept, _ in add(ledger, named))
    why = ("“Ten shows to binge this weekend”: names nothing that is followed",)
    first = [Visit(one.number, NOW - timedelta(hours=n), "not changed") for n in range(60)]
    news = Visit(one.number, NOW, "news", status=200, fresh=3, let_go=2, examples=why)
    lost = Visit(one.number, NOW, "missing", reason="404", address=f"{LONG}&page=1", status=404)
    office.keep(ledger, [Done(visit) for visit in (*first, news, lost)], by="a test")
    office.pause(ledger, long, at=NOW, why="it answered 410: airdate watch resume x asks it again")


def _alerted(ledger: Ledger) -> None:
    clock = Clock(NOW - timedelta(hours=4))
    dead = channel(ledger, "jsons://127.0.0.1:9/a-secret", name="dead")
    rule(ledger, dead, made_at=clock())
    clock.pass_(minutes=1)
    wrap = "2026-02-20/2026-02-20"
    news = story(Event.FILMING_WRAP, wrap, status=Status.DONE, published="2026-02-21")
    tell(ledger, news, at=clock())
    run(ledger, Postman(clock=clock, environment={}, seconds=5))


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "dark")])
@pytest.mark.parametrize("state", ["empty", "busy"])
def test_pages_fit_and_are_accessible(
    browser: Browser,
    request: pytest.FixtureRequest,
    state: str,
    width: int,
    scheme: str,
) -> None:
    """Nothing is wider than the window, axe finds nothing, nothing is asked of another host."""
    request.getfixturevalue("busy" if state == "busy" else "ledger_path")
    base = request.getfixturevalue("served")
    size = {"width": width, "height": 900}
    page = opened(browser, base, viewport=size, color_scheme=scheme)
    page.goto(f"/enter?token={TOKEN}")
    listed = page.request.get("/watching.json").json()["places"]
    for path in (*PAGES, *(f"/watching/{each['id']}" for each in listed)):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.evaluate(AXE)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        told = [(one["id"], one["impact"], one["nodes"][0]["html"][:200]) for one in found]
        assert [] == told, f"{path}: {json.dumps(told, indent=1)}"
    assert [] == page.complaints  # type: ignore[attr-defined]


def test_a_place_is_added_paused_and_removed_without_script(browser: Browser, served: str) -> None:
    """The whole way of a newcomer: follow, add, pause, resume, remove; by forms alone."""
    page = opened(browser, served, java_script_enabled=False)
    page.goto(f"/enter?token={TOKEN}")
    page.click("nav >> text=Following")
    page.fill("#titles", "Night Harbour S02\nThe Salt Road")
    page.click("text=Follow them")
    assert "2 titles are followed from now on" in page.inner_text(".flash")
    page.click("nav >> text=Watching")
    assert "Nothing is watched yet." in page.inner_text("main")
    page.fill("#address", "news.example/feed")
    page.fill("#title", "Night Harbour")
    page.select_option("#every", "6h")
    page.click("text=Watch it")
    assert "news.example/feed" == page.inner_text("h1")
    page.click("button:has-text('Pause')")
    assert "is paused" in page.inner_text(".flash")
    page.click("button:has-text('Resume')")
    assert "is watched again" in page.inner_text(".flash")
    page.click("summary:has-text('Remove it')")
    page.click("text=Watch it no more")
    assert "watched no more" in page.inner_text(".flash")
    assert "Nothing is watched yet." in page.inner_text("main")
