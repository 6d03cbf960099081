"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket, gone at the end."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

_START_SECONDS = 30.0

_SETTINGS = {"listen_addresses": "", "max_connections": "40", "lc_messages": "C"}
_HASTY = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off"}
"""What the tests lose in a power cut nobody misses."""

# Who comes as `guarded` needs a password; everybody else may be whom they please.
_HBA = "local all guarded scram-sha-256\nlocal all all trust\n"


class Server:
    """A running server. folder: holds its data and its socket."""

    def __init__(self, folder: Path, programs: str, *, durable: bool) -> None:
        self.folder = folder
        self._settings = _SETTINGS if durable else _SETTINGS | _HASTY
        self._programs = programs
        self._emptied: list[str] = []
        self._names = (f"ledger_{n}" for n in itertools.count())
        self._process: subprocess.Popen[bytes] | None = None

    def program(self, name: str) -> str:
        """Return the path of one of the server's programs."""
        found = shutil.which(name, path=self._programs)
        assert found is not None
        return found

    @cached_property
    def _as_nobody_special(self) -> dict[str, Any]:
        """How its programs are run: the server refuses root."""
        if os.geteuid() != 0:
            return {}
        user = pwd.getpwnam("postgres")
        os.chown(self.folder, user.pw_uid, user.pw_gid)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": self.folder}

    def make(self) -> None:
        """Make the data of an empty server."""
        call = [self.program("initdb"), "-D", str(self.folder / "data"), "-A", "trust"]
        call += ["--no-sync", "-E", "UTF8", "--locale=C.UTF-8", "-U", "postgres"]
        options = self._as_nobody_special
        subprocess.run(call, check=True, capture_output=True, env=_PLAIN, **options)
        (self.folder / "data" / "pg_hba.conf").write_text(_HBA)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        call = [self.program("postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder)]
        for name, value in self._settings.items():
            call += ["-c", f"{name}={value}"]
        if shutil.which("setpriv"):  # so that it does not outlive a run that is killed
            call = ["setpriv", "--pdeathsig", "QUIT", "--", *call]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                call, stdout=log, stderr=log, env=_PLAIN, **self._as_nobody_special
            )
        end = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                raise AssertionError((self.folder / "log").read_text())
            time.sleep(0.02)

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.address("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """Stop it at once, whoever is connected."""
        if self._process is not None:
            self._process.send_signal(2)  # SIGINT: the fast way, not a crash
            self._process.wait()

    def address(self, database: str, *, user: str = "postgres", more: str = "") -> str:
        """Return the address of a database."""
        return f"postgresql://{user}@/{database}?host={self.folder}{more}"

    def run(self, *statements: str, database: str = "postgres") -> list[Any]:
        """Return the rows of the last of some statements, each a transaction of its own."""
        import psycopg

        with psycopg.connect(self.address(database), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def empty(self) -> str:
        """Return the name of a new database without anything in it."""
        name = next(self._names)
        self.run(f"CREATE DATABASE {name}")
        return name

    def new(self) -> str:
        """Return the name of a new database with an empty ledger in it."""
        if self._emptied:
            return self._emptied.pop()
        pattern, name = self._pattern, next(self._names)
        self.run(f"CREATE DATABASE {name} TEMPLATE {pattern}")
        return name

    def take_back(self, name: str) -> None:
        """Empty the ledger of a database, past its triggers, for another test."""
        from airdate.ledger.schema import metadata
        from airdate.ledger.server import _LOCK

        tables = (table.name for table in reversed(metadata.sorted_tables))
        deletions = (f"DELETE FROM {table}" for table in tables)  # noqa: S608
        # In a turn of its own: a writer that was killed may be committing still.
        first = ("BEGIN", f"SELECT pg_advisory_xact_lock({_LOCK})")
        past_triggers = "SET LOCAL session_replication_role = replica"
        self.run(*first, past_triggers, *deletions, "COMMIT", database=name)
        self._emptied.append(name)

    @cached_property
    def _pattern(self) -> str:
        """A ledger to be copied: making one takes longer."""
        from airdate.ledger import open_ledger

        self.run("CREATE DATABASE pattern")
        open_ledger(self.address("pattern")).close()
        return "pattern"


# The environment may name a server, a user, a language.
_PLAIN = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}


@contextmanager
def running(programs: str, *, durable: bool = False) -> Iterator[Server]:
    """Yield a running server.

    programs: the folders in which its programs may be.  durable: whether it waits for the disk.
    """
    folder = Path(tempfile.mkdtemp(prefix="airdate-pg-"))
    server = Server(folder, programs, durable=durable)
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
