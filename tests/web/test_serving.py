"""`airdate serve` and `airdate token` as a person runs them."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest


def called(*words: str) -> subprocess.CompletedProcess[str]:
    """Return what a call of airdate printed."""
    command = [sys.executable, "-m", "airdate", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.slow
def test_serve_prints_an_address_that_answers(tmp_path: Path) -> None:
    """It makes an empty ledger, says where it is, and the address signs the visitor in."""
    db = str(tmp_path / "new.db")
    command = [sys.executable, "-m", "airdate", "serve", "--db", db, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        lines = [running.stdout.readline() for _ in range(3)]
        found = re.search(r"http://127\.0\.0\.1:\d+/enter\?token=\S+", "".join(lines))
        try:
            assert found, lines
            base = found[0].partition("/enter")[0]
            with urllib.request.urlopen(base, timeout=30) as answer:  # noqa: S310
                assert b"This ledger is empty" in answer.read()
        finally:
            running.terminate()
            running.wait(30)


def test_other_machines_are_let_in_with_a_token_alone(tmp_path: Path) -> None:
    """Without a token it does not start, and says how to make one."""
    done = called("serve", "--db", str(tmp_path / "new.db"), "--host", "0.0.0.0", "--port", "0")  # noqa: S104
    assert 2 == done.returncode
    assert "airdate token new NAME" in done.stderr
