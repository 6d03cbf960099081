"""Tells whether a database is shaped as a ledger is: each table, index and trigger, to the letter.

A file that somebody hands over may have triggers, views or columns of its own that run when it is
opened and used; what is not exactly as our migrations make it is not used.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

from airdate.ledger import dialect

Thing = tuple[str, str]
"""`table`, `index`, `trigger` or `view`, and the name."""

Shape = Mapping[Thing, tuple[str, str | None]]
"""Of each thing, the table that it is of, and the statement that made it (None: SQLite itself)."""

HEAD_BYTES = 100
_MAGIC = b"SQLite format 3\x00"

# What counting rows leaves: SQLite's own tables, in its own words.
_COUNTED = {
    ("table", "sqlite_stat1"): ("sqlite_stat1", "CREATE TABLE sqlite_stat1(tbl,idx,stat)"),
    ("table", "sqlite_stat4"): (
        "sqlite_stat4",
        "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
    ),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not as it should be. fault: `missing`, `strange` or `altered`.

    sql: how it is made where it is missing and can be made anew without loss, else None.
    """

    fault: str
    kind: str
    name: str
    sql: str | None = None

    def __str__(self) -> str:
        return f"the {self.kind} {self.name} is {self.fault}"


@contextmanager
def as_it_is(
    path: Path, *, write: bool = False, immutable: bool = False
) -> Iterator[sqlite3.Connection]:
    """Yield a connection to a file, which is neither looked at nor brought up to date before.

    Texts come as they are: half a character does not stop the question.
    """
    engine = dialect.engine_for(path, write=write, immutable=immutable)
    try:
        with closing(engine.raw_connection()) as lent:
            raw = cast(sqlite3.Connection, lent.driver_connection)
            raw.text_factory = _text
            yield raw
    finally:
        engine.dispose()


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="surrogateescape")


def why_no_ledger(head: bytes, *, size: int) -> str | None:
    """Return why the first bytes of a file are not those of a whole ledger, None if they are.

    head: HEAD_BYTES of them.  size: of the file, in bytes.
    """
    if len(head) < HEAD_BYTES or not head.startswith(_MAGIC):
        return "it is not a database"
    if int.from_bytes(head[68:72]) != dialect.APPLICATION_ID:
        return "it is another SQLite database"
    page = int.from_bytes(head[16:18])
    if size % (65_536 if page == 1 else max(page, 512)):
        return "it was cut: its last page is not whole"
    return None


def revision_in(raw: sqlite3.Connection) -> str | None:
    """Return the revision that a database says its tables have, None where it says none."""
    if ("table", "alembic_version") not in shape_of(raw):
        return None
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def shape_of(raw: sqlite3.Connection) -> Shape:
    """Return all that a database is made of."""
    rows = raw.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    return {(str(kind), str(name)): (str(table), sql) for kind, name, table, sql in rows}


@lru_cache(maxsize=8)
def expected_shape(revision: str) -> Shape:
    """Return what the migrations make up to a revision that they know."""
    from sqlalchemy import create_engine

    from airdate.ledger.upgrading import upgrade

    engine = create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            upgrade(connection, revision)
            return shape_of(cast(sqlite3.Connection, connection.connection.driver_connection))
    finally:
        engine.dispose()


def differences(raw: sqlite3.Connection, *, revision: str) -> list[Difference]:
    """Return how a database differs from a ledger of a revision, by kind and name."""
    found, expected = dict(shape_of(raw)), expected_shape(revision)
    for thing, made in _COUNTED.items():
        if found.get(thing) == made:
            del found[thing]
    told = []
    for thing in sorted(found.keys() | expected.keys()):
        kind, name = thing
        if thing not in expected:
            told.append(Difference("strange", kind, name))
        elif thing not in found:
            table, sql = expected[thing]
            again = sql if kind != "table" and ("table", table) in found else None
            told.append(Difference("missing", kind, name, again))
        elif found[thing] != expected[thing]:
            told.append(Difference("altered", kind, name))
    return told


def faults_of(raw: sqlite3.Connection, *, most: int = 20) -> list[str]:
    """Return what SQLite finds amiss in pages, indexes and keys; nothing where all is sound."""
    told = [str(row[0]) for row in raw.execute(f"PRAGMA integrity_check({most:d})")]
    found = [line for part in told for line in part.splitlines() if line not in ("", "ok")]
    for table, row, target, _ in raw.execute("PRAGMA foreign_key_check").fetchmany(most):
        found.append(f"row {row} of {table} leads to no row of {target}")
    return found[:most]
