"""Inputs: files, folders and addresses of any file system that fsspec knows, listed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from airdate.errors import SourceError, UsageError

_FORMS = {
    (".warc", ".warc.gz"): "warc",
    (".parquet", ".pq"): "parquet",
    (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"): "lines",
    (".html", ".htm", ".xhtml"): "page",
    (".txt", ".text"): "plain",
    (".md", ".markdown"): "markdown",
    (".eml",): "mail",
    (".json",): "json",
}
KNOWN = "WARC (.warc, .warc.gz), Parquet, JSON Lines (.jsonl, .jsonl.gz), pages, texts, or folders"


@dataclass(frozen=True, slots=True)
class Input:
    """One file of records. form: warc, parquet, lines, or of a single document its kind.

    version: what changes when the file does: its length, and when or as what it was written.
    size_bytes: None where the file system does not tell.
    """

    address: str
    form: str
    version: str
    size_bytes: int | None = None

    @property
    def key(self) -> str:
        """What names its finished parts: 16 hex digits of its address and version."""
        return hashlib.sha256(f"{self.address}\n{self.version}".encode()).hexdigest()[:16]


def list_inputs(places: Iterable[str]) -> list[Input]:
    """Return the files at the places, none twice, sorted by address.

    Raises: UsageError where a place holds none; SourceError where it cannot be looked into.
    """
    found: dict[str, Input] = {}
    for place in places:
        listed = _listed(place)
        if not listed:
            raise UsageError(f"there is nothing to read in {place}.", f"Give {KNOWN}.")
        found |= {one.address: one for one in listed}
    return [found[address] for address in sorted(found)]


def _listed(place: str) -> list[Input]:
    from fsspec.core import url_to_fs  # type: ignore[import-untyped]

    if not place:
        raise UsageError("an input is empty.", f"Name {KNOWN}.")
    try:
        system, path = url_to_fs(place)
        if system.isdir(path):
            known = sorted(_files_below(system, path).items())
            return [one for name, info in known if (one := _input(system, name, info))]
        info = system.info(path)
    except FileNotFoundError:
        raise UsageError(f"there is no {place}.", "Check the name.") from None
    except ImportError as error:
        raise UsageError(f"{place} cannot be opened: {error}.", "Install what it needs.") from None
    except ValueError as error:
        raise UsageError(f"{place} cannot be opened: {error}", "Check the address.") from None
    except Exception as error:  # each file system has errors of its own
        raise SourceError(f"{place} cannot be looked into: {error}", "Check the access.") from None
    one = _input(system, path, info)
    if one is None:
        raise UsageError(f"{place} is of no form that is read in bulk.", f"Give {KNOWN}.")
    return [one]


def _files_below(system: Any, path: str) -> dict[str, dict[str, Any]]:
    """Return the files below a folder by name, without hidden ones and those of a job's output."""
    found: dict[str, dict[str, Any]] = system.find(path, detail=True)
    below = len(path.rstrip("/")) + 1
    return {n: i for n, i in found.items() if not _is_hidden(n[below:])}


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "_")) for part in name.split("/"))


def _input(system: Any, path: str, info: dict[str, Any]) -> Input | None:
    lower = path.lower()
    form = next((form for ends, form in _FORMS.items() if lower.endswith(ends)), None)
    if form is None:
        return None
    local = "file" in (
        system.protocol if isinstance(system.protocol, tuple) else (system.protocol,)
    )
    changed = info.get("ETag") or info.get("etag") or info.get("mtime") or info.get("LastModified")
    address = path if local else system.unstrip_protocol(path)
    size = info.get("size")
    return Input(address, form, f"{size} {changed or ''}".strip(), size)


def opened(one: Input) -> BinaryIO:
    """Return the bytes of an input as a file that can seek. Raises: SourceError."""
    from fsspec.core import url_to_fs

    try:
        system, path = url_to_fs(one.address)
        return cast(BinaryIO, system.open(path, "rb"))
    except Exception as error:  # each file system has errors of its own
        raise SourceError(f"{one.address} cannot be read: {error}", "Check the access.") from None
