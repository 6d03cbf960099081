"""The page of a brief in a real browser."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tests.support import belief, entry, even_forecast, milestone, timeline, weighed

from airdate.brief import write
from airdate.model import Event
from airdate.publish import brief_html

_CHROMIUM = [
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=3000",
    "--dump-dom",
]


@pytest.mark.needs("chromium")
@pytest.mark.slow
@pytest.mark.parametrize("columns", [360, 1280])
def test_the_page_fits_a_phone_and_a_desk(columns: int, tmp_path: Path) -> None:
    """Nothing is wider than the window, long words and addresses included."""
    kept = entry(
        milestone(Event.FILMING_WRAP, "2026-02-19/2026-02-19"),
        said_on="2026-02-22",
        words="Filming " + "x" * 400 + " is over.",
    )
    brief = write(
        timeline(belief(Event.FILMING_WRAP, [weighed(kept)])), even_forecast(), ref="k3f9"
    )
    page = brief_html(brief).replace("<details>", "<details open>")
    (tmp_path / "brief.html").write_text(page, encoding="utf-8")
    # A frame has the width that it is given; a headless window has a least one of its own.
    probe = (
        f'<iframe id="f" src="brief.html" width="{columns}" height="800"></iframe><p id="w"></p>'
        "<script>f.onload=()=>{const d=f.contentDocument.documentElement;"
        "w.textContent=`wide ${d.scrollWidth} of ${d.clientWidth}`}</script>"
    )
    (tmp_path / "probe.html").write_text(probe, encoding="utf-8")
    shown = subprocess.run(
        [
            *_CHROMIUM,
            "--allow-file-access-from-files",
            f"--user-data-dir={tmp_path / 'profile'}",
            (tmp_path / "probe.html").as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout
    found = re.search(r"wide (\d+) of (\d+)", shown)
    assert found, shown[:500]
    wide, window = map(int, found.groups())
    assert 0 < wide <= window
