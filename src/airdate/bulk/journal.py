"""What is finished of a job: parts of readings beside the output, and a list of them.

A part is written under another name, then renamed, then listed, so that what is listed is whole.
A line that was cut short by a crash is not read, and its part is made again.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from airdate.bulk import forms
from airdate.bulk.inputs import Input
from airdate.bulk.worker import Terms
from airdate.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

FOLDER = "_job"
"""Beside the tables; what begins with `_` is no table to any reader of Parquet."""
# As `Path` leaves s3://bucket; two letters at least, for C:/ is a folder.
_ADDRESS = re.compile(r"[A-Za-z][\w+.-]+:/")


@dataclass(frozen=True, slots=True)
class Part:
    """Finished records of an input, up to number `last`. file: of their readings, None for none.

    end: whether the input ends with it.
    """

    key: str
    last: int
    file: str | None
    end: bool


class Journal:
    """The finished parts of a job in one folder."""

    def __init__(self, out: Path, terms: Terms) -> None:
        """Take up a job in a folder that is `held`, or begin one; its moment is of its first run.

        Raises: UsageError where the folder holds a job with other terms.
        """
        self.folder = out / FOLDER
        self.terms = self._taken_up(out, terms)
        self._parts: dict[str, list[Part]] = {}
        for part in self._listed():
            self._parts.setdefault(part.key, []).append(part)

    def _taken_up(self, out: Path, terms: Terms) -> Terms:
        told = self.folder / "terms.json"
        if not told.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(told, json.dumps(_plain(terms)))
            return terms
        before = _terms_of(told)
        if replace(terms, moment=before.moment) != before or reader_digest() != _reader_of(told):
            raise UsageError(
                f"{out} holds the output of other options, or of another version of airdate.",
                "Give the options of the first call, or another folder: --out DIR",
            )
        return before

    def parts(self, one: Input) -> Sequence[Part]:
        """Return the finished parts of an input as it is now, in order."""
        return tuple(self._parts.get(one.key, ()))

    def path(self, part: Part) -> Path | None:
        """Return the file of a part's readings, None where it has none."""
        return self.folder / part.file if part.file else None

    def finish(self, one: Input, *, last: int, readings: pa.Table | None, end: bool) -> None:
        """Keep the readings of an input's next records, up to number `last`, for good."""
        import pyarrow.parquet as pq  # type: ignore[import-untyped]

        file = None
        if readings is not None and readings.num_rows:
            file = f"{one.key}-{last:012d}.parquet"
            making = self.folder / f"{file}.making"
            pq.write_table(readings, making, compression="zstd")
            _sync(making)
            making.replace(self.folder / file)
        part = Part(one.key, last, file, end)
        with (self.folder / "parts.jsonl").open("ab") as listing:
            listing.write(_line(part))
            listing.flush()
            os.fsync(listing.fileno())
        self._parts.setdefault(one.key, []).append(part)

    def _listed(self) -> list[Part]:
        """Return the parts that are listed whole and are there, and mend the end of the list."""
        listing = self.folder / "parts.jsonl"
        if not listing.exists():
            return []
        lines = listing.read_bytes().split(b"\n")
        found = [part for line in lines if (part := _part(line))]
        whole = [p for p in found if p.file is None or (self.folder / p.file).exists()]
        write_whole(listing, b"".join(map(_line, whole)).decode())
        return whole


@contextmanager
def held(out: Path) -> Iterator[None]:
    """Keep other jobs away from a folder.

    Raises: UsageError where one is at work there, or it is no folder that can be written to.
    """
    from filelock import FileLock, Timeout

    _check_place(out)
    # In the folder: what it stands in may be anyone's, as where a volume is mounted.
    lock = FileLock(out / FOLDER / "lock")
    try:
        (out / FOLDER).mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise UsageError(
            f"another airdate bulk is at work in {out}.", "Wait for it, or name another folder."
        ) from None
    except OSError as error:
        raise UsageError(
            f"{out} cannot be written to: {error.strerror}.", "Name another folder: --out DIR"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _check_place(out: Path) -> None:
    """Pass where a job may begin or go on. Raises: UsageError else."""
    if _ADDRESS.match(str(out)):
        raise UsageError(
            f"{out} is no folder of this machine.",
            "Name one: --out DIR, and copy it from there when it is finished.",
        )
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file.", "Name a folder: --out DIR")
    begun = (out / FOLDER / "terms.json").exists()
    if out.exists() and not begun and any(path.name != FOLDER for path in out.iterdir()):
        raise UsageError(
            f"{out} holds something that is no output of airdate bulk.",
            "Name another folder: --out DIR",
        )


def _line(part: Part) -> bytes:
    row = {"key": part.key, "last": part.last, "file": part.file, "end": part.end}
    return json.dumps(row).encode() + b"\n"


def _part(line: bytes) -> Part | None:
    try:
        return Part(**json.loads(line))
    except (ValueError, TypeError):
        return None


def _plain(terms: Terms) -> dict[str, Any]:
    return {
        "moment": terms.moment.isoformat(),
        "since": terms.since and terms.since.isoformat(),
        "until": terms.until and terms.until.isoformat(),
        "gated": terms.gated,
        "reader": reader_digest(),
    }


def reader_digest() -> str:
    """Return what a change of makes other readings: reader, forms, gate and signatures."""
    from airdate.bulk.likeness import method
    from airdate.claims import READER
    from airdate.claims.gate import terms

    fields = [str(field) for form in (forms.raw(), forms.readings()) for field in form]
    return forms.digest([READER, method(), *fields, *map(str, terms())])


def _reader_of(told: Path) -> str:
    return str(json.loads(told.read_text(encoding="utf-8"))["reader"])


def _terms_of(told: Path) -> Terms:
    row = json.loads(told.read_text(encoding="utf-8"))
    since, until = (row[n] and date.fromisoformat(row[n]) for n in ("since", "until"))
    return Terms(datetime.fromisoformat(row["moment"]), since, until, row["gated"])


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole, or as it was."""
    making = path.with_name(f"{path.name}.making")
    making.write_text(text, encoding="utf-8")
    _sync(making)
    making.replace(path)


def _sync(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
