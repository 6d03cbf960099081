"""Makes the tables of a ledger those of this airdate: which revision they have, and the next one.

Alembic is imported only where there is something to do.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect

from airdate.errors import NewerLedger
from airdate.ledger import office as office
from airdate.ledger.schema import REVISIONS, metadata

MIGRATIONS = Path(__file__).parent / "migrations"


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the tables, None before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return noted_revision(connection)


def noted_revision(connection: Connection) -> str | None:
    """Return the revision that the table of revisions has, None where it is empty."""
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def has_tables(connection: Connection) -> bool:
    """Return whether any table of a ledger is there."""
    return any(name in metadata.tables for name in inspect(connection).get_table_names())


def refuse_newer(revision: str | None, *, where: str) -> None:
    """Raise NewerLedger where a revision is one that this airdate does not know."""
    if revision is not None and revision not in REVISIONS:
        raise NewerLedger(
            f"The ledger {where} was made by a later airdate (schema {revision}; "
            f"this one knows {REVISIONS[-1]}).",
            "Nothing was changed in it. Upgrade airdate, or name another ledger: --db LEDGER",
        )


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the tables to a revision, in the transaction of the connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
