"""Text and rows of a file's bytes: encodings as spreadsheets and Windows write them, CSV."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from airdate.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEEN = 4_096
"""Bytes by which an encoding without a mark is told."""

Row = dict[str, str]


def decoded(data: bytes, *, name: str) -> str:
    """Return the text of a file. Raises: SourceError where it is none.

    By its mark; without one UTF-8, UTF-16 where every other byte is none, else Windows' Latin.
    """
    codec = next((codec for mark, codec in _MARKS if data.startswith(mark)), None)
    if codec is None and len(data) > 1:
        odd, even = data[1:_SEEN:2], data[:_SEEN:2]
        if odd.count(0) > len(odd) // 2 > 0:
            codec = "utf-16-le"
        elif even.count(0) > len(even) // 2 > 0:
            codec = "utf-16-be"
    for each in (codec,) if codec else ("utf-8", "cp1252"):
        try:
            return data.decode(each)
        except UnicodeError:
            continue
    stated = f" as {codec.upper()}" if codec else ""
    raise SourceError(
        f"{name} is not text that can be read{stated}.", "Export the list anew, as UTF-8."
    )


def rows(text: str, *, header: tuple[str, ...] = ()) -> Iterator[tuple[int, Row | str]]:
    """Yield the rows of a CSV, each with the line that it ends on, or why it is none.

    The names of the columns are without case and outer blanks. header: columns of which the
    first row that has them all is the head; what stands above it is passed over.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    names: list[str] = []
    while True:
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, f"it is no row of a CSV: {error}"
            continue
        if not any(value.strip() for value in values):
            continue
        if not names:
            found = [_name(value) for value in values]
            names = found if set(header) <= set(found) else []
        elif len(values) > len(names) and any(value.strip() for value in values[len(names) :]):
            yield reader.line_num, f"it has {len(values)} values for {len(names)} columns"
        else:
            yield reader.line_num, dict(zip(names, (v.strip() for v in values), strict=False))


def columns(line: str) -> set[str]:
    """Return the names of columns in a head line."""
    try:
        return {_name(value) for value in next(csv.reader([line], delimiter=_delimiter(line)), [])}
    except csv.Error:
        return set()


def _name(value: str) -> str:
    return " ".join(value.casefold().replace("_", " ").split())


def _delimiter(text: str) -> str:
    """Return what parts the columns: spreadsheets of some countries write semicolons, or tabs."""
    head = text.lstrip().partition("\n")[0]
    return max(",;\t", key=head.count)
