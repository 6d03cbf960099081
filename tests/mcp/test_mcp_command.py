"""`airdate mcp` as a command: what it needs, and what it says where that is not there."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from airdate.cli import app
from airdate.errors import UsageError


def _called(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "airdate", *map(str, arguments)],
        input="",
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_missing_ledger_is_told_at_the_start(tmp_path: Path) -> None:
    """No ledger is made; standard output, which is the protocol's, stays empty."""
    path = tmp_path / "none.db"
    done = _called("mcp", "--db", path)
    assert (1, "") == (done.returncode, done.stdout)
    assert str(path) in done.stderr
    assert not path.exists()


def test_it_ends_when_the_assistant_leaves(demo_ledger: Path) -> None:
    """The end of standard input is no failure, and nothing is printed."""
    done = _called("mcp", "--db", demo_ledger)
    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package that is missing is named, with the command that brings it."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"not installed: mcp\.\n.*pip install .*\[mcp\]"):
        app.main(["mcp"], standalone_mode=False)


def test_its_help_loads_no_library_of_the_protocol() -> None:
    """What the protocol needs is imported when an assistant is served."""
    script = (
        "import sys\nsys.argv = ['airdate', 'mcp', '--help']\nfrom airdate.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'mcp', 'pydantic', 'anyio', 'starlette', 'sqlalchemy', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert "[]" == done.stderr.strip()
