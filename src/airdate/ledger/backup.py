"""Makes a copy of a ledger while others read and write it, and looks it over before it counts.

Of a file, SQLite's online backup copies pages under one read transaction, so that writers go on
and the copy is of one instant. Of a server, the rows of one instant go into the file of a ledger:
either way a backup is a ledger in one file, which every command can read (docs/self-hosting.md).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from airdate.errors import AirdateError, LedgerError, UsageError
from airdate.ledger import dialect
from airdate.ledger.address import is_server
from airdate.ledger.backup_shape import as_it_is, differences, faults_of, revision_in
from airdate.ledger.lock import WriterLock
from airdate.ledger.opening import known_file
from airdate.ledger.schema import REVISIONS
from airdate.ledger.upgrading import refuse_newer

_STEP_PAGES = 1_000
"""Pages copied at a time, 4 MB: some milliseconds, between which the process may be stopped."""

_SPARE_BYTES = 16_000_000
"""Beside the copy's own size: for the folder and for others."""

_LEFT_SECONDS = 3_600

_DATED = re.compile(r"airdate-\d{8}T\d{6}Z(?:-\d+)?\.db")

Rows = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made and looked over.

    size: bytes.  sha256: of the file.  rows: by table.  removed: older ones that made room.
    """

    path: Path
    size: int
    sha256: str
    rows: Rows
    removed: tuple[Path, ...] = ()


def back_up(
    where: Path | str, target: Path | str, *, made_at: datetime, force: bool = False
) -> Backup:
    """Return the backup of a ledger, written beside `target` and moved there when it is sound.

    made_at: kept beside a ledger's file as the moment of its last backup.  force: takes the place
    of a file that is there.
    Raises: UsageError where the target is taken, or is the ledger; LedgerError where the ledger
    is absent or damaged; AirdateError where the target cannot be written.
    """
    path = Path(target).expanduser().resolve()
    _refuse_target(where, path, force=force)
    with workshop(path) as folder:
        made = folder / "ledger.db"
        rows = _copy_server(str(where), made) if is_server(where) else _copy_file(where, made)
        made.chmod(0o600)
        digest = flushed(made)
        size = made.stat().st_size
        _place(made, path, force=force)
    backup = Backup(path, size, digest, rows)
    _note(where, backup, made_at)
    return backup


def back_up_into(
    where: Path | str, folder: Path | str, *, made_at: datetime, keep: int | None = None
) -> Backup:
    """Return the backup of a ledger under a dated name in a folder, which is made where absent.

    keep: how many to keep, this one among them; older ones by our names are removed when this one
    is there and sound. Other files are left alone.  Raises: as `back_up`.
    """
    place = Path(folder).expanduser().resolve()
    with _told(place):
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    names = (f"airdate-{stamp}{end}.db" for end in ("", *(f"-{n}" for n in range(2, 1000))))
    free = next(name for name in names if not (place / name).exists())
    made = back_up(where, place / free, made_at=made_at)
    _clear(place, before=made_at)
    removed = []
    for old in dated(place)[keep:] if keep else ():
        if old != made.path:
            old.unlink(missing_ok=True)
            removed.append(old)
    return Backup(made.path, made.size, made.sha256, made.rows, tuple(removed))


def _clear(folder: Path, *, before: datetime) -> None:
    """Remove what backups that were killed left half made, an hour ago or earlier."""
    for left in folder.glob(".airdate-*.part"):
        if left.is_dir() and left.lstat().st_mtime < before.timestamp() - _LEFT_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def dated(folder: Path) -> list[Path]:
    """Return the backups under dated names in a folder, the newest first."""
    found = (p for p in folder.iterdir() if _DATED.fullmatch(p.name) and not p.is_symlink())
    return sorted((p for p in found if p.is_file()), key=lambda p: _stamp(p.name), reverse=True)


def _stamp(name: str) -> tuple[str, int]:
    stamp, _, number = name.removeprefix("airdate-").removesuffix(".db").partition("-")
    return stamp, int(number or 1)


# ── copying ─────────────────────────────────────────────────────────────────────────────────


def _copy_file(where: Path | str, made: Path) -> Rows:
    """Return how many rows of each table were copied, all of one instant."""
    path = known_file(where)
    with dialect.trouble(path), as_it_is(path, immutable=is_quiet(path)) as source:
        source.execute("BEGIN")
        # The transaction sees the instant of its first question, and no later step begins anew.
        refuse_newer(revision_in(source), where=str(path))
        _make_sure_of_room(source, made.parent)
        _copy_pages(source, made)
        expected = digests(source)
    _look_over(made, expected, where=str(path))
    return {table: count for table, (count, _) in expected.items()}


def is_quiet(path: Path) -> bool:
    """Return whether SQLite cannot lay its index of the log beside a file that has no log."""
    return not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()


def _make_sure_of_room(source: sqlite3.Connection, folder: Path) -> None:
    (pages,), (size,) = (
        source.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size")
    )
    free = shutil.disk_usage(folder).free
    if free < pages * size + _SPARE_BYTES:
        raise AirdateError(
            f"There is no room for the backup in {folder.parent}: it takes "
            f"{pages * size / 1e6:,.0f} MB, and {free / 1e6:,.0f} MB are free.",
            "Nothing was written. Make room, or name a place on another disk.",
        )


def _copy_pages(source: sqlite3.Connection, made: Path) -> None:
    with _told(made.parent.parent):
        target = sqlite3.connect(made, isolation_level=None)
        try:
            # The file is new: if anything fails it is thrown away, and it is flushed once, whole.
            target.execute("PRAGMA journal_mode = OFF")
            target.execute("PRAGMA synchronous = OFF")
            source.backup(target, pages=_STEP_PAGES, sleep=0.05)
        finally:
            target.close()


def _copy_server(where: str, made: Path) -> Rows:
    """Return how many rows of each table were copied into the file of a new ledger."""
    from airdate.ledger.backup_rows import copied

    expected = copied(where, made)
    with as_it_is(made, immutable=True) as copy:
        if faults := faults_of(copy):
            raise LedgerError(f"The backup is not sound: {faults[0]}.", "Nothing was kept of it.")
    return expected


def digests(raw: sqlite3.Connection) -> dict[str, tuple[int, str]]:
    """Return of each table how many rows it has, and a hash of them all."""
    names = raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    )
    found = {}
    for (table,) in names.fetchall():
        count, digest = 0, hashlib.sha256()
        for row in raw.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):  # noqa: S608 -- our own
            digest.update(repr(row).encode("utf-8", errors="surrogatepass"))
            count += 1
        found[table] = (count, digest.hexdigest())
    return found


def _look_over(made: Path, expected: Mapping[str, tuple[int, str]], *, where: str) -> None:
    """Raise LedgerError where a copy is not what it was made of, or not sound."""
    with as_it_is(made, immutable=True) as copy:
        faults = faults_of(copy)
        revision = revision_in(copy)
        if not faults and revision in REVISIONS:
            unlike = differences(copy, revision=str(revision))
            faults = [str(one) for one in unlike if one.sql is None]
        if not faults and digests(copy) != expected:
            faults = ["its rows are not those of the ledger"]
    if faults:
        raise LedgerError(
            f"The ledger {where} has faults, so no backup was kept of it: {faults[0]}.",
            "Keep the older backups. See airdate doctor, which mends what is safe to mend.",
        )


# ── the file's place ────────────────────────────────────────────────────────────────────────


def _refuse_target(where: Path | str, path: Path, *, force: bool) -> None:
    if path.is_dir():
        raise UsageError(f"{path} is a folder.", "Name a file, or say how many to --keep there.")
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is no plain file.", "Name a file.")
    if not is_server(where):
        ledger = Path(where).expanduser().resolve()
        ours = [ledger, *(ledger.with_name(ledger.name + end) for end in ("-wal", "-shm"))]
        if path in ours or (path.exists() and ledger.exists() and path.samefile(ledger)):
            raise UsageError(f"{path} is the ledger itself.", "Name another file.")
    if path.exists() and not force:
        raise UsageError(f"{path} is there already.", "Name another file, or say --force.")
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        # A log left beside it would be taken for the new file's own.
        raise UsageError(
            f"{path} is a ledger that is in use: its log lies beside it.", "Name another file."
        )


@contextmanager
def workshop(path: Path) -> Iterator[Path]:
    """Yield a folder of our own beside a path, which is gone afterwards with all that is in it."""
    with _told(path.parent):
        folder = Path(
            tempfile.mkdtemp(prefix=f".{path.name[:80]}.", suffix=".part", dir=path.parent)
        )
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Run a block; that a place cannot be written is raised with its name."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        if isinstance(error, sqlite3.Error) and error.sqlite_errorcode not in _UNWRITTEN:
            raise
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise AirdateError(
            f"{place} cannot be written: {why}.", "Name a place that can, or make room."
        ) from error


_UNWRITTEN = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
    }
)


def flushed(path: Path) -> str:
    """Return the SHA-256 of a file, once it is on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _place(made: Path, path: Path, *, force: bool) -> None:
    """Move a file to its place, in which nothing is lost that came there meanwhile."""
    with _told(path.parent):
        if force:
            made.replace(path)
        else:
            try:
                os.link(made, path)
            except FileExistsError as error:
                raise UsageError(f"{path} is there already.", "Name another file.") from error
            except OSError:  # a file system without links
                made.replace(path)
    keep_name(path.parent)


def keep_name(folder: Path) -> None:
    """Flush a folder, where its file system can: a file whose name is lost is lost."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


# ── the note of the last one ────────────────────────────────────────────────────────────────


def note_of(ledger: Path) -> Path:
    """Return where it is noted when the last backup of a ledger's file was made."""
    return ledger.with_name(f".{ledger.name}.backup")


def _note(where: Path | str, backup: Backup, made_at: datetime) -> None:
    if is_server(where):
        return
    note = note_of(Path(where).expanduser().resolve())
    told = {"made_at": made_at.astimezone(UTC).isoformat(), "file": str(backup.path)}
    told |= {"sha256": backup.sha256}
    part = note.with_name(f"{note.name}.part")
    with suppress(OSError):  # a ledger may be read where nothing can be written
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(told, out)
        part.replace(note)


def last_backup(ledger: Path) -> tuple[datetime, str] | None:
    """Return when a ledger's file was last backed up, and to where; None if it is not known."""
    try:
        found = json.loads(note_of(ledger).read_text(encoding="utf-8"))
        moment = datetime.fromisoformat(found["made_at"])
        return (moment, str(found["file"])) if moment.tzinfo else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def copy_beside(path: Path, *, made_at: datetime, why: str) -> Path:
    """Return a copy of a ledger's file beside it, as it is, damaged or not; writers are kept off.

    why: a word for its name. A log that is not brought in yet is copied with it.
    """
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = path.with_name(f"{path.name}.before-{why}-{stamp}")
    with WriterLock(path, wait_seconds=10).held(), _told(path.parent):
        for end in ("", "-wal"):
            source = path.with_name(path.name + end)
            if source.exists() and (source.stat().st_size or not end):
                target = copy.with_name(copy.name + end)
                shutil.copyfile(source, target)
                target.chmod(0o600)
                flushed(target)
    keep_name(path.parent)
    return copy
