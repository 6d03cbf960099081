"""Where what was worked out of a ledger is kept between starts, and by whom it was worked out.

Nothing there is needed: whatever is missing, damaged or of another ledger is made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import NamedTemporaryFile

from airdate.ledger import Ledger

_DECIDE = (".py", ".tsv", ".toml", ".json")
"""Files that decide what is worked out: code, tables and figures."""


def place_of(ledger: Ledger, kind: str = "judged") -> Path:
    """Return where a kind of answers of a ledger is kept: beside its file, else among caches."""
    path = Path(ledger.where)
    if path.is_file():
        return path.with_name(f".{path.name}.{kind}")
    from platformdirs import user_cache_path

    return user_cache_path("airdate") / f"{sha256(ledger.where.encode()).hexdigest()[:16]}.{kind}"


def put_down(place: Path, content: bytes | memoryview) -> None:
    """Write a file for its owner alone, whole or not at all. Raises: OSError."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=place.parent, prefix=place.name, delete=False) as file:
        try:
            file.write(content)
            file.flush()
            Path(file.name).replace(place)
        except OSError:
            Path(file.name).unlink()
            raise


@cache
def digest_of(packages: Iterable[str]) -> str:
    """Return a digest of files: of a package all that decide, or one (`airdate/model.py`)."""
    digest = sha256()
    for package, _, name in (each.partition("/") for each in packages):
        for file in _files(files(package) / name if name else files(package)):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _files(place: Traversable) -> Iterator[Traversable]:
    if place.is_file():
        if place.name.endswith(_DECIDE):
            yield place
        return
    for each in sorted(place.iterdir(), key=lambda item: item.name):
        yield from _files(each)
