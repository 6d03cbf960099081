"""The sample dossier: short dispatches of our own on two series → the files of the demo."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

# The day of the last dispatch.
LAST_DAY = date(2026, 2, 23)

_SUFFIXES = {".txt", ".md", ".html", ".eml"}


def dossier() -> tuple[Path, ...]:
    """Return the dispatches, sorted by name, which is by day."""
    folder = Path(str(files("airdate.samples") / "dossier"))
    return tuple(sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES))
