"""Several processes at one ledger: turns are taken, crashes lose nothing that was told as kept."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock
from tests.ledger.makers import moment, numbered

from airdate.errors import LedgerBusy, LedgerError
from airdate.ledger import open_ledger
from airdate.ledger.address import is_server
from airdate.ledger.lock import WriterLock

_ROOT = Path(__file__).resolve().parents[2]
_CLAIMS = 1

# Records documents first, first + 1, … and tells each as it is kept.
_WRITER = """
import sys
from airdate.ledger import open_ledger
from tests.ledger.makers import moment, numbered
where, first, count, batch = sys.argv[1], *map(int, sys.argv[2:])
with open_ledger(where, wait_seconds=60) as ledger:
    sys.stdout.write("open\\n")
    sys.stdout.flush()
    for start in range(first, first + count, batch):
        readings = [numbered(n) for n in range(start, min(start + batch, first + count))]
        ledger.record_all(readings, recorded_at=moment(start))
        sys.stdout.write("".join(f"{n}\\n" for n in range(start, start + len(readings))))
        sys.stdout.flush()
"""


def _writer(where: Path | str, *, first: int, count: int, batch: int = 1) -> subprocess.Popen[str]:
    call = [sys.executable, "-c", _WRITER, str(where), str(first), str(count), str(batch)]
    return subprocess.Popen(call, cwd=_ROOT, stdout=subprocess.PIPE, text=True)


def _sound(path: Path | str) -> bool:
    """Return whether SQLite finds no fault in the file, its keys and its log."""
    if is_server(path):  # no file of ours
        return True
    with closing(sqlite3.connect(path)) as raw:
        checks = raw.execute("PRAGMA integrity_check").fetchall()
        return checks == [("ok",)] and not raw.execute("PRAGMA foreign_key_check").fetchall()


def _numbers(path: Path | str) -> list[int]:
    """Return the numbers of the documents that a ledger has, all of them whole."""
    with open_ledger(path, write=False) as ledger:
        entries = ledger.entries()
        documents = {entry.document_id for entry in entries}
        assert len(documents) * _CLAIMS == len(entries)
        with closing(ledger._home.engine.raw_connection()) as raw:
            cursor = raw.cursor()
            cursor.execute("SELECT count(*) FROM documents")
            (kept,) = cursor.fetchone() or (None,)
        assert kept == len(documents)
        return sorted(int(entry.url.rpartition("/")[2]) for entry in entries if entry.url)


def _several(where: str) -> int:
    """Return how many documents try a store; starting a process costs more than recording them."""
    return 40 if is_server(where) else 150


class TestTurns:
    """One writer at a time, each in its turn."""

    def test_two_processes(self, place: Callable[[], str]) -> None:
        """Two processes that write without pause both finish, and all of it is there."""
        path = place()
        count = _several(path)
        writers = [_writer(path, first=first, count=count) for first in (0, 1000)]
        for writer in writers:
            writer.communicate()
        assert [0, 0] == [writer.returncode for writer in writers]
        assert [*range(count), *range(1000, 1000 + count)] == _numbers(path)
        assert _sound(path)

    def test_fair(self, place: Callable[[], str]) -> None:
        """A process that writes without pause lets another one in between."""
        path = place()
        busy = _writer(path, first=0, count=100_000)
        assert busy.stdout is not None
        try:
            assert "open\n" == busy.stdout.readline()
            with open_ledger(path) as ledger:
                for n in range(200_000, 200_010):
                    ledger.record(numbered(n), recorded_at=moment(n))
        finally:
            busy.kill()
            busy.communicate()
        assert list(range(200_000, 200_010)) == _numbers(path)[-10:]

    def test_same_documents(self, place: Callable[[], str]) -> None:
        """Two processes that record the same documents record each once."""
        path = place()
        count = _several(path)
        writers = [_writer(path, first=0, count=count, batch=7) for _ in range(2)]
        for writer in writers:
            writer.communicate()
        assert list(range(count)) == _numbers(path)

    def test_busy(self, tmp_path: Path) -> None:
        """A writer that waited in vain is told so, and nothing is half written."""
        path = tmp_path / "ledger.db"
        with open_ledger(path, wait_seconds=0.05) as ledger:
            with (
                FileLock(path.with_name(f".{path.name}.lock")),
                pytest.raises(LedgerBusy, match="Another process is writing") as caught,
            ):
                ledger.record(numbered(1), recorded_at=moment(1))
            assert "What was recorded before, by this call too, stays." in caught.value.remedy
            assert "Nothing was recorded" not in str(caught.value)
            assert [] == ledger.entries()
            ledger.record(numbered(1), recorded_at=moment(1))
        assert [1] == _numbers(path)

    def test_foreign_writer(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A program that does not know our lock, and holds SQLite's, is another writer too."""
        monkeypatch.setattr("airdate.ledger.dialect._BUSY_SECONDS", 0.05)
        path = tmp_path / "ledger.db"
        with open_ledger(path) as ledger, closing(sqlite3.connect(path)) as foreign:
            foreign.execute("BEGIN IMMEDIATE")
            with pytest.raises(LedgerBusy):
                ledger.record(numbered(1), recorded_at=moment(1))
            foreign.execute("ROLLBACK")
            ledger.record(numbered(1), recorded_at=moment(1))
        assert [1] == _numbers(path)

    def test_import_waits_without_the_lock(self, tmp_path: Path) -> None:
        """While an import waits for its lines, others write; its rows come when all are there."""
        with open_ledger(tmp_path / "one.db") as ledger:
            ledger.record(numbered(1), recorded_at=moment(0))
            lines = list(ledger.export())
        path = tmp_path / "two.db"
        with (
            open_ledger(path) as importer,
            open_ledger(path, wait_seconds=0.05) as other,
        ):

            def slowly() -> Iterator[str]:
                for n, line in enumerate(lines, start=100):
                    other.record(numbered(n), recorded_at=moment(n))
                    yield line

            assert 1 == importer.restore(slowly()).documents
        assert [1, *range(100, 100 + len(lines))] == _numbers(path)

    def test_bad_import_takes_no_lock(self, tmp_path: Path) -> None:
        """Bad lines are told although another one is writing."""
        path = tmp_path / "ledger.db"
        with (
            open_ledger(path, wait_seconds=0.05) as ledger,
            FileLock(path.with_name(f".{path.name}.lock")),
            pytest.raises(LedgerError, match="line 1: not JSON"),
        ):
            ledger.restore(["{"])

    def test_import_beyond_memory(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Many lines are kept in a file meanwhile, and come out as they went in."""
        monkeypatch.setattr("airdate.ledger.spool._IN_MEMORY", 100)
        with open_ledger(tmp_path / "one.db") as one, open_ledger(tmp_path / "two.db") as two:
            one.record_all([numbered(n) for n in range(9)], recorded_at=moment(0))
            lines = list(one.export())
            two.restore(line + "\n" for line in lines)
            assert lines == list(two.export())

    def test_import_of_other_bytes(self, tmp_path: Path) -> None:
        """A file that is not UTF-8 is told by the line after which it is not."""
        bad = tmp_path / "export.jsonl"
        bad.write_bytes(b'{"kind":"ledger","format":1}\n' * 9000 + b"\xff\xfe\n")
        with (
            open_ledger(tmp_path / "ledger.db") as ledger,
            bad.open(encoding="utf-8") as file,
            pytest.raises(LedgerError, match=r"not UTF-8 text, after line \d+"),
        ):
            ledger.restore(file)

    def test_lock_is_let_go(self, tmp_path: Path) -> None:
        """An error in a turn lets go of the lock."""
        path = tmp_path / "ledger.db"
        lock, other = (WriterLock(path, wait_seconds=0.05) for _ in range(2))
        with pytest.raises(ZeroDivisionError), lock.held():
            1 / 0  # noqa: B018
        with other.held(), pytest.raises(LedgerBusy), lock.held():
            pass


class TestReaders:
    """Readers and writers do not wait for each other."""

    def test_in_a_long_turn(self, place: Callable[[], str]) -> None:
        """A reader is answered in the middle of a turn, with what was there before it."""
        path = place()
        with open_ledger(path) as writer, open_ledger(path, write=False) as reader:
            writer.record(numbered(1), recorded_at=moment(0))
            with writer._turn(moment(1)) as turn:
                turn.record_all([numbered(2)])
                turn.write()
                assert 1 == len(reader.entries())
            assert 2 == len(reader.entries())

    def test_during_a_long_answer(self, place: Callable[[], str]) -> None:
        """An export that is read slowly stops no writer, and is of one instant."""
        path = place()
        with open_ledger(path) as writer, open_ledger(path, write=False) as reader:
            writer.record_all([numbered(n) for n in range(50)], recorded_at=moment(0))
            before = list(writer.export())
            lines = reader.export()
            slow = [next(lines)]
            slow.append(next(lines))
            writer.record(numbered(99), recorded_at=moment(1))
            slow += list(lines)
        assert before == slow

    def test_export_and_record_in_one_process(self, place: Callable[[], str]) -> None:
        """A ledger may be written while its own export is read."""
        with open_ledger(place()) as ledger:
            ledger.record_all([numbered(n) for n in range(5)], recorded_at=moment(0))
            lines = []
            for n, line in enumerate(ledger.export()):
                lines.append(line)
                ledger.record(numbered(100 + n), recorded_at=moment(1))
            assert 5 + len(lines) == len(ledger.entries())
            assert 2 + 5 + 5 + 5 + 1 == len(lines)

    def test_folded_at_rest(self, tmp_path: Path) -> None:
        """When the last one has left, the ledger is one file that may be copied."""
        path = tmp_path / "ledger.db"
        reader = open_ledger(path).close() or open_ledger(path, write=False)
        with open_ledger(path) as writer:
            writer.record(numbered(1), recorded_at=moment(0))
        with reader:
            assert 1 == len(reader.entries())
        copy = tmp_path / "copy.db"
        copy.write_bytes(path.read_bytes())
        assert [1] == _numbers(copy)


class TestCrash:
    """A process that is killed leaves whole documents, all those that it told."""

    @pytest.mark.parametrize("batch", [1, 20])
    def test_killed(self, place: Callable[[], str], batch: int) -> None:
        """Killed at several moments, the ledger opens, is sound, and goes on where it was."""
        path = place()
        done = -1
        for after in (1, 40) if is_server(path) else (1, 40, 90, 130):
            writer = _writer(path, first=0, count=100_000, batch=batch)
            assert writer.stdout is not None
            told = [writer.stdout.readline() for _ in range(after)]
            os.kill(writer.pid, signal.SIGKILL)
            told += writer.stdout.readlines()
            writer.wait()
            writer.stdout.close()
            done = max([done, *(int(n) for n in told if n.strip().isdecimal() and n[-1] == "\n")])
            kept = _numbers(path)
            assert list(range(len(kept))) == kept
            assert len(kept) > done
            assert 0 == len(kept) % batch
            assert _sound(path)
        with open_ledger(path) as ledger:
            again = ledger.record_all([numbered(n) for n in kept], recorded_at=moment(0))
            assert {"known"} == {one.outcome.value for one in again}

    def test_killed_while_making(self, tmp_path: Path) -> None:
        """Killed while a ledger is made, there is none or a whole one, and the next one works."""
        path = tmp_path / "ledger.db"
        for lag_seconds in (0.3, 0.45, 0.6, 0.8):
            writer = _writer(path, first=0, count=1)
            time.sleep(lag_seconds)
            writer.kill()
            writer.communicate()
            assert not path.exists() or _numbers(path) in ([], [0])
        with open_ledger(path) as ledger:
            ledger.record(numbered(0), recorded_at=moment(0))
        assert [0] == _numbers(path)
