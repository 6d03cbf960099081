"""Makes an open ledger of a path: the file is found or made, known, and brought up to date."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from airdate.errors import LedgerError, NewerLedger
from airdate.ledger import dialect
from airdate.ledger.lock import WriterLock
from airdate.ledger.schema import REVISIONS, metadata
from airdate.ledger.store import Ledger

_MIGRATIONS = Path(__file__).parent / "migrations"


def open_store(where: Path | str, *, write: bool, wait_seconds: float) -> Ledger:
    """Return the open ledger of a path; see `airdate.ledger.open_ledger`."""
    path = _path_of(where)
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
    return Ledger(path, engine, lock=lock if write else None)


def _path_of(where: Path | str) -> Path:
    if str(where).startswith(("postgresql:", "postgres:")):
        raise LedgerError(
            "This airdate keeps its ledger in a file, not in PostgreSQL.",
            "Name a file: --db FILE",
        )
    try:
        path = Path(where).expanduser().resolve()
    except (RuntimeError, ValueError, OSError) as error:  # no such user, a ring of links, a NUL
        raise LedgerError(
            f"{str(where)!r:.300} is no place for a ledger: {error}.", "Name a file: --db FILE"
        ) from error
    if not path.name:
        raise dialect.not_a_ledger(path, "it is a folder")
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
    revision = _revision(engine)
    if revision == REVISIONS[-1]:
        return
    if revision is None and _has_tables(engine):
        raise dialect.damaged(path, "it does not tell the revision of its tables")
    if revision is not None and revision not in REVISIONS:
        raise NewerLedger(
            f"The ledger {path} was made by a later airdate (schema {revision}; "
            f"this one knows {REVISIONS[-1]}).",
            "Nothing was changed in it. Upgrade airdate, or name another file: --db FILE",
        )
    with lock.held():
        writing = dialect.engine_for(path, write=True)
        try:
            if _revision(writing) != REVISIONS[-1]:
                _migrate(writing)
        finally:
            writing.dispose()


def _revision(engine: Engine) -> str | None:
    """Return the revision of the schema, None before the first."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return None if found is None else str(found)


def _has_tables(engine: Engine) -> bool:
    with engine.connect() as connection:
        return any(name in metadata.tables for name in inspect(connection).get_table_names())


def _migrate(engine: Engine) -> None:
    writing = engine.execution_options(**{dialect.WRITERS_TURN: True})
    with writing.begin() as connection:
        upgrade(connection)


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the tables to a revision, in the transaction of the connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
