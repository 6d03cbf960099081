"""The reader's name and version: a digest of all that decides what it reads."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

# The rooms whose code and lexicons decide what is read in a document.
_ROOMS = ("airdate.documents", "airdate.dates", "airdate.claims")
_KINDS = (".py", ".tsv", ".toml", ".txt", ".json")


@cache
def reader_version(name: str) -> str:
    """Return `name` with eight hex digits over the code and the lexicons of the reading rooms.

    A changed rule is another reader: the ledger then keeps its reading beside the earlier one, and
    nobody has to remember to count a version up. Reading the files takes some milliseconds, once.
    """
    total = hashlib.sha256()
    for room in _ROOMS:
        for path, data in sorted(_contents(files(room), room)):
            # Line ends may differ between a checkout and a package; rules do not.
            total.update(path.encode() + b"\0" + data.replace(b"\r\n", b"\n") + b"\0")
    return f"{name}+{total.hexdigest()[:8]}"


def _contents(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found = []
    for item in folder.iterdir():
        inner = f"{path}/{item.name}"
        if item.is_dir():
            found += _contents(item, inner)
        elif item.name.endswith(_KINDS):
            found.append((inner, item.read_bytes()))
    return found
