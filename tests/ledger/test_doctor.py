"""What a look at a ledger finds, and what mending it may touch."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.ledger.makers import moment, numbered
from tests.ledger.test_backup import TWISTED, export, fill

from airdate.errors import LedgerError
from airdate.ledger import doctor_file, open_ledger
from airdate.ledger.backup import back_up
from airdate.ledger.backup_shape import expected_shape
from airdate.ledger.doctor import Finding, Severity, examine, is_sound, mend
from airdate.ledger.doctor_file import has_log_fault
from airdate.ledger.schema import REVISIONS

NOW = moment(100)
_FLIPS = 50


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Return a ledger of five documents, at rest."""
    path = tmp_path / "ledger.db"
    fill(path)
    return path


@pytest.fixture
def changed(ledger: Path) -> Callable[[str], Path]:
    """Return what changes a ledger behind its back."""

    def change(sql: str) -> Path:
        with closing(sqlite3.connect(ledger)) as vandal:
            for (name,) in vandal.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
                vandal.execute(f"DROP TRIGGER {name}")
            vandal.execute(sql)
            for (kind, _), (_, made) in expected_shape(REVISIONS[-1]).items():
                if kind == "trigger":
                    vandal.execute(str(made))
            vandal.commit()
        return ledger

    return change


def wanting(findings: list[Finding]) -> list[str]:
    """Return the checks that found something that wants doing."""
    return [finding.check for finding in findings if finding.severity is not Severity.NOTE]


class TestSound:
    """A ledger as it should be."""

    def test_sound(self, place: Callable[[], str]) -> None:
        """Of either store nothing wants doing; looking changes nothing."""
        where = place()
        before = fill(where)
        found = examine(where, now=NOW)
        assert [] == wanting(found)
        assert is_sound(found)
        assert before == export(where)

    def test_in_use(self, ledger: Path) -> None:
        """While others write it is as sound, log and all."""
        with open_ledger(ledger) as using:
            for number in range(10, 40):
                using.record(numbered(number), recorded_at=moment(3))
            assert [] == wanting(examine(ledger, now=NOW))

    def test_absent(self, tmp_path: Path) -> None:
        """Where there is none, that is told, and none is made."""
        with pytest.raises(LedgerError, match="There is no ledger"):
            examine(tmp_path / "none.db", now=NOW)
        assert [] == list(tmp_path.iterdir())


class TestRows:
    """Rows that are not what was written."""

    @pytest.mark.parametrize("act", TWISTED)
    def test_twisted(self, changed: Callable[[str], Path], act: str) -> None:
        """Each is found, with where it is; and is not what can be mended."""
        found = examine(changed(TWISTED[act]), now=NOW)
        errors = [one for one in found if one.severity is Severity.ERROR]
        assert errors
        assert all(one.where and one.remedy for one in errors)
        assert [] == [one for one in errors if one.mend]

    def test_named(self, changed: Callable[[str], Path]) -> None:
        """One letter of one text is told by the name of its document, and nothing else is."""
        path = changed("UPDATE texts SET text = replace(text, '2026', '2027') WHERE number = 3")
        with closing(sqlite3.connect(path)) as raw:
            (identity,) = raw.execute("SELECT id FROM documents WHERE number = 3").fetchone()
        errors = [one for one in examine(path, now=NOW) if one.severity is Severity.ERROR]
        assert [f"document {identity[:16]}"] == [one.where for one in errors]
        assert ["its words are not those that its id was made of"] == [one.what for one in errors]

    def test_many(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """So many faults of a kind are told, not all."""
        monkeypatch.setattr("airdate.ledger.doctor_content.MOST", 3)
        path = tmp_path / "ledger.db"
        fill(path, 20)
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("DROP TRIGGER texts_no_update")
            raw.execute("UPDATE texts SET heading = 'other'")
            raw.commit()
        assert 3 == wanting(examine(path, now=NOW)).count("rows")

    def test_clock(self, ledger: Path) -> None:
        """A clock behind the latest row is told, for it holds back what is recorded."""
        found = examine(ledger, now=moment(0))
        assert ["clock"] == wanting(found)


class TestPages:
    """Bits that a disk turned."""

    def test_flipped_bytes(self, tmp_path: Path) -> None:
        """Of fifty single bytes, each is found, or the ledger says the very same without it."""
        path, kept = tmp_path / "ledger.db", tmp_path / "kept.db"
        fill(path, 60)
        back_up(path, kept, made_at=moment(3))
        whole, expected = kept.read_bytes(), export(kept)
        chance = random.Random(50)
        used = [place for place, byte in enumerate(whole) if byte]  # not the pages still empty
        found, harmless = 0, 0
        for number in range(_FLIPS):
            flipped = bytearray(whole)
            place = chance.choice(used)
            flipped[place] ^= 1 << chance.randrange(8)
            victim = tmp_path / f"{number}.db"
            victim.write_bytes(flipped)
            victim.chmod(0o600)
            if wanting(examine(victim, now=NOW)):
                found += 1
            else:
                assert expected == export(victim), f"byte {place} went unnoticed"
                harmless += 1
        assert _FLIPS == found + harmless
        assert found > _FLIPS / 2

    def test_index(self, ledger: Path) -> None:
        """An index that lost a row is made anew of rows that are sound; a copy is kept first."""
        before = export(ledger)
        with closing(sqlite3.connect(ledger)) as raw:
            raw.execute("PRAGMA writable_schema = ON")
            made = "CREATE INDEX ix_claims_entry ON claims (entry)"
            partial = f"{made} WHERE number > 2"
            raw.execute("DROP INDEX ix_claims_entry")
            raw.execute(partial)
            raw.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'ix_claims_entry'", (made,))
            raw.commit()
        found = examine(ledger, now=NOW)
        assert {"pages"} == set(wanting(found))
        mended = mend(ledger, now=NOW)
        assert "the indexes are made anew" in mended.done
        assert [] == wanting(examine(ledger, now=NOW))
        assert before == export(ledger)
        assert mended.copy is not None
        assert mended.copy.exists()

    def test_no_database(self, ledger: Path) -> None:
        """A file that is none is told, and mending leaves it alone."""
        ledger.write_bytes(b"Dear diary" * 1000)
        assert ["file"] == wanting(examine(ledger, now=NOW))
        assert () == mend(ledger, now=NOW).done
        assert b"Dear diary" * 1000 == ledger.read_bytes()


class TestMending:
    """What is safe to mend is mended, and then there is nothing left to do."""

    def test_shape(self, ledger: Path) -> None:
        """Triggers and indexes that are gone are there again; a copy of before is kept."""
        before = export(ledger)
        with closing(sqlite3.connect(ledger)) as raw:
            raw.execute("DROP TRIGGER claims_no_delete")
            raw.execute("DROP INDEX ix_texts_document")
        assert ["shape", "shape"] == wanting(examine(ledger, now=NOW))
        mended = mend(ledger, now=NOW)
        assert mended.copy is not None
        assert ["shape", "shape"] == wanting(examine(mended.copy, now=NOW))
        assert [] == wanting(examine(ledger, now=NOW))
        assert before == export(ledger)

    @pytest.mark.parametrize(
        "sql", ["CREATE TABLE more (x)", "CREATE VIEW more AS SELECT 1", "DROP TABLE aliases"]
    )
    def test_strange(self, ledger: Path, sql: str) -> None:
        """What is strange, or gone with its rows, is told and left as it is."""
        with closing(sqlite3.connect(ledger)) as raw:
            raw.execute(sql)
        found = wanting(examine(ledger, now=NOW))
        assert "shape" in found
        mend(ledger, now=NOW)
        assert "shape" in wanting(examine(ledger, now=NOW))

    def test_permissions(self, ledger: Path) -> None:
        """A ledger that others may read is its owner's again; no copy is needed for that."""
        ledger.chmod(0o664)
        assert ["permissions"] == wanting(examine(ledger, now=NOW))
        assert mend(ledger, now=NOW).copy is None
        assert 0o600 == ledger.stat().st_mode & 0o777

    def test_leftovers(self, ledger: Path) -> None:
        """What was left half made goes, if it is older than an hour; nothing of another name."""
        now = datetime.now(UTC)
        left = [ledger.with_name(f".ledger.db.{name}") for name in ("a.new", "a.new-wal")]
        for file in left:
            file.write_text("half")
            os.utime(file, ((now - timedelta(hours=2)).timestamp(),) * 2)
        folder = ledger.with_name(".ledger.db.b.part")
        folder.mkdir()
        (folder / "ledger.db").write_text("half")
        os.utime(folder, ((now - timedelta(hours=2)).timestamp(),) * 2)
        fresh = ledger.with_name(".ledger.db.c.new")
        fresh.write_text("being made")
        assert ["leftovers"] * 3 == [
            name for name in wanting(examine(ledger, now=now)) if name == "leftovers"
        ]
        mend(ledger, now=now)
        assert [fresh] == sorted(ledger.parent.glob(".*.new*")) + list(
            ledger.parent.glob(".*.part")
        )

    def test_log(self, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A log that grew is brought in."""
        monkeypatch.setattr(doctor_file, "LARGE_LOG_BYTES", 1000)
        with open_ledger(ledger, write=False), open_ledger(ledger) as using:
            using.record(numbered(50), recorded_at=moment(3))
            assert ["log"] == wanting(examine(ledger, now=NOW))
            assert ("the log is brought in",) == mend(ledger, now=NOW).done
            assert [] == wanting(examine(ledger, now=NOW))

    def test_leases(self, ledger: Path) -> None:
        """What a clock that ran ahead lent for years is free again."""
        with closing(sqlite3.connect(ledger)) as raw:
            columns = {row[1]: row for row in raw.execute("PRAGMA table_info(states)")}
            if not columns:
                pytest.skip("this ledger watches no places")
            values = {
                name: 1 if "INT" in kind or kind == "FLOAT" else "2026-01-01T00:00:00.000000Z"
                for _, name, kind, needed, _, _ in columns.values()
                if needed
            }
            values |= {"leased_by": "x", "leased_until": "2031-01-01T00:00:00.000000Z"}
            names, marks = ", ".join(values), ", ".join("?" * len(values))
            raw.execute(f"INSERT INTO states ({names}) VALUES ({marks})", list(values.values()))  # noqa: S608
            raw.commit()
        assert "leases" in wanting(examine(ledger, now=NOW))
        assert "freed again: 1 row of states" in mend(ledger, now=NOW).done
        assert "leases" not in wanting(examine(ledger, now=NOW))

    @pytest.mark.needs("postgres")
    @pytest.mark.parametrize("store", ["postgresql"], indirect=True)
    def test_server(self, fresh: Callable[[], str]) -> None:
        """A server's triggers are looked for; mending is for whoever runs it."""
        where = fresh()
        with open_ledger(where) as made, made.office(write=True) as connection:
            connection.exec_driver_sql("DROP TRIGGER texts_no_truncate ON texts")
        assert ["shape"] == wanting(examine(where, now=NOW))
        with pytest.raises(LedgerError, match="can mend"):
            mend(where, now=NOW)


class TestOutside:
    """What lies around the file."""

    def test_backups(self, ledger: Path, tmp_path: Path) -> None:
        """None is known; one is fresh; one is old; one is gone."""

        def told() -> list[tuple[Severity, str]]:
            found = examine(ledger, now=NOW)
            return [(one.severity, one.what[:20]) for one in found if one.check == "backup"]

        assert [(Severity.NOTE, "no backup of it is k")] == told()
        back_up(ledger, tmp_path / "x.db", made_at=NOW - timedelta(7))
        assert [] == told()
        (tmp_path / "x.db").unlink()
        assert [(Severity.NOTE, "the last backup is n")] == told()
        back_up(ledger, tmp_path / "x.db", made_at=NOW - timedelta(9))
        assert [(Severity.WARNING, "the last backup is 9")] == told()

    def test_network_folder(self, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A ledger on a network folder is a warning."""
        monkeypatch.setattr(doctor_file, "_file_system", lambda _: "nfs4")
        assert ["disk"] == wanting(examine(ledger, now=NOW))

    @pytest.mark.parametrize(
        ("version", "has_it"),
        [
            ((3, 6, 23), False),
            ((3, 7, 0), True),
            ((3, 40, 1), True),
            ((3, 44, 6), False),
            ((3, 45, 0), True),
            ((3, 50, 7), False),
            ((3, 51, 2), True),
            ((3, 51, 3), False),
            ((3, 54, 1), False),
        ],
    )
    def test_sqlite(self, version: tuple[int, int, int], has_it: bool) -> None:
        """The versions by which a log can be lost are known, those that were mended too."""
        assert has_it == has_log_fault(version)

    def test_sqlite_is_told(self, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Of such a version it is told what protects; it is no fault of the ledger."""
        monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
        found = [one for one in examine(ledger, now=NOW) if one.check == "sqlite"]
        assert [(Severity.NOTE, "SQLite 3.40.1")] == [(one.severity, one.where) for one in found]
        assert "a lock beside the ledger" in found[0].what


def test_order(ledger: Path) -> None:
    """The worst comes first."""
    ledger.chmod(0o644)
    with closing(sqlite3.connect(ledger)) as raw:
        raw.execute("CREATE TABLE more (x)")
    found = [one.severity for one in examine(ledger, now=NOW)]
    assert sorted(found, key=list(Severity).index) == found
    assert {Severity.ERROR, Severity.WARNING, Severity.NOTE} == set(found)


def test_overdue_deliveries(ledger: Path) -> None:
    """Messages that were due yesterday and are not sent are told of."""
    rows: Iterator[str] = iter(
        (
            "INSERT INTO alert_channels (number, name, address, allow_private, recorded_at)"
            " VALUES (1, 'a', 'b', 0, '2026-03-01T00:00:00.000000Z')",
            "INSERT INTO alert_messages (number, id, channel, subject, state, recorded_at, next_at,"
            " attempts) VALUES (1, 'm', 1, 's', 'waiting', '2026-03-01T00:00:00.000000Z',"
            " '2026-03-01T00:00:00.000000Z', 0)",
        )
    )
    with closing(sqlite3.connect(ledger)) as raw:
        for row in rows:
            raw.execute(row)
        raw.commit()
    assert ["deliveries"] == wanting(examine(ledger, now=NOW))
