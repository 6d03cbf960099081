"""The reader's version follows its rules."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import airdate
from airdate.claims import READER
from airdate.claims.version import reader_version


def _version_with(folder: Path, monkeypatch) -> str:
    """Return the version that the rooms below a folder make."""
    rooms = {f"airdate.{name}": folder / name for name in ("documents", "dates", "claims")}
    monkeypatch.setattr("airdate.claims.version.files", rooms.__getitem__)
    reader_version.cache_clear()
    return reader_version("weights-1")


def test_a_changed_rule_is_another_reader(tmp_path, monkeypatch) -> None:
    """A word more in a lexicon changes the version; what Python compiled does not."""
    source = Path(airdate.__file__).parent
    for name in ("documents", "dates", "claims"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source / name, tmp_path / name, ignore=ignored)
    same = _version_with(tmp_path, monkeypatch)
    assert READER == same
    assert re.fullmatch(r"weights-1\+[0-9a-f]{8}", same)
    (tmp_path / "dates" / "__pycache__").mkdir()
    (tmp_path / "dates" / "__pycache__" / "x.pyc").write_bytes(sys.version.encode())
    assert same == _version_with(tmp_path, monkeypatch)
    lexicon = next((tmp_path / "claims").glob("*.tsv"))
    lexicon.write_bytes(lexicon.read_bytes() + b"# one more\n")
    assert same != _version_with(tmp_path, monkeypatch)
    reader_version.cache_clear()
