"""The figures that a forecast goes by: those that ship with airdate, or a file fitted anew."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from airdate.errors import UsageError
from airdate.settings import PARAMETERS_VARIABLE, parameters_file

if TYPE_CHECKING:
    from airdate.forecast import Parameters

_REMEDY = "Make one: airdate fit CASES.jsonl --out FILE"

parameters_option = click.option(
    "--parameters",
    metavar="FILE",
    help=f"Forecast by the figures of a file that `airdate fit` wrote ({PARAMETERS_VARIABLE}).",
)


def figures(named: str | None = None) -> Parameters | None:
    """Return the figures of the file named, or of the one set; None for those that ship.

    Raises: UsageError naming the file and what is wrong with it.
    """
    name = parameters_file(named)
    if name is None:
        return None
    from airdate.forecast.parameters import read, shipped

    try:
        found = read(Path(name))
        missing = sorted(set(shipped().figures) - set(found.figures))
        odd = [key for key, figure in found.figures.items() if not math.isfinite(figure.value)]
    except OSError as error:
        raise UsageError(f"{name}: {error.strerror}", _REMEDY) from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        why = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)
        raise UsageError(f"{name} is no file of figures: {why}", _REMEDY) from None
    if missing or odd:
        wrong = f"{missing[0]!r} is missing" if missing else f"{odd[0]!r} is no number"
        raise UsageError(f"{name}: {wrong}; was it made by another airdate?", _REMEDY)
    return found
