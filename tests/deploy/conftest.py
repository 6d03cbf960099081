"""The wheel of this tree, and environments in which nothing but what is locked is installed."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def locked(lock: Path) -> list[str]:
    """Return the names of the packages that a lock holds for this Python."""
    from packaging.requirements import Requirement

    lines = re.findall(r"^(\S+==[^\\\n]+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    found = [Requirement(line.strip()) for line in lines]
    return [one.name for one in found if one.marker is None or one.marker.evaluate()]


def lay(names: list[str], site: Path) -> None:
    """Lay the packages of this environment into another one, file by file: no network is needed.

    What is not named is not there: a lock that lacks a package is found out by its import.
    """
    import os
    import shutil

    for name in names:
        for file in distribution(name).files or ():
            source = Path(str(file.locate()))
            if ".." in file.parts or source.suffix == ".pyc" or not source.is_file():
                continue
            target = site / file
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                continue
            try:
                os.link(source, target)
            except OSError:
                shutil.copy2(source, target)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this tree, built as a release is."""
    folder = tmp_path_factory.mktemp("dist")
    call = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(call, cwd=ROOT, check=True, capture_output=True, timeout=300)
    (made,) = folder.glob("*.whl")
    return made
