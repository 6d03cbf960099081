"""What docs/alerts.md says is so."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.alerts.test_letters import WRAP, letter

from airdate.alerts.letters import json_of
from airdate.alerts.notices import MEANINGS, USUAL, Kind

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "alerts.md").read_text(encoding="utf-8")


def test_kinds() -> None:
    """The table has all kinds in their order, with their meanings; the last three are extra."""
    rows = re.findall(r"^\| `(\w+)` \| (.+?)(?: \(.*)? \|$", PAGE, re.MULTILINE)
    assert [(str(kind), MEANINGS[kind]) for kind in Kind] == rows
    assert list(Kind)[:-3] == [kind for kind in Kind if kind in USUAL]


def test_body() -> None:
    """The body of a webhook has the fields that the page shows."""
    shown = json.loads(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1])  # type: ignore[index]
    sent = json.loads(json_of(letter(WRAP)))
    assert shown.keys() == sent.keys()
    assert shown["notices"][0].keys() == sent["notices"][0].keys()
    (source,) = shown["notices"][0]["sources"]
    assert source.keys() == sent["notices"][0]["sources"][0].keys()


def test_links() -> None:
    """Each page that it leads to is there."""
    folder = Path(__file__).resolve().parents[2] / "docs"
    pages = re.findall(r"\]\((\w[\w/.-]*\.md)\)", PAGE)
    assert pages == [page for page in pages if (folder / page).is_file()]
    assert pages


def test_tests_are_there() -> None:
    """Each test that the table of attacks names is there."""
    tests = "".join(path.read_text() for path in Path(__file__).parents[1].rglob("test_*.py"))
    for name in re.findall(r"`(?:test_\w+\.py::)?(test_\w+)`", PAGE):
        assert f"def {name}(" in tests
