"""What a message tells to install: airdate as it was installed, with what is missing."""

from __future__ import annotations

import importlib.util
import json
import sys
from importlib import metadata
from pathlib import Path

import pytest

from airdate.errors import installing

PYTHON = "/opt/air date/bin/python"


@pytest.fixture
def prefix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an environment that has pip, with airdate of a package index."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(sys, "executable", PYTHON)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    came_from(monkeypatch, None)
    return tmp_path


def came_from(monkeypatch: pytest.MonkeyPatch, told: object) -> None:
    """Have airdate come from somewhere, as PEP 610 notes it."""

    class Installed:
        def read_text(self, name: str) -> str | None:
            return None if told is None else json.dumps(told)

    monkeypatch.setattr(metadata, "distribution", lambda name: Installed())


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ("pipx_metadata.json", "pipx runpip airdate install 'airdate[web]'"),
        ("uv-receipt.toml", "uv tool install 'airdate[web]'"),
        ("pyvenv.cfg", f"'{PYTHON}' -m pip install 'airdate[web]'"),
    ],
)
def test_by_what_installed_it(prefix: Path, mark: str, told: str) -> None:
    """Both pipx and uv have environments of their own, by whose marks they are known."""
    (prefix / mark).touch()
    assert told == installing("web")


def test_without_pip(prefix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that uv made has none: uv installs into it."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert f"uv pip install --python '{PYTHON}' 'airdate[web]'" == installing("web")


@pytest.mark.parametrize(
    ("told", "what"),
    [
        (
            {"url": "file:///src/air%20date", "dir_info": {"editable": True}},
            "-e '/src/air date[web]'",
        ),
        ({"url": "file:///src/airdate", "dir_info": {}}, "'/src/airdate[web]'"),
        (
            {"url": "https://git.example/a", "vcs_info": {"vcs": "git"}},
            "'airdate[web] @ git+https://git.example/a'",
        ),
        (
            {"url": "https://a.example/airdate.whl"},
            "'airdate[web] @ https://a.example/airdate.whl'",
        ),
        ({}, "'airdate[web]'"),
        (["amiss"], "'airdate[web]'"),
    ],
)
def test_from_where_it_came(
    prefix: Path, monkeypatch: pytest.MonkeyPatch, told: object, what: str
) -> None:
    """A checkout, a repository, a file of the web, or a package index."""
    came_from(monkeypatch, told)
    assert f"'{PYTHON}' -m pip install {what}" == installing("web")
