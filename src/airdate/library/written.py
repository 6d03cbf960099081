"""Frozen dataclasses as plain lists, and back: what a file keeps is read without running anything.

The fields stand in their order, by the types that the class names: text, numbers, days, moments,
choices, tuples and further such classes. What is of another type is refused, not believed. A
`Sequence` stays text until it is looked into: most of what is kept is shown on few pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, overload

Turn = Callable[[Any], Any]
Both = tuple[Turn, Turn]
"""To what JSON has, and from it; the second raises ValueError, TypeError or KeyError."""


def _same(value: Any) -> Any:
    return value


def _exactly(*kinds: type) -> Turn:
    def checked(value: Any) -> Any:
        if type(value) not in kinds:
            raise TypeError(f"{type(value).__name__} where {kinds[0].__name__} belongs")
        return value

    return checked


@cache
def _day(text: str) -> date:
    """Return a day; thousands of rows share few of them."""
    return date.fromisoformat(text)


@cache
def turns(kind: Any) -> Both:
    """Return how values of a type are written and read. Raises: TypeError where they cannot be."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _optional(kind)
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin is Sequence:
        return _later(get_args(kind)[0])
    if origin is Literal:
        choices = {choice: choice for choice in get_args(kind)}
        return _same, choices.__getitem__
    if origin is dict:
        return _same, _exactly(dict)
    if kind is float:
        return _same, _exactly(float, int)
    if kind in (str, int, bool):
        return _same, _exactly(kind)
    if kind is datetime:
        return datetime.isoformat, datetime.fromisoformat
    if kind is date:
        return date.isoformat, _day
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _same, {choice.value: choice for choice in kind}.__getitem__
    if is_dataclass(kind):
        return _made(kind)
    raise TypeError(f"{kind} cannot be written")


def _optional(kind: Any) -> Both:
    """Return the turns of what may be None."""
    others = [each for each in get_args(kind) if each is not NoneType]
    if len(others) != 1 or len(others) == len(get_args(kind)):
        raise TypeError(f"{kind} cannot be written")
    write, read = turns(others[0])
    return (
        lambda value: None if value is None else write(value),
        lambda value: None if value is None else read(value),
    )


def _tuple(of: tuple[Any, ...]) -> Both:
    if len(of) == 2 and of[1] is Ellipsis:
        try:
            write, read = turns(of[0])
        except TypeError:  # of what cannot be written, none at all can
            write = read = _refused
        return (
            lambda value: [write(each) for each in value],
            lambda value: tuple([read(each) for each in _list(value)]),
        )
    pairs = [turns(each) for each in of]
    writers, readers = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return (
        lambda value: [w(each) for w, each in zip(writers, value, strict=True)],
        lambda value: tuple([r(each) for r, each in zip(readers, _list(value), strict=True)]),
    )


class Unread(Sequence[Any]):
    """What a text holds, read when it is first looked into; nothing where it is none of ours."""

    __slots__ = ("_items", "_read", "text")

    def __init__(self, text: str, read: Turn) -> None:
        """Take a text of JSON, and what makes an item of each of its values."""
        self.text = text
        self._read = read
        self._items: tuple[Any, ...] | None = None

    def _all(self) -> tuple[Any, ...]:
        if self._items is None:
            try:
                found = _list(json.loads(self.text))
                self._items = tuple([self._read(each) for each in found])
            except (ValueError, TypeError, KeyError, RecursionError):
                self._items = ()
        return self._items

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        return self._all()[place]

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (tuple, Unread)) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())


def _later(kind: Any) -> Both:
    """Return the turns of a sequence that stays text until it is looked into."""
    write, read = turns(kind)
    text = _exactly(str)

    def written(value: Sequence[Any]) -> str:
        if isinstance(value, Unread):
            return value.text
        items = [write(each) for each in value]
        return json.dumps(items, ensure_ascii=False, separators=(",", ":"))

    return written, lambda value: Unread(text(value), read)


_list = _exactly(list)


def _refused(value: Any) -> Any:
    raise TypeError(f"{type(value).__name__} cannot be written")


def _made(kind: Any) -> Both:
    """Return the turns of a dataclass: its fields in their order."""
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    pairs = [turns(hints[name]) for name in names]
    writers = [(name, pair[0]) for name, pair in zip(names, pairs, strict=True)]
    readers = [pair[1] for pair in pairs]

    def write(value: Any) -> list[Any]:
        return [w(getattr(value, name)) for name, w in writers]

    def read(value: Any) -> Any:
        return kind(*[r(each) for r, each in zip(readers, _list(value), strict=True)])

    return write, read
