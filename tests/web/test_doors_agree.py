"""Figures of one's own (AIRDATE_PARAMETERS) are those of every door: none forecasts by others."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import vobject
from tests.mcp.conftest import assisted

from airdate import pipeline
from airdate.forecast.parameters import dump, shipped
from airdate.ledger import open_ledger
from airdate.model import Forecast

DAY = date(2026, 2, 28)
TITLE = "All of Us Are Dead, season 2"


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of figures by which everything takes twice as long."""
    slow = {name: shipped()[name] + 0.7 for name in shipped().figures if name.endswith(".mu")}
    path = tmp_path_factory.mktemp("figures") / "slow.json"
    path.write_text(dump(shipped().moved(slow, note="twice as long")), encoding="utf-8")
    return path


def foreseen(ledger: Path, figures: Path | None) -> Forecast:
    """Return the forecast that every door should give."""
    from airdate.forecast.parameters import read

    with open_ledger(ledger, write=False) as opened:
        subject = next(i.installment for i in opened.installments() if str(i.installment) == TITLE)
        believed = pipeline.reconcile(opened, subject, as_of=DAY)
        return pipeline.foresee(opened, believed, parameters=read(figures) if figures else None)


def middle(forecast: Forecast) -> str:
    """Return the middle of a forecast, given that it comes."""
    day = forecast.quantile(0.5, given_release=True)
    assert day
    return day.isoformat()


@contextmanager
def served(ledger: Path, figures: Path) -> Iterator[str]:
    """Yield the address of `airdate serve` with figures of one's own."""
    command = [sys.executable, "-m", "airdate", "serve", "--db", str(ledger), "--port", "0"]
    env = {**os.environ, "AIRDATE_PARAMETERS": str(figures)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as running:
        assert running.stdout
        lines = "".join(running.stdout.readline() for _ in range(2))
        found = re.search(r"http://127\.0\.0\.1:\d+", lines)
        try:
            assert found, lines
            yield found[0]
        finally:
            running.terminate()
            running.wait(30)


def asked(address: str) -> Any:
    """Return what an address of a site answers."""
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310
        body = answer.read().decode()
        return json.loads(body) if "json" in answer.headers["content-type"] else body


def test_pages_feeds_and_api_forecast_by_them(ledger_path: Path, figures: Path, ref: str) -> None:
    """The title's page and its history, the list, the calendar, the API: all of one forecast."""
    own, others = foreseen(ledger_path, figures), foreseen(ledger_path, None)
    assert middle(own) > middle(others)
    with served(ledger_path, figures) as base:
        told = asked(f"{base}/api/v1/titles/{ref}/forecast?as_of={DAY}")
        assert (middle(own), round(own.never, 4)) == (told["quantiles"]["0.5"], told["never"])
        page = asked(f"{base}/t/{ref}.json?as_of={DAY}")
        assert middle(own) == page["history"][-1]["median"]
        asked(f"{base}/calendar.ics?as_of={DAY}")  # waits for all rows, which the list does not
        flat = asked(f"{base}/api/v1/titles/{ref}?as_of={DAY}")
        assert middle(own) == flat["middle"]
        cards = asked(f"{base}/index.json?as_of={DAY}")["titles"]
        card = next(card for card in cards if card["ref"] == ref)
        assert middle(own) == card["forecast"]["quantiles"]["0.5"]
        (event,) = vobject.readOne(asked(f"{base}/t/{ref}.ics?as_of={DAY}")).contents["vevent"]
        assert event.dtstart.value.isoformat() <= middle(own) < event.dtend.value.isoformat()


def test_assistants_are_answered_by_them(
    ledger_path: Path, figures: Path, ref: str, tmp_path: Path
) -> None:
    """As by the command line."""
    own = middle(foreseen(ledger_path, figures))
    with assisted(ledger_path, tmp_path, AIRDATE_PARAMETERS=str(figures)) as assistant:
        told = assistant.data("when", title=ref, as_of=DAY.isoformat())
    assert own == told["quantiles"]["0.5"]
    command = [sys.executable, "-m", "airdate", "forecast", "aouad", "--season", "2", "--json"]
    done = subprocess.run(
        [*command, "--as-of", DAY.isoformat(), "--db", str(ledger_path)],
        env={**os.environ, "AIRDATE_PARAMETERS": str(figures)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert own == json.loads(done.stdout)["quantiles"]["0.5"]


@pytest.mark.parametrize("door", [("serve", "--port", "0"), ("mcp",), ("mcp", "--http")])
def test_a_file_that_holds_none_is_told_before_a_door_opens(
    ledger_path: Path, tmp_path: Path, door: tuple[str, ...]
) -> None:
    """With its name and the way to make one; nothing is answered by other figures."""
    broken = tmp_path / "figures.json"
    broken.write_text("{}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "airdate", *door, "--db", str(ledger_path)],
        env={**os.environ, "AIRDATE_PARAMETERS": str(broken)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        input="",
    )
    assert (2, "") == (done.returncode, done.stdout)
    assert f"{broken} is no file of figures" in done.stderr
    assert "airdate fit" in done.stderr
