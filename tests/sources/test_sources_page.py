"""The page on sources says what the code does."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from airdate.model import Status
from airdate.sources.weights import weights

PAGE = Path(__file__).parents[2] / "docs" / "sources.md"


def rows(columns: int) -> list[list[str]]:
    """Return the cells of the rows of the page's tables of so many columns."""
    lines = re.findall(r"^\| (.*) \|$", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    return [cells for line in lines if len(cells := line.split(" | ")) == columns]


def test_the_examples_of_the_page_run() -> None:
    """As a reader would type them."""
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)
    assert (0, True) == (failed, tried >= 5)


def test_the_tables_of_the_page_are_those_of_the_data() -> None:
    """Faith and relay by kind, voices, and how statuses hold and age."""
    table = weights()
    told = {name: (a, b) for name, a, b in rows(3)}
    for kind, faith in table.faith.items():
        assert told[kind] == (f"{faith:.2f}", f"{table.relays[kind]:.2f}")
    for status in Status:
        days = table.half_life_days.get(status)
        assert told[status] == (f"{table.holds[status]:.2f}", str(days) if days else "–")
    voices = {name.split()[0]: faith for name, faith in rows(2)}
    for voice, faith in table.voices.items():
        assert voices[voice] == f"{faith:.2f}"
