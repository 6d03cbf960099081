"""Makes a ledger's home of a PostgreSQL database: connections, turns, and tables of today.

A writer's turn is one transaction that holds an advisory lock of the database, so that writers
queue and none has to try again; readers see one instant and wait for nobody. Why:
docs/why/postgresql.md.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, Row, create_engine, event, text

from airdate.errors import LedgerError, NotALedger, installing
from airdate.ledger import complaints
from airdate.ledger.address import Address
from airdate.ledger.home import opened_for_reading
from airdate.ledger.schema import REVISIONS, metadata
from airdate.ledger.upgrading import noted_revision, refuse_newer, upgrade

if TYPE_CHECKING:
    from psycopg import Connection as RawConnection

_LOCK = 0x41697244617465
"""`AirDate`, the number of the writers' lock: such locks are a database's own."""

_MARK = "a ledger of airdate"
"""The comment on `alembic_version` that tells a ledger from what else uses Alembic."""

_DEFAULTS = {
    "connect_timeout": "10",
    "fallback_application_name": "airdate",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
"""Of a connection, where the address does not say otherwise: seconds, and milliseconds last. A
server that is gone, or a cable, is noticed within a minute."""

# What is kept durably is told as kept, so a commit waits for the disk whatever the server's habit;
# a moment is read in UTC; a question that takes minutes is given up, unless the role, the database
# or the address sets a time of its own; and a server learns soon that its client is gone.
_HABITS = """
SELECT set_config('TimeZone', 'UTC', false),
       set_config('tcp_keepalives_idle', '30', false),
       set_config('tcp_keepalives_interval', '10', false),
       set_config('tcp_keepalives_count', '3', false),
       set_config('synchronous_commit', CASE current_setting('synchronous_commit')
           WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false),
       set_config('statement_timeout', CASE current_setting('statement_timeout')
           WHEN '0' THEN '10min' ELSE current_setting('statement_timeout') END, false)
"""

_TURN = text(
    "SELECT set_config('lock_timeout', :wait, true),"
    " set_config('idle_in_transaction_session_timeout', '5min', true)"
)
_TAKE = text("SELECT pg_advisory_xact_lock(:lock)")

_STATE = text("""
SELECT current_schema() AS schema,
       current_database() AS database,
       current_user AS role,
       current_setting('server_encoding') AS encoding,
       current_setting('default_transaction_read_only') = 'on' OR pg_is_in_recovery() AS only_reads,
       obj_description(to_regclass(quote_ident(current_schema()) || '.alembic_version'),
                       'pg_class') AS mark,
       has_table_privilege(to_regclass(quote_ident(current_schema()) || '.documents'),
                           'INSERT') AS may_write,
       (SELECT min(relname) FROM pg_class AS found
         WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
           AND relkind IN ('r', 'p', 'f')
           AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass
                              AND objid = found.oid AND deptype = 'e')) AS table_there
""")


class ServerHome:
    """A ledger in a database. write: whether turns may be taken."""

    def __init__(
        self, address: Address, engine: Engine, *, write: bool, wait_seconds: float
    ) -> None:
        self.where = address.shown
        self.engine: Engine = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self._writing = engine
        self._write = write
        # 0 would mean to wait for ever.
        self._wait = f"{max(1, round(wait_seconds * 1000))}ms"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Run a block on the ledger as it is at one instant."""
        with self.told(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def turn(self) -> Iterator[Connection]:
        """Run a block as the one writer: a transaction that holds the lock from its beginning."""
        if not self._write:
            raise opened_for_reading(self.where)
        with self.told(), self._writing.begin() as connection:
            self.take(connection)
            yield connection

    def take(self, connection: Connection) -> None:
        """Wait for the writers' lock, which the transaction then holds to its end.

        The statements after this one see all that the writers before it committed.
        """
        connection.execute(_TURN, {"wait": self._wait})
        connection.execute(_TAKE, {"lock": _LOCK})

    def told(self) -> AbstractContextManager[None]:
        """Run a block; what the server complains of in it is raised as a LedgerError."""
        return complaints.told(self.where)

    def settle(self) -> None:
        """Have the rows counted, by which the server plans; else it does so a minute later."""
        with self.told(), self._writing.begin() as connection:
            for table in metadata.sorted_tables:
                connection.exec_driver_sql(f"ANALYZE {table.name}")

    def close(self) -> None:
        """Let go of the connections."""
        self._writing.dispose()


# ── opening ─────────────────────────────────────────────────────────────────────────────────


def open_server(address: Address, *, write: bool, wait_seconds: float) -> ServerHome:
    """Return the home of a ledger at an address; its tables are made, or brought up to date.

    write: makes the tables where the database is empty.
    Raises: LedgerError where it cannot be reached, NotALedger, NewerLedger, LedgerReadOnly.
    """
    home = ServerHome(address, _engine(address), write=write, wait_seconds=wait_seconds)
    try:
        with home.reading() as connection:
            state, revision = _state(connection, home.where, write=write)
        if state.mark is None and not write:
            raise complaints.absent(home.where)
        if revision != REVISIONS[-1]:
            _bring_up_to_date(home)
    except BaseException:
        home.close()
        raise
    return home


def _engine(address: Address) -> Engine:
    connect = _connector(address)
    engine = create_engine(
        "postgresql+psycopg://",
        creator=connect,
        pool_size=2,
        pool_pre_ping=True,  # a server may have been started anew since
        use_native_hstore=False,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_habits)
    return engine


def _connector(address: Address) -> Any:
    """Return what makes a connection. Raises: LedgerError where driver or address are amiss."""
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict, make_conninfo
    except ImportError as error:
        raise LedgerError(
            "A ledger on a PostgreSQL server needs a package that is not installed: psycopg.",
            f"Install it: {installing('postgresql')}",
        ) from error
    try:
        given = conninfo_to_dict(address.conninfo)
    except psycopg.Error:
        # Its words would repeat parts of the address, and there may be a password in them.
        raise complaints.unread(address.shown) from None
    chosen = {name: value for name, value in _DEFAULTS.items() if name not in given}
    if "PGCONNECT_TIMEOUT" in os.environ:
        chosen.pop("connect_timeout", None)
    conninfo = make_conninfo(address.conninfo, client_encoding="UTF8", **chosen)

    def connect() -> RawConnection[Any]:
        return psycopg.connect(conninfo)

    return connect


def _set_habits(raw: Any, _: Any) -> None:
    with raw.cursor() as cursor:
        cursor.execute(_HABITS)
    raw.commit()


def _state(connection: Connection, where: str, *, write: bool) -> tuple[Row[Any], str | None]:
    """Return what is there, and its revision; raises where it is no ledger, or a newer one."""
    state = connection.execute(_STATE).one()
    if state.encoding != "UTF8":
        raise complaints.of_encoding(where, state.encoding)
    if state.schema is None:
        raise LedgerError(
            f"The database of {where} has no schema that {state.role} may use.",
            "Make one: CREATE SCHEMA airdate; or mend the search_path of the role.",
        )
    if state.mark != _MARK and state.table_there is not None:
        raise NotALedger(
            f"The database of {where} is not a ledger of airdate: it has other tables "
            f"({state.table_there}).",
            "Nothing was changed in it. Give the ledger a database of its own: createdb airdate; "
            "or a schema: CREATE SCHEMA airdate, and ?options=-csearch_path%3Dairdate",
        )
    revision = noted_revision(connection) if state.mark else None
    refuse_newer(revision, where=where)
    if state.mark and revision is None:
        raise complaints.damaged(where, "it does not tell the revision of its tables")
    if write and state.only_reads:
        raise complaints.read_only(where, "the server, or the role, only reads")
    if write and state.may_write is False:
        raise complaints.read_only(where, f"{state.role} may not write to its tables")
    return state, revision


def _bring_up_to_date(home: ServerHome) -> None:
    """Make the tables, or those of an older airdate into those of today, in one turn."""
    with home.told(), home._writing.begin() as connection:
        home.take(connection)
        _, revision = _state(connection, home.where, write=True)
        if revision == REVISIONS[-1]:  # another process was first
            return
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        upgrade(connection)
        connection.exec_driver_sql(f"COMMENT ON TABLE alembic_version IS '{_MARK}'")
