"""Rows kept beside a ledger between starts: taken up where they hold, shown as of before else."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.library.test_desk import TODAY, judged

from airdate.forecast import Parameters
from airdate.ledger import open_ledger
from airdate.library import kept, shelf
from airdate.library.answers import When
from airdate.library.desk import Library
from airdate.library.places import place_of
from airdate.library.pool import Pool
from airdate.library.rows import Row
from airdate.library.written import turns

TOMORROW = When(TODAY.as_of + timedelta(1))


def present(path: Path, day: date = TODAY.as_of) -> Library:
    """Return the library of a ledger, on a day."""
    return Library(Pool(path), today=lambda: day)


@pytest.fixture
def kept_path(ledger_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a ledger whose rows were kept."""
    monkeypatch.setattr(shelf, "_WORTH_KEEPING", 1)
    assert 0 == present(ledger_path).rows(TODAY, wait=60).pending
    return ledger_path


def place(path: Path) -> Path:
    """Return where the rows of a ledger are kept."""
    with open_ledger(path, write=False) as ledger:
        return place_of(ledger, "rows")


def test_rows_come_back_as_they_were(ledger_path: Path) -> None:
    """Whatever they hold, even half a letter in a title."""
    write, read = turns(Row)
    rows = Library(Pool(ledger_path)).rows(TODAY, wait=60).rows
    half = replace(rows[0], release="\ud800 \u2028")
    for row in (*rows, half):
        assert row == read(write(row))


def test_rumours_are_read_when_they_are_looked_into(ledger_path: Path) -> None:
    """And written again as they were; what is no list of rumours holds none."""
    write, read = turns(Row)
    row = next(r for r in Library(Pool(ledger_path)).rows(TODAY, wait=60).rows if r.rumours)
    written = write(row)
    unread = read(written).rumours
    assert row.rumours == unread
    assert unread == row.rumours
    assert list(row.rumours) == list(unread)
    assert written == write(read(written))
    place = next(n for n, each in enumerate(written) if each == unread.text)
    for text in ("[1]", "{}", "[" * 90_000, "no"):
        assert () == read([*written[:place], text, *written[place + 1 :]]).rumours


def test_kept_rows_are_there_at_the_next_start(kept_path: Path) -> None:
    """The very same, all of them, for their owner alone."""
    assert 0o600 == place(kept_path).stat().st_mode & 0o777
    before = Library(Pool(kept_path)).rows(TODAY, wait=60)
    after = present(kept_path).rows(TODAY, wait=0)
    assert before == after
    assert after.rows


def test_on_a_new_day_rows_of_before_stand_in(kept_path: Path) -> None:
    """Each says of which day it is, until it is made anew; a past day has no stand-ins."""
    mine = present(kept_path, TOMORROW.as_of)
    first = mine.rows(TOMORROW, wait=0)
    assert {TODAY.as_of} <= {row.as_of for row in first.rows}
    assert len(mine.listings(TOMORROW)) == len(first.rows)
    mine.row_of(first.rows[0].listing, TOMORROW)
    assert mine.row(first.rows[0].listing, TOMORROW) is not None
    fresh = present(kept_path, TODAY.as_of + timedelta(5))
    assert () == fresh.rows(When(TODAY.as_of - timedelta(1)), wait=0).rows


def test_a_day_that_passes_in_a_run_leaves_no_empty_list(kept_path: Path) -> None:
    """Rows of yesterday stand in, and all are renewed in the end."""
    day = [TODAY.as_of]
    mine = Library(Pool(kept_path), today=lambda: day[0])
    count = len(mine.rows(TODAY, wait=60).rows)
    day[0] = TOMORROW.as_of
    assert count == len(mine.rows(TOMORROW, wait=0).rows)
    while mine.rows(TOMORROW, wait=60).pending:
        pass
    rows = mine.rows(TOMORROW).rows
    assert {TOMORROW.as_of} == {row.as_of for row in rows}
    assert Library(Pool(kept_path)).rows(TOMORROW, wait=60).rows == rows


def test_only_works_of_which_more_was_recorded_are_made_anew(kept_path: Path) -> None:
    """All others hold at the next start."""
    judged(kept_path)
    mine = present(kept_path)
    mine.version()
    works = {item.title_key for item in mine.listings(TODAY) if mine.row(item, TODAY) is None}
    assert {"all of us are dead"} == works


@pytest.mark.parametrize(
    "content", [b"", b"{}", zlib.compress(b"[]\n[]"), zlib.compress(b"{" * 90_000), b"\x80\x04N."]
)
def test_a_file_that_is_none_is_made_anew(kept_path: Path, content: bytes) -> None:
    """Whatever befell it."""
    place(kept_path).write_bytes(content)
    with open_ledger(kept_path, write=False) as ledger:
        assert kept.stored(ledger, place(kept_path), figures=None) is None
    assert 0 == present(kept_path).rows(TODAY, wait=60).pending
    with open_ledger(kept_path, write=False) as ledger:
        assert kept.stored(ledger, place(kept_path), figures=None) is not None


def test_a_file_that_is_cut_off_or_of_other_types_is_passed_over(kept_path: Path) -> None:
    """No row of it is believed."""
    content = place(kept_path).read_bytes()
    lines = zlib.decompress(content).splitlines()
    other = zlib.compress(b"\n".join([lines[0], b'[true,["no row"]]']))
    with open_ledger(kept_path, write=False) as ledger:
        for each in (content[: len(content) // 2], other):
            place(kept_path).write_bytes(each)
            assert kept.stored(ledger, place(kept_path), figures=None) is None


def test_a_file_that_unfolds_without_end_is_passed_over(
    kept_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more than so much is unfolded."""
    monkeypatch.setattr(kept, "_MOST_BYTES", 5_000)
    with open_ledger(kept_path, write=False) as ledger:
        assert kept.stored(ledger, place(kept_path), figures=None) is None


def test_rows_of_other_ledgers_code_and_figures_are_passed_over(
    kept_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They would be told otherwise."""
    where = place(kept_path)
    with open_ledger(tmp_path / "other.db") as other:
        assert kept.stored(other, where, figures=None) is None
    with open_ledger(kept_path, write=False) as ledger:
        assert kept.stored(ledger, where, figures=Parameters("mine", {})) is None
        monkeypatch.setattr(kept, "digest_of", lambda _: "other code")
        assert kept.stored(ledger, where, figures=None) is None


def test_a_small_ledger_leaves_no_file(ledger_path: Path) -> None:
    """Its rows are made sooner than a file is looked for by those who find it."""
    present(ledger_path).rows(TODAY, wait=60)
    assert not place(ledger_path).exists()
