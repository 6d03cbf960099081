"""The page on dates: its examples run."""

from __future__ import annotations

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "dates.md"


def test_the_examples_of_the_page_run() -> None:
    """As written, with the answers as written."""
    failures, examples = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (0, True) == (failures, examples > 5)
