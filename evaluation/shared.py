"""The evaluation data and its scorers, in the folder `shared` beside the repository."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

FOLDER = Path(__file__).resolve().parents[2] / "shared"


def is_there() -> bool:
    """Return whether the evaluation data is beside the repository."""
    return (FOLDER / "eval").is_dir()


def scorer(name: str) -> SimpleNamespace:
    """Return the functions of a scorer of the evaluation data: score_reading, score_timex, ...

    Raises: FileNotFoundError where the data is not beside the repository.
    """
    return SimpleNamespace(**runpy.run_path(str(FOLDER / "eval" / f"{name}.py"), run_name=name))
