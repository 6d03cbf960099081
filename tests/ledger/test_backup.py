"""Backups of a ledger in use, and restoring what may come from anybody."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from tests.ledger.makers import HARBOUR, moment, numbered

from airdate.errors import (
    AirdateError,
    LedgerBusy,
    LedgerError,
    NewerLedger,
    NotALedger,
    UsageError,
)
from airdate.ledger import backup as backing
from airdate.ledger import dialect, open_ledger
from airdate.ledger.backup import back_up, back_up_into, dated, last_backup
from airdate.ledger.backup_restore import restore
from airdate.ledger.backup_shape import expected_shape
from airdate.ledger.office import follows
from airdate.ledger.schema import REVISIONS
from airdate.model import Identifier, Scheme, Verdict, WorkKind

_ROOT = Path(__file__).resolve().parents[2]
_WRITER = """
import sys
from airdate.ledger import open_ledger
from tests.ledger.makers import moment, numbered
with open_ledger(sys.argv[1], wait_seconds=60) as ledger:
    for n in range(int(sys.argv[2]), 10**6):
        ledger.record(numbered(n), recorded_at=moment(n))
        sys.stdout.write(f"{n}\\n")
        sys.stdout.flush()
"""


def fill(where: Path | str, count: int = 5) -> list[str]:
    """Return the export of a ledger that is made in a place: documents, a judgement, an alias."""
    with open_ledger(where) as ledger:
        ledger.record_all([numbered(n) for n in range(count)], recorded_at=moment(0))
        first = ledger.entries()[0]
        ledger.judge(first.id, Verdict.ACCEPTED, reason="so it says", recorded_at=moment(1))
        ledger.add_alias("NH", "Night Harbour", recorded_at=moment(2))
        follows.follow(ledger, HARBOUR, recorded_at=moment(2))
        numbers = [Identifier(Scheme.TVMAZE, WorkKind.SERIES, "42")]
        follows.identify(ledger, HARBOUR, numbers, source="TVmaze", recorded_at=moment(2))
        return list(ledger.export())


def export(where: Path | str) -> list[str]:
    """Return the export of a ledger."""
    with open_ledger(where, write=False) as ledger:
        return list(ledger.export())


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Return a ledger of five documents."""
    path = tmp_path / "ledger.db"
    fill(path)
    return path


class TestBackingUp:
    """A copy of one instant."""

    def test_back_and_forth(self, place: Callable[[], str], tmp_path: Path) -> None:
        """A backup of either store is a ledger in a file; restored, it says the same, in either."""
        where, target = place(), tmp_path / "kept" / "one.db"
        target.parent.mkdir()
        expected = fill(where)
        made = back_up(where, target, made_at=moment(3))
        assert (5, 5, 1, 1) == tuple(
            made.rows[name] for name in ("documents", "claims", "judgements", "aliases")
        )
        assert expected == export(target)
        assert 0o600 == stat.S_IMODE(target.stat().st_mode)
        assert made.size == target.stat().st_size
        other = place()
        brought = restore(target, other, made_at=moment(4))
        assert expected == export(other)
        assert made.rows == brought.rows
        assert [] == list(target.parent.glob(".*.part"))

    def test_under_load(self, tmp_path: Path) -> None:
        """While two processes write without pause, each backup is whole and they go on."""
        path = tmp_path / "ledger.db"
        fill(path, 300)
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", _WRITER, str(path), str(first)],
                cwd=_ROOT,
                stdout=subprocess.PIPE,
                text=True,
            )
            for first in (1000, 500_000)
        ]
        try:
            counts = []
            for number in range(4):
                for writer in writers:
                    assert writer.stdout is not None
                    writer.stdout.readline()
                made = back_up(path, tmp_path / f"{number}.db", made_at=moment(number))
                counts.append(made.rows["documents"])
                assert made.rows["documents"] == made.rows["claims"] == made.rows["readings"]
                with open_ledger(made.path, write=False) as copy:
                    assert made.rows["documents"] == len(copy.entries())
        finally:
            for writer in writers:
                writer.kill()
                writer.communicate()
        assert sorted(set(counts)) == counts, "the writers stood still"

    def test_steps_are_of_one_instant(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What is recorded between two steps is not in the copy, and no step begins anew."""
        path = tmp_path / "ledger.db"
        fill(path, 50)
        monkeypatch.setattr(backing, "_STEP_PAGES", 1)
        copy_pages = backing._copy_pages

        def and_a_writer(source: sqlite3.Connection, made: Path) -> None:
            with open_ledger(path) as writing:
                writing.record(numbered(1000), recorded_at=moment(5))
            copy_pages(source, made)
            with open_ledger(path) as writing:
                writing.record(numbered(1001), recorded_at=moment(6))

        monkeypatch.setattr(backing, "_copy_pages", and_a_writer)
        made = back_up(path, tmp_path / "copy.db", made_at=moment(7))
        assert 50 == made.rows["documents"]
        assert 52 == len(open_ledger(path, write=False).entries())

    def test_taken(self, ledger: Path, tmp_path: Path) -> None:
        """A file that is there is left alone, unless by force; the ledger itself always."""
        target = tmp_path / "taken"
        target.write_text("words")
        with pytest.raises(UsageError, match="there already"):
            back_up(ledger, target, made_at=moment(3))
        assert "words" == target.read_text()
        back_up(ledger, target, made_at=moment(3), force=True)
        assert export(ledger) == export(target)
        for name in ("ledger.db", "ledger.db-wal", "link.db"):
            (tmp_path / "link.db").unlink(missing_ok=True)
            (tmp_path / "link.db").symlink_to(ledger)
            with pytest.raises(UsageError, match="the ledger itself"):
                back_up(ledger, tmp_path / name, made_at=moment(3), force=True)

    def test_ledger_in_the_place(self, ledger: Path, tmp_path: Path) -> None:
        """Another ledger in use is never written over, since its log would be taken for ours."""
        other = tmp_path / "other.db"
        with open_ledger(other) as using:
            using.record(numbered(1), recorded_at=moment(0))
            with pytest.raises(UsageError, match="in use"):
                back_up(ledger, other, made_at=moment(3), force=True)

    def test_no_place(self, ledger: Path, tmp_path: Path) -> None:
        """Folders that are not there, and disks that are full, are told by name."""
        with pytest.raises(AirdateError, match="cannot be written"):
            back_up(ledger, tmp_path / "none" / "x.db", made_at=moment(3))
        with pytest.raises(UsageError, match="is a folder"):
            back_up(ledger, tmp_path, made_at=moment(3))
        with pytest.raises(LedgerError, match="There is no ledger"):
            back_up(tmp_path / "none.db", tmp_path / "x.db", made_at=moment(3))

    def test_no_room(self, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A disk without room is told before anything is written."""
        usage = shutil.disk_usage(tmp_path)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
        with pytest.raises(AirdateError, match="no room"):
            back_up(ledger, tmp_path / "x.db", made_at=moment(3))
        assert not (tmp_path / "x.db").exists()

    def test_interrupted(
        self, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A copy that fails on the way leaves the older backup, and nothing half made."""
        target = tmp_path / "one.db"
        back_up(ledger, target, made_at=moment(3))
        before = target.read_bytes()

        def fail(path: Path) -> str:
            raise OSError(28, "No space left on device", str(path))

        monkeypatch.setattr(backing, "flushed", fail)
        with pytest.raises(OSError, match="No space left"):
            back_up(ledger, target, made_at=moment(3), force=True)
        assert before == target.read_bytes()
        assert [] == list(tmp_path.glob(".*.part"))

    def test_damaged(self, ledger: Path, tmp_path: Path) -> None:
        """Of a ledger with faults no backup is kept, so that it takes no sound one's place."""
        content = bytearray(ledger.read_bytes())
        content[4096 * 3 + 8 : 4096 * 3 + 40] = b"\xff" * 32
        ledger.write_bytes(content)
        with pytest.raises(LedgerError, match=r"faults|damaged"):
            back_up(ledger, tmp_path / "x.db", made_at=moment(3))
        assert not (tmp_path / "x.db").exists()

    def test_older(self, ledger: Path, tmp_path: Path) -> None:
        """A ledger of an older airdate is copied as it is, not brought up to date first."""
        old = older(tmp_path / "old.db", "0001")
        back_up(old, tmp_path / "copy.db", made_at=moment(3))
        with closing(sqlite3.connect(tmp_path / "copy.db")) as raw:
            assert [("0001",)] == raw.execute("SELECT * FROM alembic_version").fetchall()

    def test_noted(self, ledger: Path, tmp_path: Path) -> None:
        """Beside the ledger stands when it was last backed up, and to where."""
        assert last_backup(ledger) is None
        made = back_up(ledger, tmp_path / "x.db", made_at=moment(3))
        assert (moment(3), str(made.path)) == last_backup(ledger)


class TestRotation:
    """Dated names in a folder."""

    def test_keep(self, ledger: Path, tmp_path: Path) -> None:
        """The latest stay; what has other names stays too."""
        folder = tmp_path / "kept"
        folder.mkdir()
        (folder / "airdate-notes.db").write_text("mine")
        for number in range(4):
            made = back_up_into(ledger, folder, made_at=moment(number), keep=2)
        assert ["airdate-20260302T150000Z.db", "airdate-20260302T140000Z.db"] == [
            path.name for path in dated(folder)
        ]
        assert ["airdate-20260302T130000Z.db"] == [path.name for path in made.removed]
        assert "mine" == (folder / "airdate-notes.db").read_text()

    def test_same_second(self, ledger: Path, tmp_path: Path) -> None:
        """Two of one second have two names, and the later counts as newer."""
        names = [
            back_up_into(ledger, tmp_path / "kept", made_at=moment(0)).path.name for _ in range(2)
        ]
        assert ["airdate-20260302T120000Z.db", "airdate-20260302T120000Z-2.db"] == names
        assert names[::-1] == [path.name for path in dated(tmp_path / "kept")]

    def test_killed(self, ledger: Path, tmp_path: Path) -> None:
        """What a killed backup left goes with a later one; what may be under way stays."""
        folder = tmp_path / "kept"
        old, fresh = (folder / f".airdate-2026030{n}T120000Z.db.x.part" for n in (1, 2))
        for left in (old, fresh):
            left.mkdir(parents=True)
            (left / "ledger.db").write_text("half")
        os.utime(old, (moment(0).timestamp(),) * 2)
        os.utime(fresh, (moment(5).timestamp(),) * 2)
        back_up_into(ledger, folder, made_at=moment(5))
        assert [fresh] == list(folder.glob(".*"))

    def test_failure_removes_nothing(self, ledger: Path, tmp_path: Path) -> None:
        """A backup that fails leaves all older ones, however few are to be kept."""
        folder = tmp_path / "kept"
        back_up_into(ledger, folder, made_at=moment(0), keep=1)
        ledger.write_bytes(b"")
        with pytest.raises(NotALedger):
            back_up_into(ledger, folder, made_at=moment(1), keep=1)
        assert 1 == len(dated(folder))


def older(path: Path, revision: str) -> Path:
    """Return a ledger of a revision, with no rows."""
    from airdate.ledger.upgrading import upgrade

    path.touch()
    engine = dialect.engine_for(path, write=True)
    dialect.mark(engine)
    with engine.begin() as connection:
        upgrade(connection, revision)
    engine.dispose()
    return path


def crafted(ledger: Path, path: Path, sql: str) -> Path:
    """Return a copy of a ledger in which somebody did something."""
    back_up(ledger, path, made_at=moment(9))
    with closing(sqlite3.connect(path)) as vandal:
        vandal.execute("PRAGMA writable_schema = ON")
        vandal.executescript(sql)
        vandal.commit()
        vandal.execute("PRAGMA journal_mode = DELETE")
    return path


_NO_TRIGGERS = "".join(
    f"DROP TRIGGER {name};" for kind, name in expected_shape(REVISIONS[-1]) if kind == "trigger"
)

HOSTILE = {
    "trigger": "CREATE TRIGGER t AFTER INSERT ON texts BEGIN DELETE FROM aliases; END",
    "view": "CREATE VIEW v AS SELECT * FROM texts",
    "view for a table": "DROP TABLE aliases; CREATE VIEW aliases AS SELECT * FROM texts",
    "table": "CREATE TABLE more (x)",
    "virtual table": "CREATE VIRTUAL TABLE more USING fts5(x)",
    "index": "CREATE INDEX more ON texts (lower(text))",
    "column": "ALTER TABLE texts ADD COLUMN more TEXT",
    "generated column": "ALTER TABLE aliases ADD COLUMN more AS (abs(-9223372036854775808))",
    "default": "UPDATE sqlite_master SET sql = replace(sql, 'alias TEXT', 'alias TEXT DEFAULT 1 ')"
    " WHERE name = 'aliases'",
    "no table": "DROP TABLE judgements",
    "changed trigger": "DROP TRIGGER texts_no_delete; CREATE TRIGGER texts_no_delete BEFORE DELETE "
    "ON texts BEGIN SELECT 1; END",
    "no revision": "DELETE FROM alembic_version",
}

TWISTED = {
    "words": "UPDATE texts SET text = 'Night Harbour airs tomorrow'",
    "claim": "UPDATE claims SET \"when\" = '2026-12-01/2026-12-31'",
    "no claim": "DELETE FROM claims",
    "moment": "UPDATE aliases SET recorded_at = 'noon'",
    "day": "UPDATE locations SET said_on = '9999-12-31'",
    "judgement": "UPDATE judgements SET verdict = 'rejected'",
    "follow": "UPDATE follows SET followed = 0",
    "identity": "UPDATE identities SET value = '43'",
    "lost key": "UPDATE claims SET entry = 99",
    "half a character": "UPDATE texts SET heading = CAST(x'ff41' AS TEXT)",
    "deep JSON": "UPDATE readings SET sentences = replace(hex(zeroblob(50000)), '0', '[')",
}


class TestRestoring:
    """A backup may come from anybody."""

    @pytest.mark.parametrize("act", [*HOSTILE, *TWISTED])
    def test_hostile(self, ledger: Path, tmp_path: Path, act: str) -> None:
        """What is not a ledger's to the letter, or not what its hashes say, is not restored."""
        sql = HOSTILE.get(act) or _NO_TRIGGERS + TWISTED[act]
        path = crafted(ledger, tmp_path / "crafted.db", sql)
        with pytest.raises(LedgerError, match="not sound") as caught:
            restore(path, tmp_path / "new" / "ledger.db", made_at=moment(9))
        assert "Nothing was restored." in caught.value.remedy
        assert not (tmp_path / "new").exists()

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"", "not a database"),
            (b"Dear diary\n" * 100, "not a database"),
            (os.urandom(8192), "not a database"),
            (b'{"kind":"ledger","format":1}\n' * 9, "airdate import"),
        ],
        ids=["empty", "prose", "noise", "export"],
    )
    def test_other_files(self, tmp_path: Path, content: bytes, why: str) -> None:
        """Files of any other content are not opened as databases."""
        path = tmp_path / "some.file"
        path.write_bytes(content)
        with pytest.raises(NotALedger, match=why):
            restore(path, tmp_path / "ledger.db", made_at=moment(9))
        assert not (tmp_path / "ledger.db").exists()

    def test_other_database(self, tmp_path: Path) -> None:
        """A database of somebody else."""
        with closing(sqlite3.connect(tmp_path / "other.db")) as other:
            other.execute("CREATE TABLE documents (id)")
        with pytest.raises(NotALedger, match="another SQLite database"):
            restore(tmp_path / "other.db", tmp_path / "ledger.db", made_at=moment(9))

    @pytest.mark.parametrize("name", ["/dev/zero", "none.db", "."])
    def test_no_file(self, tmp_path: Path, name: str) -> None:
        """A device, nothing, a folder."""
        with pytest.raises(LedgerError):
            restore(tmp_path / name, tmp_path / "new" / "ledger.db", made_at=moment(9))

    def test_cut(self, ledger: Path, tmp_path: Path) -> None:
        """A file that was cut, at a page's end or within one."""
        back_up(ledger, tmp_path / "x.db", made_at=moment(3))
        whole = (tmp_path / "x.db").read_bytes()
        for length in (50, 4096, 4096 * 9, len(whole) - 1, len(whole) - 4096):
            (tmp_path / "cut.db").write_bytes(whole[:length])
            with pytest.raises(LedgerError):
                restore(tmp_path / "cut.db", tmp_path / "new.db", made_at=moment(9))
            assert not (tmp_path / "new.db").exists()

    def test_newer(self, ledger: Path, tmp_path: Path) -> None:
        """A backup of a later airdate."""
        path = crafted(
            ledger, tmp_path / "later.db", "UPDATE alembic_version SET version_num = '9999'"
        )
        with pytest.raises(NewerLedger, match="schema 9999"):
            restore(path, tmp_path / "new.db", made_at=moment(9))

    @pytest.mark.parametrize("revision", REVISIONS)
    def test_older(self, tmp_path: Path, revision: str) -> None:
        """A backup of any older airdate is restored, and brought up to date."""
        old = older(tmp_path / "old.db", revision)
        restore(old, tmp_path / "new.db", made_at=moment(9))
        with open_ledger(tmp_path / "new.db") as ledger:
            ledger.record(numbered(1), recorded_at=moment(9))

    def test_lacking_triggers(self, ledger: Path, tmp_path: Path) -> None:
        """Triggers and indexes that are gone are made again."""
        path = crafted(ledger, tmp_path / "x.db", _NO_TRIGGERS + "DROP INDEX ix_claims_entry")
        restore(path, tmp_path / "new.db", made_at=moment(9))
        assert export(ledger) == export(tmp_path / "new.db")
        with closing(sqlite3.connect(tmp_path / "new.db")) as raw:
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                raw.execute("DELETE FROM aliases")
            names = raw.execute("SELECT name FROM sqlite_master").fetchall()
        assert ("ix_claims_entry",) in names

    def test_taken(self, ledger: Path, tmp_path: Path) -> None:
        """A ledger that is there stays; by force it is set aside, with all that is in it."""
        back_up(ledger, tmp_path / "x.db", made_at=moment(3))
        with open_ledger(ledger) as later:
            later.record(numbered(77), recorded_at=moment(5))
        now = export(ledger)
        with pytest.raises(UsageError, match="--force"):
            restore(tmp_path / "x.db", ledger, made_at=moment(9))
        assert now == export(ledger)
        brought = restore(tmp_path / "x.db", ledger, made_at=moment(9), force=True)
        assert brought.set_aside is not None
        assert now == export(brought.set_aside)
        assert export(tmp_path / "x.db") == export(ledger)

    def test_in_use(self, ledger: Path, tmp_path: Path) -> None:
        """A ledger that somebody reads is not taken from under them."""
        back_up(ledger, tmp_path / "x.db", made_at=moment(3))
        with open_ledger(ledger, write=False) as reading:
            before = reading.entries()
            with pytest.raises(LedgerBusy, match="in use"):
                restore(tmp_path / "x.db", ledger, made_at=moment(9), force=True)
            assert before == reading.entries()
        assert [] == list(tmp_path.glob("*.before-restore-*"))

    def test_damaged_place(self, ledger: Path, tmp_path: Path) -> None:
        """A ledger that is beyond reading is set aside as it is."""
        back_up(ledger, tmp_path / "x.db", made_at=moment(3))
        for end in ("-wal", "-shm"):
            ledger.with_name(ledger.name + end).unlink(missing_ok=True)
        ledger.write_bytes(b"\xff" * 9000)
        brought = restore(tmp_path / "x.db", ledger, made_at=moment(9), force=True)
        assert brought.set_aside is not None
        assert b"\xff" * 9000 == brought.set_aside.read_bytes()
        assert export(tmp_path / "x.db") == export(ledger)

    def test_log_beside(self, ledger: Path, tmp_path: Path) -> None:
        """A ledger that was copied while in use lacks its log: it is no backup."""
        with open_ledger(ledger) as using:
            using.record(numbered(78), recorded_at=moment(5))
            with pytest.raises(LedgerError, match="airdate --db"):
                restore(ledger, tmp_path / "new.db", made_at=moment(9))

    def test_itself(self, ledger: Path) -> None:
        """A ledger is not restored from itself."""
        with pytest.raises(UsageError, match="the backup itself"):
            restore(ledger, ledger, made_at=moment(9), force=True)

    @pytest.mark.needs("postgres")
    @pytest.mark.parametrize("store", ["postgresql"], indirect=True)
    def test_taken_server(self, place: Callable[[], str], ledger: Path, tmp_path: Path) -> None:
        """A server's ledger that has rows is left alone."""
        where = place()
        expected = fill(where, 3)
        back_up(ledger, tmp_path / "x.db", made_at=moment(3))
        with pytest.raises(UsageError, match="has rows already"):
            restore(tmp_path / "x.db", where, made_at=moment(9), force=True)
        assert expected == export(where)


def test_backups_and_writers_in_one_process(ledger: Path, tmp_path: Path) -> None:
    """A site that backs its own ledger up goes on writing meanwhile."""
    done = threading.Event()

    def write() -> None:
        with open_ledger(ledger) as writing:
            for number in range(1000, 1060):
                writing.record(numbered(number), recorded_at=moment(number))
        done.set()

    thread = threading.Thread(target=write)
    thread.start()
    made = []
    while not done.is_set() or not made:
        made.append(back_up_into(ledger, tmp_path / "kept", made_at=moment(0)))
    thread.join()
    after = back_up_into(ledger, tmp_path / "kept", made_at=moment(0) + timedelta(1))
    assert 65 == after.rows["documents"]
    assert all(one.rows["documents"] == one.rows["claims"] for one in made)


_KILLED = """
import sys
from datetime import UTC, datetime
from airdate.ledger import backup
from airdate.ledger.backup import back_up
backup._STEP_PAGES = 1
while True:
    back_up(sys.argv[1], sys.argv[2], made_at=datetime.now(UTC), force=True)
    sys.stdout.write("made\\n")
    sys.stdout.flush()
"""


@pytest.mark.slow
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Whenever a backup is killed, there is the one before it, or the new one, whole."""
    path, target = tmp_path / "ledger.db", tmp_path / "kept" / "one.db"
    target.parent.mkdir()
    expected = fill(path, 200)
    call = [sys.executable, "-c", _KILLED, str(path), str(target)]
    for number in range(6):
        run = subprocess.Popen(call, cwd=_ROOT, stdout=subprocess.PIPE, text=True)
        assert run.stdout is not None
        assert "made\n" == run.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            run.wait(0.02 + 0.013 * number)
        run.kill()
        run.communicate()
        assert expected == export(target)
        back = tmp_path / f"{number}.db"
        assert 200 == restore(target, back, made_at=moment(9)).rows["documents"]
