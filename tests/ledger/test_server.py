"""A ledger on a PostgreSQL server: how it is made and known, and what is told when it fails."""

from __future__ import annotations

import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from tests.ledger.makers import HARBOUR, moment, numbered, reading
from tests.ledger.pgserver import Server, running

from airdate import documents, pipeline, samples
from airdate.errors import (
    LedgerBusy,
    LedgerError,
    LedgerReadOnly,
    NewerLedger,
    NotALedger,
    UnknownReference,
)
from airdate.ledger import Ledger, open_ledger, schema
from airdate.model import Installment, Unreadable

pytestmark = pytest.mark.needs("postgres")

_ROOT = Path(__file__).resolve().parents[2]
Both = tuple[Ledger, Ledger]

_WORD = "Tide-7%23x"
"""A password, as it stands in an address."""


def _python(script: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=_ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


class TestMaking:
    """A new ledger in a database."""

    def test_made_and_reopened(self, server: Server) -> None:
        """The first one who writes makes the tables; what was recorded is there the next time."""
        address = server.address(server.empty())
        with pytest.raises(LedgerError, match="There is no ledger in") as caught:
            open_ledger(address, write=False)
        assert "airdate add" in caught.value.remedy
        with open_ledger(address) as ledger:
            assert address == ledger.where
            ledger.record(reading(), recorded_at=moment(0))
            before = ledger.entries()
        for write in (False, True):
            with open_ledger(address, write=write) as ledger:
                assert before == ledger.entries()

    def test_made_by_many(self, server: Server) -> None:
        """Several processes that find the database empty make one ledger, and all record."""
        address = server.address(server.empty())
        script = (
            "import sys\nfrom airdate.ledger import open_ledger\n"
            "from tests.ledger.makers import moment, numbered\n"
            "with open_ledger(sys.argv[1], wait_seconds=60) as ledger:\n"
            "    ledger.record(numbered(int(sys.argv[2])), recorded_at=moment(0))\n"
        )
        calls = [[sys.executable, "-c", script, address, str(n)] for n in range(3)]
        made = [subprocess.Popen(call, cwd=_ROOT) for call in calls]
        assert [0, 0, 0] == [process.wait() for process in made]
        with open_ledger(address, write=False) as ledger:
            assert 3 == len(ledger.entries())

    def test_schema_of_its_own(self, server: Server) -> None:
        """Beside other tables a ledger is made in a schema of its own, and found there."""
        name = server.empty()
        server.run("CREATE TABLE claims (x int)", "CREATE SCHEMA airdate", database=name)
        address = server.address(name, more="&options=-csearch_path%3Dairdate")
        with open_ledger(address) as ledger:
            ledger.record(reading(), recorded_at=moment(0))
        with open_ledger(address, write=False) as ledger:
            assert 1 == len(ledger.entries())
        assert [(0,)] == server.run("SELECT count(*) FROM public.claims", database=name)

    def test_migrations_lead_to_the_schema(self, server: Server) -> None:
        """The tables that the migrations make are those of `schema`."""
        with open_ledger(server.address(server.new())) as ledger, ledger._home.reading() as found:
            options = {"compare_type": True, "include_object": _no_index_by_hand}
            context = MigrationContext.configure(found, opts=options)
            assert [] == compare_metadata(context, schema.metadata)


def _no_index_by_hand(_: object, name: str | None, kind: str, *__: object) -> bool:
    """Leave out what `dialect.one_each` makes: SQLAlchemy has no words for it."""
    return not (kind == "index" and name in ("uq_installments_key", "ix_installments_title_key"))


class TestOtherDatabases:
    """What is no ledger is told so, and left as it is."""

    @pytest.mark.parametrize("write", [True, False])
    @pytest.mark.parametrize(
        "statement",
        [
            "CREATE TABLE customers (name text)",
            "CREATE TABLE claims (title text)",
            "CREATE TABLE alembic_version (version_num text)",
        ],
    )
    def test_other_tables(self, server: Server, statement: str, write: bool) -> None:
        """A database of somebody else, whatever its tables are called."""
        name = server.empty()
        server.run(statement, database=name)
        with pytest.raises(NotALedger, match=r"it has other tables \(\w+\)"):
            open_ledger(server.address(name), write=write)
        counted = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert [(1,)] == server.run(counted, database=name)

    @pytest.mark.parametrize("write", [True, False])
    def test_newer(self, server: Server, write: bool) -> None:
        """A ledger of a later airdate is refused."""
        name = server.empty()
        open_ledger(server.address(name)).close()
        server.run("UPDATE alembic_version SET version_num = '9999'", database=name)
        with pytest.raises(NewerLedger, match="schema 9999"):
            open_ledger(server.address(name), write=write)

    @pytest.mark.parametrize(
        "statement",
        [
            "DELETE FROM alembic_version",
            "DROP TABLE claims CASCADE",
            "ALTER TABLE claims RENAME COLUMN title TO name",
            "UPDATE claims SET event = 'never'",
            "UPDATE readings SET sentences = '7'",
            "DELETE FROM locations",
        ],
    )
    def test_damaged(self, server: Server, statement: str) -> None:
        """Tables that are gone, and values that are none, are told as damage."""
        name = server.empty()
        address = server.address(name)
        with open_ledger(address) as ledger:
            ledger.record(reading(), recorded_at=moment(0))
        server.run("SET session_replication_role = replica", statement, database=name)
        with pytest.raises(LedgerError, match="is damaged") as caught, open_ledger(address) as one:
            one.entries()
        assert "airdate import" in caught.value.remedy

    def test_letters(self, server: Server) -> None:
        """A database that cannot hold every letter is refused, with the way to make another."""
        name = f"{server.empty()}_latin"
        server.run(
            f"CREATE DATABASE {name} ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' "
            "TEMPLATE template0"
        )
        with pytest.raises(LedgerError, match="texts as LATIN1") as caught:
            open_ledger(server.address(name))
        assert "--encoding=UTF8" in caught.value.remedy


class TestRights:
    """Who may read, reads; who may not write is told."""

    @pytest.fixture
    def kept(self, server: Server) -> str:
        """Return the name of a database with a ledger of one entry, and a role that may read."""
        name = server.empty()
        with open_ledger(server.address(name)) as ledger:
            ledger.record(reading(), recorded_at=moment(0))
        server.run(
            "DROP ROLE IF EXISTS looker",
            "CREATE ROLE looker LOGIN",
            "GRANT SELECT ON ALL TABLES IN SCHEMA public TO looker",
            database=name,
        )
        return name

    def test_select_alone(self, server: Server, kept: str) -> None:
        """A role with SELECT alone reads; as a writer it is refused when it opens."""
        address = server.address(kept, user="looker")
        with open_ledger(address, write=False) as ledger:
            assert 1 == len(ledger.entries(HARBOUR))
            with pytest.raises(LedgerReadOnly, match="opened for reading"):
                ledger.record(numbered(1), recorded_at=moment(1))
        with pytest.raises(LedgerReadOnly, match="looker may not write"):
            open_ledger(address)
        server.run("DROP OWNED BY looker", database=kept)

    def test_insert(self, server: Server, kept: str) -> None:
        """With INSERT beside it records, and changes nothing that is there."""
        server.run("GRANT INSERT ON ALL TABLES IN SCHEMA public TO looker", database=kept)
        with open_ledger(server.address(kept, user="looker")) as ledger:
            ledger.record(numbered(1), recorded_at=moment(1))
            assert 2 == len(ledger.entries())
            ledger.restore(list(ledger.export()))
        server.run("DROP OWNED BY looker", database=kept)

    def test_no_right_to_make(self, server: Server) -> None:
        """A role that may make no tables is told so."""
        server.run("DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN")
        with pytest.raises(LedgerReadOnly, match="permission denied for schema") as caught:
            open_ledger(server.address(server.empty(), user="guest"))
        assert "the right" in caught.value.remedy

    def test_a_server_that_only_reads(self, server: Server, kept: str) -> None:
        """Where all transactions only read, as on a standby, a recording is refused as such."""
        only = "&options=-cdefault_transaction_read_only%3Don"
        with open_ledger(server.address(kept, more=only), write=False) as ledger:
            assert 1 == len(ledger.entries())
        for name in (kept, server.empty()):
            with pytest.raises(LedgerReadOnly, match="only reads"):
                open_ledger(server.address(name, more=only))


class TestNoWayThere:
    """What keeps one from the server is told with its remedy, and without the password."""

    @pytest.fixture
    def guarded(self, server: Server) -> Iterator[str]:
        """Yield the name of a database of a role that needs a password."""
        server.run("DROP ROLE IF EXISTS guarded", "CREATE ROLE guarded LOGIN PASSWORD 'Tide-7#x'")
        name = server.empty()
        server.run(f"ALTER DATABASE {name} OWNER TO guarded")
        yield name
        server.run(f"ALTER DATABASE {name} OWNER TO postgres")

    def test_password(
        self, server: Server, guarded: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """A password may stand in the address, the environment or a file; it is never shown."""
        monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
        plain = server.address(guarded, user="guarded")
        with open_ledger(server.address(guarded, user=f"guarded:{_WORD}")) as ledger:
            assert plain == ledger.where
        monkeypatch.setenv("PGPASSWORD", "Tide-7#x")
        open_ledger(plain).close()
        monkeypatch.setenv("PGPASSWORD", "Ebb-9")
        self._refused(plain, "password authentication failed", "PGPASSWORD")
        monkeypatch.delenv("PGPASSWORD")
        self._refused(plain, "no password supplied", "PGPASSWORD")
        other = server.address(guarded, user=f"guarded:{_WORD}9")
        self._refused(other, "password authentication failed", "PGPASSWORD")

    def test_no_such_database(self, server: Server) -> None:
        """A database that is not there, with the way to make it."""
        address = server.address("nowhere", user=f"postgres:{_WORD}")
        self._refused(address, 'database "nowhere" does not exist', "createdb")

    def test_no_such_user(self, server: Server) -> None:
        """A user that is not there."""
        address = server.address("postgres", user=f"nobody:{_WORD}")
        self._refused(address, 'role "nobody" does not exist', "Name a user")

    def test_no_server(self, tmp_path: Path) -> None:
        """No server at that socket, that port, that host."""
        user = f"ada:{_WORD}"
        self._refused(f"postgresql://{user}@/x?host={tmp_path}", "No such file", "Start the server")
        self._refused(f"postgresql://{user}@127.0.0.1:1/x", "refused", "Start the server")
        self._refused(f"postgresql://{user}@127.0.0.1:{'9' * 6}/x", "port", "Check the address")

    @staticmethod
    def _refused(address: str, why: str, remedy: str) -> None:
        for write in (True, False):
            with pytest.raises(LedgerError, match=why) as caught:
                open_ledger(address, write=write)
            assert remedy in caught.value.remedy
            told = "".join(traceback.format_exception(caught.value))
            assert [] == [word for word in (_WORD, "Tide-7", "Ebb-9") if word in told]

    def test_no_driver(self, server: Server) -> None:
        """Without the driver, the command names the extra that brings it."""
        script = (
            "import sys\nsys.modules['psycopg'] = None\nfrom airdate.cli import main\n"
            "sys.argv = ['airdate', '--db', sys.argv[1], 'titles']\nmain()\n"
        )
        done = _python(script, server.address("postgres", user=f"postgres:{_WORD}"))
        assert (1, "") == (done.returncode, done.stdout)
        assert "[postgresql]" in done.stderr
        assert "Tide-7" not in done.stderr

    def test_started_anew(self) -> None:
        """A server that stops is told so; when it runs again, the same open ledger goes on."""
        from tests.conftest import PROGRAMS

        with running(PROGRAMS) as server, open_ledger(server.address(server.empty())) as ledger:
            ledger.record(numbered(0), recorded_at=moment(0))
            with pytest.raises(LedgerError, match="ended the connection") as caught:
                _turn(ledger, before=server.stop)
            assert "not recorded twice" in caught.value.remedy
            with pytest.raises(LedgerError, match="cannot be reached"):
                ledger.entries()
            server.start()
            assert 1 == len(ledger.entries())
            ledger.record(numbered(2), recorded_at=moment(1))
            assert 2 == len(ledger.entries())


def _turn(
    ledger: Ledger,
    *,
    before: Callable[[], None] = lambda: None,
    after: Callable[[], None] = lambda: None,
) -> None:
    """Record a document in a turn in which something happens."""
    with ledger._turn(moment(1)) as turn:
        before()
        turn.record_all([numbered(1)])
        turn.write()
        after()


def _interrupt() -> None:
    raise KeyboardInterrupt


class TestTime:
    """Nobody waits for ever."""

    def test_busy(self, server: Server) -> None:
        """A writer that waited in vain for its turn is told so; a reader is not concerned."""
        address = server.address(server.new())
        with open_ledger(address) as one, open_ledger(address, wait_seconds=0.05) as two:
            with one._home.turn():
                with pytest.raises(LedgerBusy, match="Another process is writing"):
                    two.record(numbered(1), recorded_at=moment(0))
                assert [] == two.entries()
            two.record(numbered(1), recorded_at=moment(0))
            assert 1 == len(one.entries())

    def test_bad_import_takes_no_turn(self, server: Server) -> None:
        """Bad lines are told although another one is writing."""
        address = server.address(server.new())
        with (
            open_ledger(address) as one,
            open_ledger(address, wait_seconds=0.05) as two,
            one._home.turn(),
            pytest.raises(LedgerError, match="line 1: not JSON"),
        ):
            two.restore(["{"])

    def test_lock_is_let_go(self, server: Server) -> None:
        """An error in a turn lets go of the lock, and keeps nothing of the turn."""
        with open_ledger(server.address(server.new()), wait_seconds=0.05) as ledger:
            with pytest.raises(KeyboardInterrupt):
                _turn(ledger, after=_interrupt)
            assert [] == ledger.entries()
            ledger.record(numbered(1), recorded_at=moment(0))
        assert [] == server.run("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")

    def test_long_question(self, server: Server) -> None:
        """A question that takes longer than its time is given up, and the way to more is told."""
        address = server.address(server.new(), more="&options=-cstatement_timeout%3D20ms")
        with (
            open_ledger(address) as ledger,
            pytest.raises(LedgerError, match="took too long") as caught,
            ledger._home.reading() as connection,
        ):
            connection.exec_driver_sql("SELECT pg_sleep(5)")
        assert "statement_timeout" in caught.value.remedy

    def test_habits(self, server: Server) -> None:
        """Whatever the role's habits, commits wait for the disk and moments are in UTC."""
        more = "&options=-csynchronous_commit%3Doff%20-cTimeZone%3DAsia/Seoul"
        asked = (
            "SELECT current_setting('synchronous_commit'), current_setting('TimeZone'),"
            " current_setting('statement_timeout')"
        )
        with (
            open_ledger(server.address(server.new(), more=more)) as ledger,
            ledger._home.reading() as connection,
        ):
            assert ("on", "UTC", "10min") == tuple(connection.exec_driver_sql(asked).one())


@pytest.fixture(scope="module")
def both(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """Yield the sample dossier in a file, and moved from there to a server."""
    given = documents.Given(published=None, outlet=None, now=moment(0))
    with (
        open_ledger(tmp_path_factory.mktemp("dossier") / "ledger.db") as file,
        open_ledger(server.address(server.empty())) as served,
    ):
        found = pipeline.read(map(str, samples.dossier()), given=given)
        readings = [one for one in found if not isinstance(one, Unreadable)]
        file.record_all(readings, recorded_at=moment(0))
        file.add_alias("AOUAD", "All of Us Are Dead", recorded_at=moment(1))
        served.restore(file.export())
        yield file, served


class TestSameAnswers:
    """A file and a server hold the same and say the same."""

    def test_exports(self, both: Both) -> None:
        """The exports are the same, line by line, and so is what is made of either anew."""
        file, served = both
        lines = list(file.export())
        assert len(lines) > 50
        assert lines == list(served.export())

    @pytest.mark.parametrize(
        "ask",
        [
            lambda ledger: ledger.entries(),
            lambda ledger: ledger.entries(as_of=date(2024, 2, 15), known_at=moment(0)),
            lambda ledger: ledger.entries(Installment("AOUAD", 2), general=True),
            lambda ledger: ledger.installments(),
            lambda ledger: ledger.installments(as_of=date(2024, 2, 15), known_at=moment(-1)),
            lambda ledger: ledger.gathered(),
            lambda ledger: ledger.testimony(),
            lambda ledger: ledger.people(),
            lambda ledger: ledger.dispatches(),
            lambda ledger: ledger.passages("NETFLIX season"),
            lambda ledger: ledger.passages("학교"),
            lambda ledger: ledger.touched((0, 0, 0, 0)),
            lambda ledger: ledger.touched(ledger.version()),
            lambda ledger: ledger.version(),
            lambda ledger: ledger.aliases(),
            lambda ledger: ledger.document(ledger.dispatches()[3].document_id[:9]),
        ],
    )
    def test_questions(self, both: Both, ask: Callable[[Ledger], object]) -> None:
        """Every question is answered alike."""
        file, served = both
        assert ask(file) == ask(served)
        assert [type(ask(file))] == [type(ask(served))]

    def test_hostile_texts(self, server: Server, tmp_path: Path) -> None:
        """Texts that PostgreSQL would refuse as they are come back whole, and are found."""
        odd = "Night Har\x1abour \x1a0 \x1a\x1a \\0 \\ %_ 'x' ÉCOLE 밤 here\0THERE"
        long = Installment("Ünd " * 300_000, 2)
        with (
            open_ledger(tmp_path / "ledger.db") as file,
            open_ledger(server.address(server.new())) as served,
        ):
            for ledger in (file, served):
                ledger.record(reading(odd, f"2026 {odd}"), recorded_at=moment(0))
                ledger.record(numbered(1, subject=long), recorded_at=moment(1))
                ledger.record(numbered(2, subject=long), recorded_at=moment(2))
                ledger.add_alias(odd, "Night Harbour", recorded_at=moment(3))
                for missing in ("0" * 16, "a\0"):
                    with pytest.raises(UnknownReference):
                        ledger.entry(missing)
            assert list(file.export()) == list(served.export())
            assert file.entries() == served.entries()
            assert file.installments() == served.installments()
            for words in ("har\x1aBOUR", "\x1abour", "\x1a0", "École", "ÉCOLE", "%_", "\\0", "밤"):
                assert file.passages(words) == served.passages(words)
            assert 1 == len(served.passages("HERE\0there"))
            assert 0 == len(served.passages("école"))


class TestCommands:
    """The commands work on a server as on a file."""

    @pytest.fixture
    def run(self, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
        """Return what runs a command, and gives what it printed."""
        monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
        script = "import sys\nfrom airdate.cli import main\nsys.argv[0] = 'airdate'\nmain()\n"

        def run(*arguments: str, db: str = "", given: str | None = None) -> str:
            done = subprocess.run(
                [sys.executable, "-c", script, *arguments],
                input=given,
                env={**os.environ, "AIRDATE_DB": db},
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            assert (0, "") == (done.returncode, done.stderr if "Traceback" in done.stderr else "")
            return done.stdout

        return run

    def test_there_and_back(self, server: Server, tmp_path: Path, run: Callable[..., str]) -> None:
        """Export | import moves a ledger to a server and back, and briefs are the same there."""
        address, file, back = server.address(server.empty()), *(tmp_path / n for n in "ab")
        article = tmp_path / "news.txt"
        article.write_text("Night Harbour season 2 arrives on March 3, 2027, its makers said.\n")
        run("--db", str(file), "add", str(article))
        lines = run("--db", str(file), "export")
        assert "Imported: 1 document," in run("--db", address, "import", given=lines)
        assert lines == run("export", db=address)
        run("--db", str(back), "import", given=run("export", "--db", address))
        assert lines == run("--db", str(back), "export")
        told = [run("brief", "night harbour", db=where) for where in (str(file), address)]
        assert told[0] == told[1]
        assert "2027" in told[1]
