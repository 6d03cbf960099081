"""Copies all rows of a ledger from one store into another, number by number.

The tables are the same in either store, so that what a server keeps fits into a file and back:
with the working tables that an export leaves out.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, Table, func, insert, select, text

from airdate.errors import UsageError
from airdate.ledger import office as office  # its tables are among those of the schema
from airdate.ledger import open_ledger
from airdate.ledger.recording import latest_moment
from airdate.ledger.schema import metadata

_ROWS = 500
"""Rows that are fetched and written at a time; a text may have some megabytes."""


def copied(where: str, made: Path) -> dict[str, int]:
    """Return how many rows of each table were copied from a server into a new file."""
    with (
        open_ledger(where, write=False) as source,
        open_ledger(made) as target,
        source.office() as reading,
        target.office(write=True) as writing,
    ):
        latest_moment(reading)  # the instant is that of the first question
        return _copy(reading, writing)


def poured(made: Path, where: str) -> dict[str, int]:
    """Return how many rows of each table were copied from a file into the tables of a server.

    Raises: UsageError where these have rows; nothing is copied then.
    """
    with (
        open_ledger(made, write=False) as source,
        open_ledger(where) as target,
        source.office() as reading,
        target.office(write=True) as writing,
    ):
        for table in metadata.sorted_tables:
            if writing.execute(select(table).limit(1)).first() is not None:
                raise UsageError(
                    f"The ledger {target.where} has rows already.",
                    "Restore into an empty database: createdb airdate_restored",
                )
        found = _copy(reading, writing)
        for table in metadata.sorted_tables:
            _settle(writing, table)
        return found


def _copy(reading: Connection, writing: Connection) -> dict[str, int]:
    found = {}
    for table in metadata.sorted_tables:
        count, came = 0, hashlib.sha256()
        rows = reading.execute(_all(table).execution_options(yield_per=_ROWS)).mappings()
        for part in rows.partitions(_ROWS):
            writing.execute(insert(table), [dict(row) for row in part])
            for row in part:
                came.update(repr(tuple(row.values())).encode("utf-8", errors="surrogatepass"))
            count += len(part)
        if came.hexdigest() != _digest(writing, table):
            raise AssertionError(f"the rows of {table.name} are not the same on both sides")
        found[table.name] = count
    return found


def _all(table: Table) -> Select[Any]:
    return select(table).order_by(*table.primary_key.columns)


def _digest(connection: Connection, table: Table) -> str:
    digest = hashlib.sha256()
    for row in connection.execute(_all(table).execution_options(yield_per=_ROWS)):
        digest.update(repr(tuple(row)).encode("utf-8", errors="surrogatepass"))
    return digest.hexdigest()


def _settle(writing: Connection, table: Table) -> None:
    """Have a server plan by the rows that came, and number the next ones after them."""
    writing.exec_driver_sql(f"ANALYZE {table.name}")
    column = table.autoincrement_column
    if column is None:
        return
    named = {"table": table.name, "column": column.name}
    sequence = writing.execute(
        text("SELECT pg_get_serial_sequence(:table, :column)"), named
    ).scalar()
    if sequence is not None:
        last = writing.execute(select(func.max(column))).scalar()
        if last is not None:
            writing.execute(text("SELECT setval(:name, :last)"), {"name": sequence, "last": last})
