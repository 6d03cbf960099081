"""Looks a ledger over, inside and out, and mends what can be mended without losing anything.

Of a file: who may read it and what lies beside it; pages, keys and indexes by SQLite's own check;
tables and triggers to the letter; every row by the hash that it bears. Of a server, whose pages
are its own business: triggers and rows. Nothing is changed by looking.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from airdate.errors import LedgerError
from airdate.ledger import dialect
from airdate.ledger.address import is_server, shown
from airdate.ledger.backup import copy_beside, is_quiet
from airdate.ledger.backup_shape import (
    HEAD_BYTES,
    as_it_is,
    differences,
    expected_shape,
    faults_of,
    revision_in,
    why_no_ledger,
)
from airdate.ledger.doctor_content import content_faults
from airdate.ledger.doctor_file import leftovers, outside
from airdate.ledger.doctor_finding import MEND, RESTORE, Finding, Mend, Severity
from airdate.ledger.doctor_office import LEASED, at_work, has, too_late
from airdate.ledger.lock import WriterLock
from airdate.ledger.opening import known_file
from airdate.ledger.rows import moment_of
from airdate.ledger.schema import DATED, REVISIONS

__all__ = ["Finding", "Mended", "Severity", "examine", "is_sound", "mend"]

_CLOCK_SLACK = timedelta(minutes=5)

_of_index = re.compile(r"\bindex\b", re.IGNORECASE).search


@dataclass(frozen=True, slots=True)
class Mended:
    """What was mended, in words. copy: the ledger as it was before, None where not needed."""

    done: tuple[str, ...]
    copy: Path | None


def is_sound(findings: list[Finding]) -> bool:
    """Return whether nothing was found that wants doing."""
    return all(finding.severity is Severity.NOTE for finding in findings)


def examine(where: Path | str, *, now: datetime) -> list[Finding]:
    """Return what is to be told of a ledger, the worst first; nothing in it is changed.

    Raises: LedgerError where there is none, or it cannot be reached or read at all.
    """
    found = list(_server(str(where), now) if is_server(where) else _file(known_file(where), now))
    return sorted(found, key=lambda finding: list(Severity).index(finding.severity))


# ── a file ──────────────────────────────────────────────────────────────────────────────────


def _file(path: Path, now: datetime) -> Iterator[Finding]:
    yield from outside(path, now=now)
    with path.open("rb") as file:
        why = why_no_ledger(file.read(HEAD_BYTES), size=path.stat().st_size)
    if why:
        yield Finding(Severity.ERROR, "file", str(path), why, RESTORE)
        return
    yield from _attempted(str(path), lambda: _opened(path, now))


def _opened(path: Path, now: datetime) -> Iterator[Finding]:
    with as_it_is(path, immutable=is_quiet(path)) as raw:
        yield from _inside(raw, str(path), now)


def _attempted(where: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """Yield what a look finds; that SQLite cannot go on with it is a finding too."""
    try:
        yield from look()
    except UnicodeDecodeError:  # the words of SQLite's own complaint have bytes of the damage
        yield Finding(Severity.ERROR, "pages", where, "its tables cannot be read", RESTORE)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY,):
            raise dialect.busy(Path(where)) from error
        yield Finding(Severity.ERROR, "pages", where, f"it cannot be read: {error}", RESTORE)


def _inside(raw: sqlite3.Connection, where: str, now: datetime) -> Iterator[Finding]:
    raw.execute("BEGIN")
    revision = revision_in(raw)
    faults = faults_of(raw)
    if revision not in REVISIONS:
        yield _of_revision(where, revision)
    else:
        yield from _shape(raw, where, revision)
    if faults and revision == REVISIONS[-1] and all(map(_of_index, faults)):
        yield from _indexes(raw, where, faults)
    else:
        for fault in faults:
            yield Finding(Severity.ERROR, "pages", where, fault, RESTORE)
    if revision in REVISIONS:
        yield from _attempted(where, lambda: _rows(raw, where, now))


def _of_revision(where: str, revision: str | None) -> Finding:
    if revision is None:
        what = "it does not tell the revision of its tables"
        return Finding(Severity.ERROR, "revision", where, what, RESTORE)
    what = f"it was made by a later airdate (schema {revision}; this one knows {REVISIONS[-1]})"
    return Finding(Severity.ERROR, "revision", where, what, "Upgrade airdate.")


def _shape(raw: sqlite3.Connection, where: str, revision: str) -> Iterator[Finding]:
    if revision != REVISIONS[-1]:
        what = f"its tables are of an older airdate (schema {revision})"
        yield Finding(
            Severity.NOTE, "revision", where, what, "The next command that opens it mends it."
        )
    for unlike in differences(raw, revision=revision):
        if unlike.sql:
            yield Finding(Severity.WARNING, "shape", where, str(unlike), MEND, Mend.SHAPE)
        else:
            yield Finding(Severity.ERROR, "shape", where, str(unlike), RESTORE)


def _indexes(raw: sqlite3.Connection, where: str, faults: list[str]) -> Iterator[Finding]:
    """Yield faults of indexes alone: they can be made anew of rows that are sound."""
    sound = not content_faults(raw)
    for fault in faults:
        remedy, mend = (MEND, Mend.INDEXES) if sound else (RESTORE, None)
        yield Finding(Severity.ERROR, "pages", where, fault, remedy, mend)


def _rows(raw: sqlite3.Connection, where: str, now: datetime) -> Iterator[Finding]:
    for fault in content_faults(raw):
        yield Finding(Severity.ERROR, "rows", fault.where, fault.what, RESTORE)
    yield from _clock(raw, where, now)
    yield from at_work(raw, now=now)


def _clock(raw: sqlite3.Connection, where: str, now: datetime) -> Iterator[Finding]:
    asked = " UNION ALL ".join(f"SELECT max(recorded_at) FROM {table.name}" for table in DATED)  # noqa: S608
    texts = [text for (text,) in raw.execute(asked) if text]
    try:
        latest = max(map(moment_of, texts), default=None)
    except ValueError:
        return  # the rows that have such a moment are told by name
    if latest and latest > now + _CLOCK_SLACK:
        what = f"its latest row is of {latest:%Y-%m-%d %H:%M} UTC, which is still to come"
        remedy = (
            "Set the clock of this machine right. New rows are kept just after that moment until "
            "it has passed."
        )
        yield Finding(Severity.WARNING, "clock", where, what, remedy)


# ── a server ────────────────────────────────────────────────────────────────────────────────


def _server(where: str, now: datetime) -> Iterator[Finding]:
    from airdate.ledger.backup_rows import copied

    yield from _server_shape(where)
    with tempfile.TemporaryDirectory(prefix="airdate-") as folder:
        made = Path(folder) / "ledger.db"
        copied(where, made)
        with as_it_is(made) as raw:
            yield from _rows(raw, shown(where), now)


def _server_shape(where: str) -> Iterator[Finding]:
    from airdate.ledger import open_ledger

    wanted = {name for kind, name in expected_shape(REVISIONS[-1]) if kind == "trigger"}
    wanted |= {name.replace("_no_update", "_no_truncate") for name in wanted}
    with open_ledger(where, write=False) as ledger, ledger.office() as connection:
        there = connection.exec_driver_sql(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' "
            "AND tgrelid IN (SELECT oid FROM pg_class "
            "WHERE relnamespace = current_schema()::regnamespace)"
        )
        missing = wanted - {str(name) for (name,) in there}
    for name in sorted(missing):
        remedy = "Restore a backup into an empty database, or have its owner make it anew."
        what = f"the trigger {name} is missing"
        yield Finding(Severity.WARNING, "shape", shown(where), what, remedy)


# ── mending ─────────────────────────────────────────────────────────────────────────────────


def mend(where: Path | str, *, now: datetime) -> Mended:
    """Return what was mended of what `examine` finds, with writers kept off meanwhile.

    Before anything in the ledger's file is changed, a copy is laid beside it.
    Raises: LedgerError, LedgerBusy.
    """
    if is_server(where):
        raise LedgerError(
            f"What airdate can mend is a ledger's file, not {shown(where)}.",
            "See what airdate doctor says of it, and ask whoever runs the server.",
        )
    path = known_file(where)
    wanted = {finding.mend for finding in examine(path, now=now)} - {None}
    within = wanted & {Mend.SHAPE, Mend.INDEXES, Mend.LEASES}
    copy = copy_beside(path, made_at=now, why="mend") if within else None
    done: list[str] = []
    if Mend.PERMISSIONS in wanted:
        done += _close_to_others(path)
    with WriterLock(path, wait_seconds=10).held():
        if Mend.LEFTOVERS in wanted:
            done += _clear(path, now)
        if within or Mend.LOG in wanted:
            with dialect.trouble(path):
                done += _mend_within(path, within, now=now)
    return Mended(tuple(done), copy)


def _close_to_others(path: Path) -> Iterator[str]:
    for end in ("", "-wal", "-shm", ".tokens"):
        file = path.with_name(path.name + end)
        if file.exists() and file.stat().st_mode & 0o077:
            file.chmod(0o600)
            yield f"{file} is its owner's alone now"


def _clear(path: Path, now: datetime) -> Iterator[str]:
    for left in leftovers(path, now=now):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()
        yield f"{left} is gone"


def _mend_within(path: Path, wanted: set[Mend | None], *, now: datetime) -> list[str]:
    done: list[str] = []
    log = path.with_name(path.name + "-wal")
    long = log.exists() and log.stat().st_size > 0
    with as_it_is(path, write=True) as raw:
        with closing(raw.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            done += _mend_rows(raw, wanted, now)
            cursor.execute("COMMIT")
        busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if long and not busy:
            done.append("the log is brought in")
    return done


def _mend_rows(raw: sqlite3.Connection, wanted: set[Mend | None], now: datetime) -> Iterator[str]:
    if Mend.INDEXES in wanted:
        raw.execute("REINDEX")
        yield "the indexes are made anew"
    if Mend.SHAPE in wanted:
        for missing in differences(raw, revision=str(revision_in(raw))):
            if missing.sql:
                raw.execute(missing.sql)
                yield f"the {missing.kind} {missing.name} is there again"
    if Mend.LEASES in wanted:
        for table in LEASED:
            if has(raw, table, "leased_until", "leased_by"):
                given = raw.execute(
                    f"UPDATE {table} SET leased_until = NULL, leased_by = NULL"  # noqa: S608
                    " WHERE leased_until > ?",
                    (too_late(now),),
                )
                rows = "row" if given.rowcount == 1 else "rows"
                yield f"freed again: {given.rowcount} {rows} of {table}"
