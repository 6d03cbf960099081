"""What keeper and worker say to each other: pickles, each with its length before it.

The worker has read what a stranger wrote, so its answers are not trusted: they may name plain
values, the dataclasses of airdate and errors, and nothing that does anything.
"""

from __future__ import annotations

import builtins
import dataclasses
import enum
import importlib
import io
import pickle
import struct
from typing import Any

from airdate.errors import AirdateError

HEAD = struct.Struct("!Q")
_VALUES = frozenset(
    {
        ("builtins", "set"),
        ("builtins", "frozenset"),
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "time"),
        ("datetime", "timedelta"),
        ("datetime", "timezone"),
    }
)


def packed(thing: Any) -> bytes:
    """Return a thing as it is sent. Raises: what cannot be pickled."""
    data = pickle.dumps(thing, protocol=pickle.HIGHEST_PROTOCOL)
    return HEAD.pack(len(data)) + data


def unpacked(data: bytes) -> Any:
    """Return what a worker sent. Raises: pickle.UnpicklingError where it names what it may not."""
    return _Answers(io.BytesIO(data)).load()


def told(error: Exception) -> tuple[Any, ...]:
    """Return an error as it is sent: its class and its words."""
    if isinstance(error, AirdateError):
        return (type(error), error.problem, error.remedy)
    known = type(error).__module__ == "builtins"
    return (type(error) if known else ValueError, str(error) if known else repr(error))


class _Answers(pickle.Unpickler):
    """Reads values and dataclasses of airdate alone."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class that an answer may name."""
        if (module, name) in _VALUES:
            return getattr(importlib.import_module(module), name)
        found = _class(module, name)
        if found is not None:
            return found
        raise pickle.UnpicklingError(f"an answer names {module}.{name}, which is no plain value")


def _class(module: str, name: str) -> type | None:
    if "." in name:
        return None
    if module == "builtins":
        found = getattr(builtins, name, None)
        return found if isinstance(found, type) and issubclass(found, Exception) else None
    if module.partition(".")[0] != "airdate":
        return None
    found = getattr(importlib.import_module(module), name, None)
    if not isinstance(found, type) or found.__module__ != module:
        return None
    plain = dataclasses.is_dataclass(found) or issubclass(found, enum.Enum | AirdateError)
    return found if plain else None
