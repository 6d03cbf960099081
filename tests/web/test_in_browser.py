"""The site in a real browser: a newcomer's path, phone and desk, light and dark, axe, no script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.web.conftest import TOKEN
from tests.web.screenshots import DRAFT

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Yield Debian's Chromium, driven by Playwright."""
    import shutil

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield started
        started.close()


def opened(browser: Browser, base: str, **named: object) -> Page:
    """Return a page that takes every complaint of the browser for a failure."""
    context = browser.new_context(base_url=base, **named)  # type: ignore[arg-type]
    page = context.new_page()
    page.complaints = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
    page.on("console", lambda told: _note(page, told.type, told.text))
    page.on("request", lambda asked: _note_request(page, base, asked.url))
    return page


def _note(page: Page, kind: str, text: str) -> None:
    if kind in ("error", "warning") and "Failed to load resource" not in text:
        page.complaints.append(text)  # type: ignore[attr-defined]


def _note_request(page: Page, base: str, url: str) -> None:
    if not url.startswith((base, "data:")):
        page.complaints.append(f"asked elsewhere: {url}")  # type: ignore[attr-defined]


def the_season(page: Page) -> str:
    """Return the address of the season that the dossier is about."""
    found = page.request.get("/search.json?q=aouad+2").json()["titles"]
    return next(f"/t/{item['ref']}" for item in found if item["season"] == 2)


def all_pages(page: Page) -> list[str]:
    """Return the addresses of every kind of page."""
    title = the_season(page)
    document = page.request.get("/api/v1/documents?limit=1").json()["items"][0]["document"]
    secret = page.request.get("/check").text().partition('name="csrf" value="')[2][:64]
    draft = {"text": DRAFT, "csrf": secret}
    checked = page.request.post("/check", form=draft, max_redirects=0)
    return [
        "/",
        title,
        f"{title}?as_of=2024-02-15",
        f"/d/{document}",
        "/calendar?month=2027-02",
        "/changes?since=2025-06-01",
        "/sources",
        "/sources/variety.com",
        "/search?q=park",
        "/rumours",
        f"{title}/article",
        "/check",
        checked.headers["location"],
        "/add",
        "/enter",
        "/nothing",
    ]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_are_accessible_and_quiet(
    browser: Browser, served: str, width: int, scheme: str
) -> None:
    """Nothing is wider than the window, axe finds nothing, nothing is asked of another host."""
    size = {"width": width, "height": 900}
    page = opened(browser, served, viewport=size, color_scheme=scheme)
    page.goto(f"/enter?token={TOKEN}")
    for path in all_pages(page):
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, path
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.evaluate(AXE)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        told = [(one["id"], one["impact"], one["nodes"][0]["html"][:200]) for one in found]
        assert [] == told, f"{path}: {json.dumps(told, indent=1)}"
    assert [] == page.complaints  # type: ignore[attr-defined]


def test_a_newcomers_path(browser: Browser, served: str) -> None:
    """From the first page to a title, its evidence, a correction, a moved forecast, a calendar."""
    page = opened(browser, served, viewport={"width": 1280, "height": 900})
    page.goto(f"/enter?token={TOKEN}")
    page.click("text=All of Us Are Dead, season 2")
    answer = page.inner_text(".answer")
    page.click("header .says summary")
    page.click("header .says a:has-text('See it in its text')")
    assert page.locator("mark").count() > 0
    page.goto(the_season(page))
    stage = page.locator("li[id$='.post_production']")
    stage.locator(".says summary").click()
    stage.locator("a:has-text('See it in its text')").first.click()
    claim = page.locator(".claim:target")
    claim.locator(".decide summary").click()
    claim.locator("input[name=reason]").fill("The text says that it is to come")
    claim.locator("input[name=when]").fill("2028-01-01/2028-12-31")
    claim.locator("select[name=status]").select_option("planned")
    claim.locator("button[value=corrected]").click()
    assert "Kept: corrected." in page.inner_text(".flash")
    assert "The forecast of All of Us Are Dead, season 2 moved" in page.inner_text(".flash")
    page.goto(the_season(page))
    assert answer != page.inner_text(".answer")
    address = page.get_attribute("a:has-text('Calendar') >> nth=1", "href")
    calendar = page.request.get(str(address))
    assert "BEGIN:VEVENT" in calendar.text()
    assert [] == page.complaints  # type: ignore[attr-defined]


def test_the_slider_and_the_search_help(browser: Browser, served: str) -> None:
    """The slider leads to another day; the search shows what it finds while one types."""
    page = opened(browser, served, viewport={"width": 1280, "height": 900})
    page.goto(the_season(page))
    slider = page.locator("form.asof input[type=range]")
    slider.focus()
    slider.press("Home")
    page.wait_for_url("**as_of=2022-06-06")
    assert "2022-06-06" == page.input_value("#as_of")
    page.fill("#find", "")
    page.type("#find", "park ji")
    page.wait_for_selector("#found a:has-text('Park Ji-hu')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/t/*")
    assert [] == page.complaints  # type: ignore[attr-defined]


def test_it_works_without_script(browser: Browser, served: str) -> None:
    """Days, search, filters, details and decisions need no script."""
    page = opened(browser, served, java_script_enabled=False)
    page.goto(f"/enter?token={TOKEN}")
    page.goto(the_season(page))
    page.fill("#as_of", "2024-02-15")
    page.click("form.asof button")
    assert "as_of=2024-02-15" in page.url
    page.fill("#find", "lomon")
    page.click(".find button")
    assert "Found for “lomon”" in page.inner_text("h1")
    page.goto("/add")
    page.fill("#text", "Season 2 of Night Harbour wrapped filming on 18 February 2026.")
    page.fill("#heading", "Night Harbour season 2")
    page.click("text=Read and keep it")
    assert "New document" in page.inner_text(".flash")
