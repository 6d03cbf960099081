"""The ways to say a thing, and whose turn it is."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

Style = Mapping[str, Any]


@cache
def house_style() -> Style:
    """Return the wording that ships with airdate."""
    text = (files("airdate.brief.article") / "style.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))


def turned(wordings: Sequence[str], *, seed: str) -> tuple[str, ...]:
    """Return the wordings from another one on, by a seed: the same seed, the same order."""
    if not wordings:
        return ()
    start = hashlib.sha256(seed.encode()).digest()[0] % len(wordings)
    return (*wordings[start:], *wordings[:start])
