"""Makes a ledger of a backup, which may come from anybody: it is looked over before it is used.

The file is copied first, so that what was looked over is what is used; it is opened as a database
only when its head is a ledger's, and read only when its tables, indexes and triggers are ours to
the letter, with no view or trigger beside them.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from airdate.errors import AirdateError, LedgerBusy, LedgerError, NotALedger, UsageError
from airdate.ledger import dialect, open_ledger
from airdate.ledger.address import is_server, shown
from airdate.ledger.backup import Rows, digests, flushed, keep_name, workshop
from airdate.ledger.backup_shape import (
    HEAD_BYTES,
    as_it_is,
    differences,
    faults_of,
    revision_in,
    why_no_ledger,
)
from airdate.ledger.doctor_content import content_faults
from airdate.ledger.lock import WriterLock
from airdate.ledger.schema import REVISIONS
from airdate.ledger.upgrading import refuse_newer

_LOCK_WAIT_SECONDS = 10.0
_NOTHING = "Nothing was restored."


@dataclass(frozen=True, slots=True)
class Brought:
    """What a restoring made. rows: by table.  set_aside: the ledger that was in the place."""

    where: str
    rows: Rows
    set_aside: Path | None


def restore(
    backup: Path | str, where: Path | str, *, made_at: datetime, force: bool = False
) -> Brought:
    """Return what a backup brought to a place where no ledger is.

    force: sets a ledger's file that is there aside, under another name beside it. A server's
    database must be empty in any case.
    Raises: UsageError where the place is taken; NotALedger, NewerLedger or LedgerError where the
    backup is none, a later one, or not sound; LedgerBusy where the ledger in the place is in use.
    """
    source = _plain(Path(backup).expanduser())
    if is_server(where):
        return _restore_to_server(source, str(where))
    path = Path(where).expanduser().resolve()
    _refuse_place(source, path, force=force)
    with _folder_for(path), workshop(path) as folder:
        made = folder / "ledger.db"
        rows = _looked_over(source, made)
        with WriterLock(path, wait_seconds=_LOCK_WAIT_SECONDS).held():
            aside = _set_aside(path, made_at) if path.exists() else None
            if aside and not force:  # it came meanwhile
                aside.replace(path)
                raise _taken(path)
            made.replace(path)
            keep_name(path.parent)
    open_ledger(path).close()  # brings an older one up to date
    return Brought(str(path), rows, aside)


def _restore_to_server(source: Path, where: str) -> Brought:
    import tempfile

    from airdate.ledger.backup_rows import poured

    with tempfile.TemporaryDirectory(prefix="airdate-") as folder:
        made = Path(folder) / "ledger.db"
        _looked_over(source, made)
        return Brought(shown(where), poured(made, where), None)


# ── the file that is handed over ────────────────────────────────────────────────────────────


def _plain(path: Path) -> Path:
    """Return the path of a backup, a plain file at rest. Raises: NotALedger, LedgerError."""
    try:
        found = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or error
        raise LedgerError(f"There is no backup at {path}: {why}.", "Name another file.") from error
    if not found.is_file():
        raise NotALedger(f"{path} is no plain file.", f"{_NOTHING} Name the file of a backup.")
    log = found.with_name(found.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise LedgerError(
            f"{path} is a ledger in use, or was copied without its log: a log lies beside it.",
            f"{_NOTHING} Make a backup of it: airdate --db {path} backup FILE",
        )
    return found


def _looked_over(source: Path, made: Path) -> Rows:
    """Return how many rows each table of a backup has; the copy at `made` is sound then."""
    _copy(source, made)
    with made.open("rb") as file:
        head = file.read(HEAD_BYTES)
    why = why_no_ledger(head, size=made.stat().st_size)
    if why:
        if head.startswith(b'{"kind"'):
            raise NotALedger(f"{source} is an export.", f"{_NOTHING} Use airdate import {source}")
        raise NotALedger(f"{source} is not a backup of a ledger: {why}.", _NOTHING)
    try:
        _mend_shape(source, made, revision=_revision(source, made))
        with as_it_is(made, immutable=True) as raw:
            _refuse(source, faults_of(raw))
            _refuse(source, [f"{f.where}: {f.what}" for f in content_faults(raw)])
            rows = {table: count for table, (count, _) in digests(raw).items()}
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _unsound(source, str(error)) from error
    flushed(made)
    return rows


def _copy(source: Path, made: Path) -> None:
    size = source.stat().st_size
    if shutil.disk_usage(made.parent).free < size:
        raise AirdateError(
            f"There is no room for {size / 1e6:,.0f} MB beside {made.parent.parent}.",
            f"{_NOTHING} Make room, or name a place on another disk: --db FILE",
        )
    with source.open("rb") as given, made.open("xb") as out:
        made.chmod(0o600)
        shutil.copyfileobj(given, out, 1 << 20)


def _revision(source: Path, made: Path) -> str:
    """Return the revision of a copy whose tables are ours, or can be made so without loss."""
    with as_it_is(made, immutable=True) as raw:
        revision = revision_in(raw)
        refuse_newer(revision, where=str(source))
        if revision not in REVISIONS:
            raise _unsound(source, "it does not tell the revision of its tables")
        unlike = differences(raw, revision=revision)
    _refuse(source, [str(one) for one in unlike if one.sql is None])
    return revision


def _mend_shape(source: Path, made: Path, *, revision: str) -> None:
    """Make the indexes and triggers that a copy lacks."""
    with as_it_is(made, immutable=True) as raw:
        missing = [one.sql for one in differences(raw, revision=revision) if one.sql]
        _refuse(source, faults_of(raw))
    if not missing:
        return
    with as_it_is(made, write=True) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
        for statement in missing:
            raw.execute(statement)
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _refuse(source: Path, faults: list[str]) -> None:
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise _unsound(source, faults[0] + more)


def _unsound(source: Path, why: str) -> LedgerError:
    return LedgerError(
        f"The backup {source} is not sound: {why}.", f"{_NOTHING} Restore another backup."
    )


# ── the place ───────────────────────────────────────────────────────────────────────────────


def _refuse_place(source: Path, path: Path, *, force: bool) -> None:
    if path.exists() and path.samefile(source):
        raise UsageError(f"{path} is the backup itself.", "Name the ledger to be made: --db FILE")
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is no plain file.", "Name another place: --db FILE")
    if path.exists() and not force:
        raise _taken(path)


def _taken(path: Path) -> UsageError:
    return UsageError(
        f"There is a ledger at {path} already.",
        "Name a new file (--db FILE), or say --force: the ledger there is set aside then.",
    )


class _folder_for:  # noqa: N801 -- used as a word
    """Makes the folder of a path for a block; one that was made goes again where nothing came."""

    def __init__(self, path: Path) -> None:
        self._folder, self._made = path.parent, not path.parent.exists()

    def __enter__(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise dialect.read_only(self._folder, error.strerror or str(error)) from error

    def __exit__(self, *_: object) -> None:
        if self._made:
            with suppress(OSError):
                self._folder.rmdir()


def _set_aside(path: Path, made_at: datetime) -> Path:
    """Return where a ledger was moved to; that nobody has it open is told by SQLite's locks."""
    _close_log(path)
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = path.with_name(f"{path.name}.before-restore-{stamp}")
    while aside.exists():
        aside = aside.with_name(aside.name + "-2")
    path.rename(aside)
    for end in ("-wal", "-shm", "-journal"):
        left = path.with_name(path.name + end)
        with suppress(FileNotFoundError):
            left.rename(aside.with_name(aside.name + end))
    return aside


def _close_log(path: Path) -> None:
    """Bring a ledger's log in, which SQLite does only where nobody else has it open.

    A damaged ledger, or another file, cannot be asked: then it is moved with its log as it is.
    """
    if not os.access(path, os.W_OK):
        raise dialect.read_only(path, "the file is read-only")
    try:
        with as_it_is(path, write=True) as raw:
            raw.execute("PRAGMA busy_timeout = 1000")
            mode = raw.execute("PRAGMA journal_mode = DELETE").fetchone()
            raw.execute("BEGIN EXCLUSIVE")
            raw.execute("ROLLBACK")
            if mode and mode[0] != "delete":
                raise _in_use(path)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise _in_use(path) from error
    except sqlite3.DatabaseError:
        return


def _in_use(path: Path) -> LedgerBusy:
    return LedgerBusy(
        f"The ledger {path} is in use.",
        "Nothing was restored. Stop what has it open (airdate serve, airdate watch), or restore "
        "into a new file: --db FILE",
    )
