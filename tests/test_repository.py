"""The repository itself: its documentation is true, its files are fit to be published."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from airdate.cli import _COMMANDS

ROOT = Path(__file__).resolve().parent.parent
_LARGEST_BYTES = 1_000_000


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]


@pytest.mark.needs("git")
def test_no_file_is_large_or_names_a_machine() -> None:
    """Nothing over a megabyte, no registry's address in a lock, no path of one machine."""
    for path in _tracked():
        data = path.read_bytes()
        assert len(data) <= _LARGEST_BYTES, path
        if path.parent.name == "requirements":
            assert b"://" not in data, path


def test_every_command_is_documented() -> None:
    """docs/commands.md holds the help of each command, to the letter."""
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for name in _COMMANDS:
        done = subprocess.run(
            [sys.executable, "-m", "airdate", name, "--help"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() in page, f"run scripts/docs: {name} has changed"


def test_links_between_pages_lead_somewhere() -> None:
    """A relative link in README or docs names a file that is there."""
    for page in (ROOT / "README.md", *ROOT.glob("docs/**/*.md")):
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readme_names_the_targets_that_exist() -> None:
    """Each `make TARGET` of the README is a target of the Makefile."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"\bmake ([a-z]+)\b", readme))
    assert {"demo", "test"} <= named
    assert set() == {name for name in named if f"\n{name}:" not in makefile}
