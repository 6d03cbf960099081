"""Pictures of every page, for eyes: `python -m tests.web.screenshots FOLDER [NAME...]`.

Serves a ledger of the sample dossier as of its last week, and takes each page (or those named) on
a desk and on a phone, light and dark. With `--small`, one picture a page, of a screen's height, in
few colours: fit for a README. Needs chromium.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from airdate import documents, pipeline, samples
from airdate.ledger import open_ledger
from airdate.model import Reading
from airdate.web import Settings, app

NOW = datetime(2026, 2, 28, 12, tzinfo=UTC)
TOKEN = "pictures"  # noqa: S105 -- of this run alone
DRAFT = """All of Us Are Dead season 2: what we know

Season 2 of All of Us Are Dead wrapped filming in February 2026. The second season has been
cancelled by Netflix. The series is back this year, and fans are glad.

All of Us Are Dead season 2 will be released on 3 July 2026, according to variety-news.example. \
Reportedly Yoon Chan-young returns as Lee Cheong-san. Park Ji-hu will leave the series. Filming of \
season 2 of All of Us Are Dead began in March 2023.

The second season is set in Seoul. Season 4 of The Long Wait will premiere in May 2026.
"""
"""A draft with something of each verdict in it."""

SIZES = {"desk": 1280, "phone": 390}


def filled(path: Path) -> None:
    """Read the sample dossier into a ledger."""
    with open_ledger(path) as ledger:
        for found in pipeline.read(map(str, samples.dossier()), given=documents.Given(now=NOW)):
            if isinstance(found, Reading):
                pipeline.record(ledger, found, recorded_at=NOW)


@contextmanager
def served(path: Path) -> Iterator[str]:
    """Serve a ledger on this machine for a while."""
    import uvicorn

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    settings = Settings(ledger=path, run_token=TOKEN, now=lambda: NOW)
    server = uvicorn.Server(uvicorn.Config(app(settings), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def pages(browser: Browser, base: str) -> dict[str, str]:
    """Return the addresses of the pages by their names."""
    asked = browser.new_context(base_url=base).request
    season = next(
        item for item in asked.get("/search.json?q=aouad+2").json()["titles"] if item["season"] == 2
    )
    found = asked.get("/search.json?q=cameras+wrap&most=1").json()["passages"]
    return {
        "home": "/",
        "title": f"/t/{season['ref']}",
        "evidence": f"/d/{found[0]['document']}",
        "calendar": "/calendar?month=2027-02",
        "changes": "/changes?since=2025-06-01",
        "sources": "/sources",
        "source": "/sources/pinkvilla.com",
        "search": "/search?q=park",
        "following": "/following",
        "watching": "/watching",
        "alerts": "/alerts",
        "add": "/add",
        "rumours": "/rumours",
        "article": f"/t/{season['ref']}/article",
        "check": "/check",
        "checked": asked.post("/check", form={"text": DRAFT}, max_redirects=0).headers["location"],
    }


def taken(browser: Browser, base: str, path: str, *, size: str, scheme: str) -> bytes:
    """Return the picture of a whole page."""
    window = {"width": SIZES[size], "height": 900}
    context = browser.new_context(base_url=base, viewport=window, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"/enter?token={TOKEN}")
    page.goto(path)
    page.wait_for_load_state("networkidle")
    picture: bytes = page.screenshot(full_page=True)
    context.close()
    return picture


def small(browser: Browser, base: str, path: str) -> bytes:
    """Return the top of a page, in a picture that a README can bear."""
    window = {"width": 1100, "height": 1150}
    context = browser.new_context(base_url=base, viewport=window, color_scheme="light")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(path)
    page.wait_for_load_state("networkidle")
    picture: bytes = page.screenshot()
    context.close()
    return picture


def main() -> None:
    """Take the pictures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("names", nargs="*")
    asked.add_argument("--small", action="store_true")
    told = asked.parse_args()
    told.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        filled(Path(folder) / "ledger.db")
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        with served(Path(folder) / "ledger.db") as base:
            for name, path in pages(browser, base).items():
                if told.names and name not in told.names:
                    continue
                if told.small:
                    (told.folder / f"{name}.png").write_bytes(small(browser, base, path))
                    continue
                for size in SIZES:
                    for scheme in ("light", "dark"):
                        picture = taken(browser, base, path, size=size, scheme=scheme)
                        (told.folder / f"{name}-{size}-{scheme}.png").write_bytes(picture)
        browser.close()


if __name__ == "__main__":
    main()
