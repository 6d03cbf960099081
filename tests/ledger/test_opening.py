"""Opening a ledger: it is made where absent, and what is no ledger is left alone."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from tests.ledger.makers import moment, numbered, reading

from airdate.errors import LedgerError, LedgerReadOnly, NewerLedger, NotALedger
from airdate.ledger import dialect, open_ledger, opening, schema, upgrading
from airdate.ledger import server as serving


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a ledger may be made, in a folder that is not there yet."""
    return tmp_path / "deep" / "folder with blanks & %41 ?#" / "ledger.db"


class TestMaking:
    """A new ledger."""

    def test_made_for_its_owner(self, path: Path) -> None:
        """Folder and file are made, for the owner alone; at rest the ledger is one file."""
        with open_ledger(path) as ledger:
            ledger.record(reading(), recorded_at=moment(0))
        assert 0o600 == stat.S_IMODE(path.stat().st_mode)
        assert 0o700 == stat.S_IMODE(path.parent.stat().st_mode)
        assert ["ledger.db"] == [p.name for p in path.parent.iterdir() if p.name[0] != "."]

    def test_path_as_text(self, path: Path) -> None:
        """A path may be text, with the home folder as a tilde."""
        with open_ledger(str(path)) as ledger:
            assert str(path) == ledger.where

    def test_home(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A tilde is the home folder."""
        monkeypatch.setenv("HOME", str(tmp_path))
        with open_ledger("~/ledger.db") as ledger:
            assert str(tmp_path / "ledger.db") == ledger.where

    def test_absent_for_reading(self, path: Path) -> None:
        """Reading an absent ledger makes nothing, and says what would."""
        with pytest.raises(LedgerError, match="airdate demo") as caught:
            open_ledger(path, write=False)
        assert "airdate add" in caught.value.remedy
        assert not path.parent.exists()

    def test_crash_while_making(self, path: Path) -> None:
        """What a crash left half made is cleared away, and no ledger is where none was finished."""
        path.parent.mkdir(parents=True)
        for name in (f".{path.name}.abc.new", f".{path.name}.abc.new-wal"):
            (path.parent / name).write_bytes(b"half")
        with open_ledger(path) as ledger:
            assert [] == ledger.entries()
        assert [] == list(path.parent.glob("*.new*")) + list(path.parent.glob(".*.new*"))

    def test_reopened(self, path: Path) -> None:
        """What was recorded is there the next time, for readers and writers."""
        with open_ledger(path) as ledger:
            ledger.record(reading(), recorded_at=moment(0))
            before = ledger.entries()
        for write in (False, True):
            with open_ledger(path, write=write) as ledger:
                assert before == ledger.entries()


class TestOtherFiles:
    """What is no ledger is told so, and stays byte for byte as it is."""

    @pytest.mark.parametrize("write", [True, False])
    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"", "it is empty"),
            (b"Dear diary, nothing aired today.\n" * 50, "not a database"),
            (os.urandom(4096), "not a database"),
            (b"SQLite format 3\x00" + b"\x00" * 84, "not a database"),
        ],
        ids=["empty", "prose", "noise", "false head"],
    )
    def test_files(self, tmp_path: Path, content: bytes, why: str, write: bool) -> None:
        """Files of any other content."""
        path = tmp_path / "some.file"
        path.write_bytes(content)
        with pytest.raises(NotALedger, match=why):
            open_ledger(path, write=write)
        assert content == path.read_bytes()

    @pytest.mark.parametrize("write", [True, False])
    @pytest.mark.parametrize("sql", ["VACUUM", "CREATE TABLE claims (title TEXT)"])
    def test_other_databases(self, tmp_path: Path, sql: str, write: bool) -> None:
        """Databases of somebody else, empty or not, whatever their tables are called."""
        path = tmp_path / "other.db"
        with closing(sqlite3.connect(path)) as other:
            other.execute(sql)
        before = path.read_bytes()
        with pytest.raises(NotALedger, match=r"is empty|another SQLite database"):
            open_ledger(path, write=write)
        assert before == path.read_bytes()

    @pytest.mark.parametrize("write", [True, False])
    def test_folder(self, tmp_path: Path, write: bool) -> None:
        """A folder."""
        with pytest.raises(NotALedger, match="it is a folder"):
            open_ledger(tmp_path, write=write)

    def test_device(self) -> None:
        """A device."""
        with pytest.raises(NotALedger, match="no plain file"):
            open_ledger("/dev/null")

    def test_file_for_a_folder(self, tmp_path: Path) -> None:
        """A path below a file."""
        (tmp_path / "file").write_text("words")
        with pytest.raises(LedgerReadOnly, match="file"):
            open_ledger(tmp_path / "file" / "ledger.db")

    def test_damaged(self, path: Path) -> None:
        """A ledger that was damaged is told so, with what to do, and is not written."""
        with open_ledger(path) as ledger:
            ledger.record_all([numbered(n) for n in range(200)], recorded_at=moment(0))
        content = bytearray(path.read_bytes())
        for page in range(4096, len(content), 4096):
            content[page : page + 100] = b"\xff" * 100
        path.write_bytes(content)
        with pytest.raises(LedgerError, match="is damaged") as caught:
            open_ledger(path)
        ways = ("airdate restore", "airdate import", "airdate doctor")
        assert sorted(caught.value.remedy.index(way) for way in ways) == [
            caught.value.remedy.index(way) for way in ways
        ]

    @pytest.mark.parametrize("write", [True, False])
    @pytest.mark.parametrize(
        "sql",
        [
            "DROP TABLE claims",
            "DROP TABLE alembic_version",
            "DELETE FROM alembic_version",
            "DROP TABLE locations",
            "UPDATE texts SET text = CAST(x'fffe80' AS TEXT)",
            "UPDATE claims SET title = CAST(x'ff41' AS TEXT)",
            "UPDATE claims SET \"when\" = 'soon'",
            "UPDATE claims SET event = 'never'",
            "UPDATE claims SET sentence = 99",
            "UPDATE locations SET said_on = '2026-02-31'",
            "UPDATE locations SET said_on = x'00'",
            "UPDATE readings SET recorded_at = 'noon'",
            "UPDATE readings SET sentences = '[[0'",
            "UPDATE readings SET sentences = '7'",
            "DELETE FROM texts",
            "DELETE FROM locations",
        ],
    )
    def test_damaged_content(self, path: Path, sql: str, write: bool) -> None:
        """Tables that are gone and values that are none are told so, by the name of the file."""
        with open_ledger(path) as ledger:
            ledger.record(reading(), recorded_at=moment(0))
        with closing(sqlite3.connect(path)) as vandal:
            vandal.execute("PRAGMA writable_schema = ON")
            vandal.execute("DELETE FROM sqlite_master WHERE type = 'trigger'")
            vandal.commit()
        with closing(sqlite3.connect(path)) as vandal:
            vandal.execute(sql)
            vandal.commit()
        with (
            pytest.raises(LedgerError, match="is damaged") as caught,
            open_ledger(path, write=write) as ledger,
        ):
            ledger.entries()
        assert str(path) in caught.value.problem
        assert "airdate import" in caught.value.remedy

    def test_damaged_for_a_writer(self, path: Path) -> None:
        """A recording into a ledger whose moments are none is told so, and so is an export."""
        with open_ledger(path) as ledger:
            ledger.add_alias("NH", "Night Harbour", recorded_at=moment(0))
        with closing(sqlite3.connect(path)) as vandal:
            vandal.execute("DROP TRIGGER aliases_no_update")
            vandal.execute("UPDATE aliases SET recorded_at = 'noon'")
            vandal.commit()
        with open_ledger(path) as ledger:
            with pytest.raises(LedgerError, match="is damaged"):
                ledger.record(reading(), recorded_at=moment(1))
            with pytest.raises(LedgerError, match="is damaged"):
                list(ledger.export())

    @pytest.mark.parametrize("where", ["~nosuchuser-airdate/x.db", "a\0b", "/"])
    @pytest.mark.parametrize("write", [True, False])
    def test_no_place(self, where: str, write: bool) -> None:
        """Addresses that no file can have."""
        with pytest.raises(LedgerError, match=r"no place for a ledger|it is a folder") as caught:
            open_ledger(where, write=write)
        assert "--db FILE" in caught.value.remedy

    def test_ring_of_links(self, tmp_path: Path) -> None:
        """A link that leads to itself."""
        (tmp_path / "a").symlink_to("b")
        (tmp_path / "b").symlink_to("a")
        with pytest.raises(LedgerError, match="no place for a ledger"):
            open_ledger(tmp_path / "a")


class TestSchema:
    """Migrations and the schema they lead to."""

    @pytest.mark.parametrize("write", [True, False])
    def test_newer(self, path: Path, write: bool) -> None:
        """A ledger of a later airdate is refused and left as it is."""
        with open_ledger(path):
            pass
        with closing(sqlite3.connect(path)) as later:
            later.execute("UPDATE alembic_version SET version_num = '9999'")
            later.commit()
        with pytest.raises(NewerLedger, match="schema 9999"):
            open_ledger(path, write=write)
        with closing(sqlite3.connect(path)) as later:
            found = later.execute("SELECT version_num FROM alembic_version").fetchall()
        assert [("9999",)] == found

    @pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified")
    @pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based")
    def test_migrations_lead_to_the_schema(self, path: Path) -> None:
        """The tables that the migrations make are those of `schema`."""
        with open_ledger(path):
            pass
        engine = dialect.engine_for(path, write=False)
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert [] == compare_metadata(context, schema.metadata)
        engine.dispose()

    def test_revisions(self) -> None:
        """The revisions that opening knows are those of the migrations, oldest first."""
        script = ScriptDirectory(str(upgrading.MIGRATIONS))
        found = [step.revision for step in script.walk_revisions()]
        assert list(schema.REVISIONS) == found[::-1]

    def test_older(self, path: Path) -> None:
        """A ledger from before a migration is brought up to date when it is opened."""
        path.parent.mkdir(parents=True)
        with closing(sqlite3.connect(path)) as older:
            older.execute("PRAGMA application_id = 0x41697244")
            older.execute("PRAGMA journal_mode = WAL")
        with open_ledger(path, write=False) as ledger:
            assert [] == ledger.entries()


_AS_SOMEBODY_ELSE = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
import alembic.command, alembic.config, rapidfuzz, sqlite3  # what is imported where it is used
import sqlalchemy.dialects.sqlite
from airdate.errors import LedgerError
from airdate.ledger import open_ledger
import airdate.ledger.opening
from tests.ledger.makers import moment, numbered
if os.geteuid() == 0:  # root may write everything
    os.setgid(65534)
    os.setuid(65534)
write = sys.argv[2] == "write"
try:
    with open_ledger(Path(sys.argv[1]), write=write) as ledger:
        if write:
            ledger.record(numbered(7), recorded_at=moment(1))
        sys.stdout.write(f"{len(ledger.entries())} entries")
except LedgerError as error:
    sys.stdout.write(f"{type(error).__name__}: {error}")
"""


def _told(path: Path, act: str) -> str:
    """Return what a process without special rights is told that opens a ledger."""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", _AS_SOMEBODY_ELSE, str(path), act],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "" == done.stderr
    return done.stdout


class TestReadOnly:
    """A ledger that cannot be written can be read, and loses nothing."""

    @pytest.fixture
    def kept(self) -> Iterator[Path]:
        """Yield a ledger of one entry in a folder that everybody may look into."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "own" / "ledger.db"
            with open_ledger(path) as ledger:
                ledger.record(reading(), recorded_at=moment(0))
            for each in path.parents[:2]:
                each.chmod(0o755)
            yield path
            path.parent.chmod(0o755)

    def test_file(self, kept: Path) -> None:
        """A read-only file is refused to writers and open to readers."""
        kept.chmod(0o444)
        assert "1 entries" == _told(kept, "read")
        assert _told(kept, "write").startswith("LedgerReadOnly: The ledger")

    def test_folder(self, kept: Path) -> None:
        """So is a file in a read-only folder."""
        kept.chmod(0o666)
        kept.parent.chmod(0o555)
        assert "1 entries" == _told(kept, "read")
        assert "folder" in _told(kept, "write")

    def test_folder_after_a_crash(self, kept: Path) -> None:
        """With a log that a crash left in a read-only folder, a reader is told what is amiss."""
        with open_ledger(kept) as ledger:
            ledger.record(numbered(1), recorded_at=moment(1))
            names = (kept.name, f"{kept.name}-wal")
            content = {name: kept.with_name(name).read_bytes() for name in names}
        for name, left in content.items():
            kept.with_name(name).write_bytes(left)
            kept.with_name(name).chmod(0o644)
        kept.parent.chmod(0o555)
        assert "SQLite may not keep its log beside it" in _told(kept, "read")
        kept.parent.chmod(0o755)
        with open_ledger(kept, write=False) as ledger:
            assert 2 == len(ledger.entries())

    def test_unreadable(self, kept: Path) -> None:
        """A file of somebody else's that may not be read is told so."""
        kept.chmod(0o000)
        assert "is not ours to read" in _told(kept, "read")

    def test_closed_folder(self, kept: Path) -> None:
        """So is a file in a folder that may not be entered."""
        kept.parent.chmod(0o000)
        assert "is not ours to read" in _told(kept, "write")

    def test_no_place_for_a_new_one(self, kept: Path) -> None:
        """A new ledger cannot be made in a read-only folder."""
        kept.parent.chmod(0o555)
        assert _told(kept.with_name("new.db"), "write").startswith("LedgerReadOnly")

    def test_opened_for_reading(self, kept: Path) -> None:
        """A ledger that was opened for reading records nothing."""
        with (
            open_ledger(kept, write=False) as ledger,
            pytest.raises(LedgerReadOnly, match="opened for reading"),
        ):
            ledger.record(numbered(1), recorded_at=moment(1))


class TestFullDisk:
    """A disk that is full fails one transaction and loses nothing."""

    def test_no_more_pages(self, path: Path) -> None:
        """A full disk is told; all that was recorded before stays, and room is all it takes."""
        with open_ledger(path) as ledger:
            ledger.record(numbered(0), recorded_at=moment(0))
            with closing(ledger._home.engine.raw_connection()) as raw:
                pages = raw.cursor().execute("PRAGMA page_count").fetchone()[0]
                raw.cursor().execute(f"PRAGMA max_page_count = {pages}")
            many = [numbered(n) for n in range(1, 400)]
            with pytest.raises(LedgerReadOnly, match="disk is full"):
                ledger.record_all(many, recorded_at=moment(1), batch=400)
            assert 1 == len(ledger.entries())
            with closing(ledger._home.engine.raw_connection()) as raw:
                raw.cursor().execute(f"PRAGMA max_page_count = {pages * 1000}")
            ledger.record_all(many, recorded_at=moment(2))
            assert 400 == len(ledger.entries())

    def test_quota(self, path: Path) -> None:
        """A file that may not grow further is told; whole documents are there afterwards."""
        script = (
            "import resource, sys\n"
            "from pathlib import Path\n"
            "from airdate.errors import LedgerReadOnly\n"
            "from airdate.ledger import open_ledger\n"
            "from tests.ledger.makers import moment, numbered\n"
            "with open_ledger(Path(sys.argv[1])) as ledger:\n"
            "    ledger.record(numbered(0), recorded_at=moment(0))\n"
            "    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
            "    try:\n"
            "        for n in range(1, 2000):\n"
            "            ledger.record(numbered(n), recorded_at=moment(n))\n"
            "    except LedgerReadOnly as error:\n"
            "        sys.stdout.write(f'{n}')\n"
        )
        root = Path(__file__).resolve().parents[2]
        done = subprocess.run(
            [sys.executable, "-c", script, str(path)],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "" == done.stderr
        with open_ledger(path) as ledger:
            entries = ledger.entries()
            assert int(done.stdout) == len(entries)
            assert set(range(int(done.stdout))) == {
                int(entry.url.rpartition("/")[2]) for entry in entries if entry.url
            }


def test_cheap_to_import() -> None:
    """Importing the room brings neither SQLAlchemy nor Alembic nor the matcher of titles."""
    script = (
        "import sys, airdate.ledger, airdate.ledger.lookup\n"
        "heavy = {'sqlalchemy', 'alembic', 'rapidfuzz', 'filelock', 'sqlite3'}\n"
        "sys.stdout.write(' '.join(sorted(heavy & set(sys.modules))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert "" == done.stdout


def test_no_alembic_for_a_ledger_of_today(path: Path) -> None:
    """A ledger that is up to date is opened without Alembic."""
    with open_ledger(path):
        pass
    script = (
        "import sys\n"
        "from airdate.ledger import open_ledger\n"
        "open_ledger(sys.argv[1]).close()\n"
        "sys.stdout.write(str('alembic' in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert "False" == done.stdout


_NEXT_STEP = f'''
"""A step to come: each document gets a note."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{schema.REVISIONS[-1]}"


def upgrade() -> None:
    op.add_column("documents", sa.Column("note", sa.Text))
'''


class TestUpgrading:
    """A ledger made by an older airdate, on either store."""

    @pytest.mark.parametrize("write", [True, False])
    def test_step(self, fresh: Callable[[], str], tmp_path: Path, write: bool) -> None:
        """It is brought up to date when it is opened, and keeps all; the older one refuses it."""
        where = fresh()
        with open_ledger(where) as ledger:
            ledger.record(numbered(1), recorded_at=moment(0))
            before = list(ledger.export())
        with pytest.MonkeyPatch.context() as later:
            _become_the_next(later, tmp_path / "migrations")
            with open_ledger(where, write=write) as ledger:
                assert before == list(ledger.export())
                with ledger._home.reading() as connection:
                    columns = {c["name"] for c in inspect(connection).get_columns("documents")}
            assert {"number", "id", "note"} == columns
        with pytest.raises(NewerLedger, match="schema 9999"):
            open_ledger(where, write=write)


def _become_the_next(later: pytest.MonkeyPatch, steps: Path) -> None:
    """Make of this airdate the next one, whose tables have one column more."""
    shutil.copytree(upgrading.MIGRATIONS, steps)
    (steps / "versions" / "m9999_note.py").write_text(_NEXT_STEP)
    later.setattr(upgrading, "MIGRATIONS", steps)
    for module in (upgrading, opening, serving):
        later.setattr(module, "REVISIONS", (*schema.REVISIONS, "9999"))
