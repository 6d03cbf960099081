"""Choices by counted weights: the models of this pack, as `airdate.claims.choice` has them.

`weights_NAME.tsv` beside this file holds a row a feature; `python -m evaluation.train_korean` fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files

from airdate.claims.choice import Model

_IN_PLACE: dict[str, Model] = {}


@contextmanager
def using(models: Mapping[str, Model]) -> Iterator[None]:
    """Take other models than those that are kept, as long as the context lasts."""
    before = dict(_IN_PLACE)
    _IN_PLACE.update(models)
    try:
        yield
    finally:
        _IN_PLACE.clear()
        _IN_PLACE.update(before)


def model(name: str) -> Model:
    """Return a model by its name: kind, crew. Raises: FileNotFoundError."""
    return _IN_PLACE.get(name) or _kept(name)


@cache
def _kept(name: str) -> Model:
    text = files("airdate.claims.ko").joinpath(f"weights_{name}.tsv").read_text(encoding="utf-8")
    head, *lines = [line for line in text.splitlines() if not line.startswith("# ")]
    rows = (line.split("\t") for line in lines)
    return Model(
        tuple(head.split("\t")[1:]),
        {row[0]: tuple(float(cell or 0) for cell in row[1:]) for row in rows},
    )
