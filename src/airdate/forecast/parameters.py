"""The fitted figures, as data: `parameters.json` tells each one's value, prior and meaning."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

# The levels at which a forecast is told and judged.
LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Figure:
    """One parameter. prior, spread: mean and standard deviation of what was held before the fit.

    A spread of 0 means that it is not fitted, for nothing recorded bears on it.
    """

    value: float
    prior: float
    spread: float
    meaning: str


@dataclass(frozen=True)
class Parameters:
    """All figures by name, with a note of what they were fitted on."""

    note: str
    figures: Mapping[str, Figure]

    def __getitem__(self, name: str) -> float:
        return self.figures[name].value

    @property
    def fitted(self) -> tuple[str, ...]:
        """The names of the figures that are fitted, in a fixed order."""
        return tuple(sorted(name for name, figure in self.figures.items() if figure.spread > 0))

    def moved(self, values: Mapping[str, float], *, note: str | None = None) -> Parameters:
        """Return the parameters with other values for some."""
        figures = {
            name: replace(old, value=values.get(name, old.value))
            for name, old in self.figures.items()
        }
        return Parameters(self.note if note is None else note, figures)

    def expecting(self, priors: Mapping[str, float]) -> Parameters:
        """Return the parameters with other priors for some, which they also take as values."""
        figures = {
            name: replace(old, value=priors[name], prior=priors[name]) if name in priors else old
            for name, old in self.figures.items()
        }
        return replace(self, figures=figures)

    def at_prior(self) -> Parameters:
        """Return the parameters as believed before any fit."""
        return self.moved({name: figure.prior for name, figure in self.figures.items()})

    def write(self, path: Path) -> None:
        """Write them as JSON, one figure a line."""
        path.write_text(dump(self), encoding="utf-8")


def dump(parameters: Parameters) -> str:
    """Return the parameters as JSON, one figure a line, as `parameters.json` ships them."""
    rows = ",\n".join(
        f"  {json.dumps(name)}: "
        + json.dumps(
            {
                "value": round(figure.value, 4),
                "prior": figure.prior,
                "spread": figure.spread,
                "meaning": figure.meaning,
            },
            ensure_ascii=False,
        )
        for name, figure in sorted(parameters.figures.items())
    )
    return f'{{\n "note": {json.dumps(parameters.note)},\n "figures": {{\n{rows}\n }}\n}}\n'


def read(path: Path) -> Parameters:
    """Return the parameters of a JSON file as `Parameters.write` makes it."""
    return _parse(path.read_text(encoding="utf-8"))


def _parse(text: str) -> Parameters:
    raw = json.loads(text)
    return Parameters(raw["note"], {name: Figure(**row) for name, row in raw["figures"].items()})


@cache
def shipped() -> Parameters:
    """Return the parameters that ship with airdate."""
    data = files("airdate.forecast").joinpath("parameters.json")
    return _parse(data.read_text(encoding="utf-8"))
