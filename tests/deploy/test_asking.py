"""`airdate serve --ask-token`, for a site that a proxy of the same machine stands before."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest


def called(*words: str) -> subprocess.CompletedProcess[str]:
    """Return what a call of airdate printed."""
    command = [sys.executable, "-m", "airdate", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def status(address: str, token: str = "") -> int:
    """Return the status of an answer."""
    asked = urllib.request.Request(address)  # noqa: S310 -- of this machine
    if token:
        asked.add_header("authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_it_needs_a_token(tmp_path: Path) -> None:
    """Without one it does not start; with open reading it makes no sense."""
    db = str(tmp_path / "new.db")
    done = called("serve", "--db", db, "--ask-token", "--port", "0")
    assert (2, True) == (done.returncode, "airdate token new NAME" in done.stderr)
    both = called("serve", "--db", db, "--ask-token", "--open-reading")
    assert (2, True) == (both.returncode, "do not go together" in both.stderr)


@pytest.mark.slow
def test_it_asks_on_this_machine_too(tmp_path: Path) -> None:
    """It prints no way in, shows nothing without a token, and logs neither token nor address."""
    db = str(tmp_path / "new.db")
    token = called("token", "new", "proxy", "--db", db).stdout.strip()
    options = ["--ask-token", "--port", "0", "--log-format", "json", "--log-level", "info"]
    command = [sys.executable, "-m", "airdate", "serve", "--db", db, *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        told = [running.stdout.readline() for _ in range(2)]
        try:
            site = told[1].strip().rstrip("/")
            assert "token" not in "".join(told)
            until = time.monotonic() + 30
            while status(f"{site}/readyz") != 200 and time.monotonic() < until:
                time.sleep(0.05)
            assert [401, 401, 200] == [
                status(site),
                status(f"{site}/metrics"),
                status(f"{site}/metrics", token),
            ]
        finally:
            running.terminate()
            _, errors = running.communicate(timeout=30)
    lines = [json.loads(line) for line in errors.splitlines() if line.startswith("{")]
    assert {("/", 401)} == {(one["route"], one["status"]) for one in lines if "route" in one}
    assert token not in errors
