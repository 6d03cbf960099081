"""docs/security.md tells of tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


def test_every_test_that_the_page_names_is_in_its_file() -> None:
    """An attack without its test is none that is held off."""
    page = (_ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    texts: dict[str, str] = {}
    for path in (_ROOT / "tests").rglob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        for name in (path.name, path.relative_to(_ROOT).as_posix()):
            texts[name] = texts.get(name, "") + text
    rows = re.findall(r"^\|.*\|$", page, re.MULTILINE)
    named = 0
    for row in rows:
        for file, tests in re.findall(r"`([\w/]+\.py)`: ((?:`test_\w+`(?:, )?)+)", row):
            for test in re.findall(r"`(test_\w+)`", tests):
                named += 1
                assert re.search(rf"def {test}\(", texts[file]), f"{file}: {test}"
    assert named > 80
