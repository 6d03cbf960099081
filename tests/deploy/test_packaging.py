"""The wheel and the source archive: all that is needed is in them, and nothing that is not."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from tests.deploy.conftest import ROOT, lay, locked

_NETWORK = os.environ.get("AIRDATE_TEST_NETWORK")
"""Set it to have pip fetch the locked packages, instead of laying those of this environment."""


def tracked(folder: str) -> set[str]:
    """Return the files that are tracked below a folder."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", folder], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}


@pytest.mark.needs("git")
def test_the_wheel_has_all_files(wheel: Path) -> None:
    """Templates, lexicons, samples and all other data of the package, and no tests."""
    names = set(zipfile.ZipFile(wheel).namelist())
    missing = {name.removeprefix("src/") for name in tracked("src/airdate")} - names
    assert set() == missing
    assert [] == [name for name in names if not name.startswith(("airdate/", "airdate-"))]
    assert [] == [name for name in names if name.endswith((".pyc", ".db", ".lock"))]


def test_what_the_wheel_says(wheel: Path) -> None:
    """Its extras, its command and its licence."""
    archive = zipfile.ZipFile(wheel)
    (info,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    told = Parser().parsestr(archive.read(info).decode())
    assert "airdate" == told["Name"]
    assert {"charts", "mcp", "notify", "postgresql", "web"} <= set(
        told.get_all("Provides-Extra", [])
    )
    entries = archive.read(info.replace("METADATA", "entry_points.txt")).decode()
    assert "airdate = airdate.cli:main" in entries
    assert any(name.endswith("LICENSE") for name in archive.namelist())


@pytest.mark.slow
@pytest.mark.needs("git")
def test_the_source_archive_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """From the archive alone, without the repository."""
    call = [sys.executable, "-m", "hatchling", "build", "-d", str(tmp_path), "-t"]
    subprocess.run([*call, "sdist"], cwd=ROOT, check=True, capture_output=True, timeout=300)
    (made,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(made) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    subprocess.run([*call, "wheel"], cwd=source, check=True, capture_output=True, timeout=300)
    (again,) = tmp_path.glob("*.whl")
    assert sorted(zipfile.ZipFile(wheel).namelist()) == sorted(zipfile.ZipFile(again).namelist())
    assert (source / "docs" / "ledger.md").is_file()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an environment as pipx makes one: the wheel and what is locked, nothing else."""
    folder = tmp_path_factory.mktemp("pipx") / "airdate"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, timeout=300)
    pip = [str(folder / "bin" / "pip"), "--disable-pip-version-check", "install", "--quiet"]
    if _NETWORK:
        lock = ROOT / "deploy" / "requirements.txt"
        subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True, timeout=900)
    else:
        (site,) = folder.glob("lib/python*/site-packages")
        lay(locked(ROOT / "deploy" / "requirements.txt"), site)
    subprocess.run([*pip, "--no-index", "--no-deps", str(wheel)], check=True, timeout=300)
    return folder


def run(folder: Path, home: Path, *words: str) -> str:
    """Return what a call prints in an empty environment, far from the repository."""
    done = subprocess.run(
        [str(folder / "bin" / "airdate"), *words],
        env={"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert 0 == done.returncode, done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_wheel_runs(installed: Path, tmp_path: Path) -> None:
    """The demo, a backup, a look at the ledger and a restoring, with what is locked and no more."""
    assert "All of Us Are Dead" in run(installed, tmp_path, "demo")
    db = ("--db", str(tmp_path / ".local" / "share" / "airdate" / "demo.db"))
    assert "Backed up 27 documents" in run(installed, tmp_path, *db, "backup", "kept.db")
    assert "is sound" in run(installed, tmp_path, *db, "doctor")
    other = ("--db", str(tmp_path / "other.db"))
    assert "Restored 27 documents" in run(installed, tmp_path, *other, "restore", "kept.db")
    assert "answers" in run(installed, tmp_path, *other, "health")
    assert run(installed, tmp_path, *db, "titles") == run(installed, tmp_path, *other, "titles")


@pytest.mark.slow
def test_all_commands_are_there(installed: Path, tmp_path: Path) -> None:
    """Each command of the wheel can be asked for its help."""
    from airdate.cli import _COMMANDS

    told = run(installed, tmp_path, "--help")
    assert [] == [name for name in _COMMANDS if f"  {name} " not in told]
    for name in ("serve", "backup", "restore", "doctor", "health", "token"):
        assert "Usage:" in run(installed, tmp_path, name, "--help")


def test_the_lock_of_the_container_is_of_today() -> None:
    """deploy/requirements.txt is what deploy/lock makes of pyproject.toml and the tests' lock."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "deploy" / "lock"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (0, "") == (done.returncode, done.stderr)
