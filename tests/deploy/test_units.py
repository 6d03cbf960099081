"""The units of systemd: they can be read, name commands that exist, and give away little."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.deploy.conftest import ROOT
from tests.deploy.test_page import faults

UNITS = sorted((ROOT / "deploy").glob("airdate*.service"))
TIMERS = sorted((ROOT / "deploy").glob("airdate*.timer"))


def commands(unit: Path) -> list[list[str]]:
    """Return what a unit starts."""
    text = unit.read_text(encoding="utf-8")
    return [shlex.split(line) for line in re.findall(r"^ExecStart=(.+)$", text, re.MULTILINE)]


def test_they_are_there() -> None:
    """A site, a watcher, and a backup with its timer."""
    assert ["airdate-backup", "airdate-watch", "airdate"] == [unit.stem for unit in UNITS]
    assert ["airdate-backup"] == [timer.stem for timer in TIMERS]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_commands_exist(unit: Path) -> None:
    """What is started is there, with these options."""
    called = commands(unit)
    assert called
    for path, *words in called:
        assert "/usr/local/bin/airdate" == path
        assert [] == faults(["airdate", *words])


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_hardened(unit: Path) -> None:
    """Each runs as its own user, sees its own folder alone, and gains no rights."""
    lines = set(unit.read_text(encoding="utf-8").splitlines())
    wanted = {
        *("User=airdate", "NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes"),
        *("StateDirectory=airdate", "StateDirectoryMode=0700", "CapabilityBoundingSet="),
        *("PrivateTmp=yes", "SystemCallFilter=@system-service", "UMask=0077"),
    }
    assert set() == wanted - lines


def test_the_site_asks_for_a_token() -> None:
    """A proxy of the same machine opens it to everybody: so it asks, and prints no way in."""
    (words,) = commands(ROOT / "deploy" / "airdate.service")
    assert "--ask-token" in words


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_understands_them(tmp_path: Path) -> None:
    """Nothing is found amiss by systemd, and little that is exposed (0 is best, 10 worst)."""
    for unit in (*UNITS, *TIMERS):
        text = unit.read_text(encoding="utf-8").replace("/usr/local/bin/airdate", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    units = [str(tmp_path / unit.name) for unit in (*UNITS, *TIMERS)]
    done = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False
    )
    assert (0, "") == (done.returncode, done.stderr)
    for unit in UNITS:
        call = ["systemd-analyze", "security", "--offline=true", "--threshold=15"]
        told = subprocess.run(
            [*call, str(tmp_path / unit.name)], capture_output=True, text=True, check=False
        )
        assert 0 == told.returncode, told.stdout[-200:]
