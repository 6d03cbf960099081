"""Makes an open ledger of a path: the file is found or made, known, and brought up to date.

The address of a server is `server`'s business.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine

from airdate.errors import LedgerError
from airdate.ledger import dialect
from airdate.ledger.address import address_of, is_server
from airdate.ledger.home import FileHome
from airdate.ledger.lock import WriterLock
from airdate.ledger.schema import REVISIONS
from airdate.ledger.store import Ledger
from airdate.ledger.upgrading import has_tables, refuse_newer, revision_of, upgrade


def open_store(where: Path | str, *, write: bool, wait_seconds: float) -> Ledger:
    """Return the open ledger of a place; see `airdate.ledger.open_ledger`."""
    if is_server(where):
        from airdate.ledger.server import open_server

        return Ledger(open_server(address_of(where), write=write, wait_seconds=wait_seconds))
    return Ledger(_open_file(_path_of(where), write=write, wait_seconds=wait_seconds))


def _open_file(path: Path, *, write: bool, wait_seconds: float) -> FileHome:
    lock = WriterLock(path, wait_seconds=wait_seconds)
    if not _exists(path):
        if not write:
            raise _absent(path)
        _make(path, lock)
    _refuse_other_files(path, write=write)
    engine = _engine(path, write=write)
    try:
        with dialect.trouble(path):
            _refuse_other_databases(engine, path)
            _bring_up_to_date(engine, path, lock=lock)
    except BaseException:
        engine.dispose()
        raise
    return FileHome(path, engine, lock=lock if write else None)


def _path_of(where: Path | str) -> Path:
    try:
        path = Path(where).expanduser().resolve()
    except (RuntimeError, ValueError, OSError) as error:  # no such user, a ring of links, a NUL
        raise LedgerError(
            f"{str(where)!r:.300} is no place for a ledger: {error}.", "Name a file: --db FILE"
        ) from error
    if not path.name:
        raise dialect.not_a_ledger(path, "it is a folder")
    return path


def known_file(where: Path | str) -> Path:
    """Return the file of a ledger, looked at from outside alone. Raises: LedgerError."""
    path = _path_of(where)
    if not _exists(path):
        raise _absent(path)
    _refuse_other_files(path, write=False)
    return path


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise _not_ours(path, error.strerror or str(error)) from error


def _not_ours(path: Path, why: str) -> LedgerError:
    return LedgerError(
        f"The ledger {path} is not ours to read: {why}.",
        "Mend the permissions of the file and its folders, or name another file: --db FILE",
    )


def _absent(path: Path) -> LedgerError:
    return LedgerError(
        f"There is no ledger at {path}.",
        "Make one of the sample dossier: airdate demo; or of your own articles: airdate add SOURCE",
    )


def _make(path: Path, lock: WriterLock) -> None:
    """Make a ledger beside its place and move it there: a crash leaves none, or a whole one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise dialect.read_only(path, error.strerror or str(error)) from error
    with lock.held():
        if path.exists():  # another process was first
            return
        _clear_unfinished(path)
        try:
            number, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
        except OSError as error:
            raise dialect.read_only(path, error.strerror or str(error)) from error
        os.close(number)
        unfinished = Path(name)
        try:
            _fill(unfinished, path)
            unfinished.replace(path)
            _keep_name(path.parent)
        except BaseException:
            _clear_unfinished(path)
            raise


def _clear_unfinished(path: Path) -> None:
    for left in path.parent.glob(f".{path.name}.*.new*"):
        left.unlink(missing_ok=True)


def _fill(unfinished: Path, path: Path) -> None:
    with dialect.trouble(path):
        engine = dialect.engine_for(unfinished, write=True)
        try:
            dialect.mark(engine)
            _migrate(engine)
        finally:
            engine.dispose()


def _keep_name(folder: Path) -> None:
    """Flush the folder: a durable file whose name is lost is lost."""
    with suppress(OSError):  # not every file system lets a folder be flushed
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _refuse_other_files(path: Path, *, write: bool) -> None:
    """Raise where the path cannot be a ledger, before SQLite touches it."""
    if path.is_dir():
        raise dialect.not_a_ledger(path, "it is a folder")
    if not path.is_file():
        raise dialect.not_a_ledger(path, "it is no plain file")
    if path.stat().st_size == 0:
        raise dialect.not_a_ledger(path, "it is empty")
    if not os.access(path, os.R_OK):
        raise _not_ours(path, "its permissions forbid it")
    if write and not os.access(path, os.W_OK):
        raise dialect.read_only(path, "the file is read-only")
    if write and not os.access(path.parent, os.W_OK):
        raise dialect.read_only(path, f"the folder {path.parent} is read-only")


def _engine(path: Path, *, write: bool) -> Engine:
    log = path.with_name(path.name + "-wal")
    quiet = not write and not os.access(path.parent, os.W_OK) and not log.exists()
    return dialect.engine_for(path, write=write, immutable=quiet)


def _refuse_other_databases(engine: Engine, path: Path) -> None:
    if not dialect.is_marked(engine):
        raise dialect.not_a_ledger(path, "it is another SQLite database")


def _bring_up_to_date(engine: Engine, path: Path, *, lock: WriterLock) -> None:
    with engine.connect() as connection:
        revision = revision_of(connection)
        if revision == REVISIONS[-1]:
            return
        if revision is None and has_tables(connection):
            raise dialect.damaged(path, "it does not tell the revision of its tables")
    refuse_newer(revision, where=str(path))
    with lock.held():
        writing = dialect.engine_for(path, write=True)
        try:
            _migrate(writing)
        finally:
            writing.dispose()


def _migrate(engine: Engine) -> None:
    writing = engine.execution_options(**{dialect.WRITERS_TURN: True})
    with writing.begin() as connection:
        if revision_of(connection) != REVISIONS[-1]:
            upgrade(connection)
