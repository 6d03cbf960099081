"""A job: the same tables whoever does the work, and on from where it stopped."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from airdate.bulk import forms, job, worker
from airdate.bulk.gathering import gather
from airdate.bulk.local import Local
from airdate.errors import UsageError

Archive = Callable[..., Path]


def _tables(out: Path) -> dict[str, bytes]:
    """Return the content of each table of each month as bytes of Arrow."""
    found: dict[str, bytes] = {}
    for path in sorted(out.glob("[!_]*/**/*.parquet")):
        table = pq.read_table(path, partitioning=None).combine_chunks()
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table, max_chunksize=100)
        found[str(path.relative_to(out))] = sink.getvalue().to_pybytes()
    return found


def _rows(out: Path, name: str) -> list[dict[str, Any]]:
    paths = sorted((out / name).rglob("*.parquet"))
    return [row for p in paths for row in pq.read_table(p, partitioning=None).to_pylist()]


@pytest.fixture
def run(tmp_path: Path, terms: worker.Terms, in_place: Any) -> Callable[..., job.Done]:
    """Return what runs a job on files."""

    def ran(*places: Path, out: str = "out", start: Any = in_place, **given: Any) -> job.Done:
        terms_given = replace(terms, **given)
        names = [str(place) for place in places]
        return job.run(names, out=tmp_path / out, terms=terms_given, start=start)

    return ran


def test_a_job_makes_tables_by_month(archive: Archive, run: Any, tmp_path: Path) -> None:
    """Documents, claims and cast of the pages about a production; the others are `left`."""
    done = run(archive(count=6))
    out = tmp_path / "out"
    assert {"documents": 3, "left": 3} == {n: done.rows[n] for n in ("documents", "left")}
    months = sorted(path.name for path in (out / "documents").iterdir())
    assert ["month=2026-01", "month=2026-02", "month=2026-03"] == months
    assert {"release", "renewed", "filming_start"} <= {r["event"] for r in _rows(out, "claims")}
    assert {"Ada Moe"} == {row["person"] for row in _rows(out, "cast")}
    assert [2, 4, 6] == [row["position"] for row in _rows(out, "left")]
    assert done.rows == json.loads((out / job.DONE).read_text(encoding="utf-8"))["rows"]


def test_what_each_table_holds_is_of_its_form(archive: Archive, run: Any, tmp_path: Path) -> None:
    """The columns that docs/bulk.md names, and the rows sorted."""
    run(archive(count=6))
    for name, schema in forms.tables().items():
        for path in (tmp_path / "out" / name).rglob("*.parquet"):
            table = pq.read_table(path, partitioning=None)
            assert schema == table.schema
            key = [(c, "ascending") for c in forms.KEYS[name]]
            assert table.sort_by(key).equals(table)


def test_order_and_workers_change_nothing(
    archive: Archive, run: Any, tmp_path: Path, terms: worker.Terms
) -> None:
    """Two archives in either order, here or by two processes: the same tables to the byte."""
    one, two = archive("a.warc.gz", count=5), archive("b.warc", count=5, first=3)
    run(one, two, out="first")
    run(two, one, out="second")
    with Local(terms, workers=2) as local:
        run(two, one, out="third", start=local.on)
    first, second, third = (_tables(tmp_path / name) for name in ("first", "second", "third"))
    assert len(first) > 6
    assert first == second
    assert first == third


def test_a_page_met_twice_is_one_document(archive: Archive, run: Any, tmp_path: Path) -> None:
    """The same text at the same address and of the same day, in two archives."""
    done = run(archive("a.warc.gz", count=1), archive("b.warc.gz", count=1))
    assert 1 == done.rows["documents"]
    sources = [Path(row["source"]).name for row in _rows(tmp_path / "out", "documents")]
    assert ["a.warc.gz"] == sources
    entries = [row["entry_id"] for row in _rows(tmp_path / "out", "claims")]
    assert len(set(entries)) == len(entries)


class _Stopped(Exception):
    """The machine went down."""


class _Stopping:
    """A runner that stops after so many batches, and counts what it did."""

    def __init__(self, terms: worker.Terms, *, after: int) -> None:
        self.terms, self.after, self.positions = terms, after, []  # type: tuple[Any, int, list[int]]

    def map(self, batches: Any) -> Iterator[Any]:
        for number, batch in enumerate(batches):
            if number >= self.after:
                raise _Stopped
            self.positions += batch["position"].to_pylist()
            yield worker.read_batch(batch, self.terms)


@pytest.mark.parametrize("after", [0, 1, 3, 4])
def test_a_job_goes_on_where_it_stopped(
    archive: Archive, run: Any, tmp_path: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was finished is not read again, and the tables are those of a job in one piece."""
    monkeypatch.setattr(job, "BATCH_RECORDS", 2)
    monkeypatch.setattr(job, "PART_RECORDS", 2)
    path = archive(count=8)
    run(path, out="whole")
    with pytest.raises(_Stopped):
        run(path, start=lambda terms: _Stopping(terms, after=after))
    assert not (tmp_path / "out" / job.DONE).exists()
    second: list[_Stopping] = []

    def start(terms: worker.Terms) -> _Stopping:
        second.append(_Stopping(terms, after=99))
        return second[-1]

    run(path, start=start)
    assert list(range(2 * after + 1, 9)) == second[0].positions
    assert _tables(tmp_path / "whole") == _tables(tmp_path / "out")


def test_a_line_of_the_journal_that_was_cut_is_made_again(
    archive: Archive, run: Any, tmp_path: Path
) -> None:
    """So is a part that is listed but gone."""
    path = archive(count=4)
    run(path)
    before = _tables(tmp_path / "out")
    listing = tmp_path / "out" / "_job" / "parts.jsonl"
    listing.write_bytes(listing.read_bytes()[:-10])
    assert 4 == run(path).records
    next(listing.parent.glob("*.parquet")).unlink()
    assert 4 == run(path).records
    assert before == _tables(tmp_path / "out")


def test_a_finished_job_reads_nothing_again(archive: Archive, run: Any) -> None:
    """Another input is read alone, and a changed one anew."""
    one = archive("a.warc.gz", count=4)
    assert 4 == run(one).records
    assert 0 == run(one).records
    assert 2 == run(one, archive("b.warc.gz", count=2)).records
    assert 6 == run(archive("a.warc.gz", count=6)).records


def test_a_finished_job_is_gathered_again_by_a_process_that_has_read_nothing(
    archive: Archive, tmp_path: Path
) -> None:
    """The same call twice, where no library but those of the extra loads parts of pyarrow."""
    (tmp_path / "pandas.py").write_text("raise ImportError", encoding="utf-8")
    call = [sys.executable, "-m", "airdate", "bulk", str(archive(count=2)), "--workers", "1"]
    call += ["--out", str(tmp_path / "out")]
    for _ in range(2):
        done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("1 document, ")
    assert "0 records read now" in done.stdout


def test_a_job_with_other_options_needs_another_folder(archive: Archive, run: Any) -> None:
    """The moment may differ: that of the first call holds."""
    path = archive(count=2)
    run(path)
    later = datetime(2026, 8, 1, tzinfo=UTC)
    assert 0 == run(path, moment=later).records
    with pytest.raises(UsageError, match="other options"):
        run(path, since=date(2026, 1, 1))


def test_a_folder_of_other_things_is_left_alone(archive: Archive, run: Any, tmp_path: Path) -> None:
    """Nothing is written to it."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="no output of airdate bulk"):
        run(archive(count=1))
    assert ["thesis.txt"] == [path.name for path in (tmp_path / "out").iterdir()]


def test_only_the_folder_itself_is_written_to(archive: Archive, run: Any, tmp_path: Path) -> None:
    """What it stands in may be anyone's, as where a volume is mounted."""
    path = archive(count=1)
    before = {each.name for each in tmp_path.iterdir()}
    run(path)
    assert before | {"out"} == {each.name for each in tmp_path.iterdir()}


@pytest.mark.parametrize("out", ["s3://bucket/news", "file:///news"])
def test_an_address_is_no_place_for_tables(
    archive: Archive, terms: worker.Terms, in_place: Any, tmp_path: Path, out: str
) -> None:
    """Nor is a folder of that name made."""
    path = archive(count=1)
    with contextlib.chdir(tmp_path), pytest.raises(UsageError, match="no folder of this"):
        job.run([str(path)], out=Path(out), terms=terms, start=in_place)
    assert [path.name] == [each.name for each in tmp_path.iterdir()]


def test_a_folder_that_cannot_be_written_to_is_named(archive: Archive, run: Any) -> None:
    """With what the system says of it."""
    path = archive(count=1)
    with pytest.raises(UsageError, match="cannot be written to: ") as told:
        run(path, out=f"{path.name}/news")
    assert "Name another folder: --out DIR" == told.value.remedy


def test_large_months_are_gathered_in_ranges(archive: Archive, run: Any, tmp_path: Path) -> None:
    """The rows are the same, in the same order, however small the ranges."""
    run(archive(count=12))
    parts = sorted((tmp_path / "out" / "_job").glob("*.parquet"))
    before = _tables(tmp_path / "out")
    gather(parts, out=tmp_path / "out", range_bytes=150)
    assert before == _tables(tmp_path / "out")


def test_an_archive_without_records_is_finished(run: Any, tmp_path: Path) -> None:
    """It gives tables without rows."""
    (tmp_path / "a.jsonl").write_text("", encoding="utf-8")
    assert 0 == sum(run(tmp_path / "a.jsonl").rows.values())
    assert (tmp_path / "out" / job.DONE).exists()


def test_two_jobs_do_not_work_in_one_folder(
    archive: Archive, run: Any, tmp_path: Path, terms: worker.Terms
) -> None:
    """The second says so, and the first goes on."""
    path = archive(count=2)

    class Meddling(_Stopping):
        def map(self, batches: Any) -> Iterator[Any]:
            with pytest.raises(UsageError, match="at work"):
                run(path)
            yield from super().map(batches)

    assert 2 == run(path, start=lambda terms: Meddling(terms, after=99)).records


def test_an_input_that_names_no_day_is_undated(run: Any, tmp_path: Path) -> None:
    """Its month is none, not that of the reading."""
    row = {"heading": "Harbour Lights", "paragraphs": ["Season 2 of it is in development."]}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert 1 == run(tmp_path / "a.jsonl").rows["documents"]
    assert (tmp_path / "out" / "documents" / f"month={forms.UNDATED}").is_dir()


def test_half_a_letter_in_an_address_stops_nothing(run: Any, tmp_path: Path) -> None:
    """JSON can hold one; a table cannot."""
    row = {"url": "https://x.example/\ud800", "title": "Netflix", "text": "The film is out.\udfff"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert 1 == run(tmp_path / "a.jsonl").rows["documents"]
    (found,) = _rows(tmp_path / "out", "documents")
    assert "https://x.example/?" == found["url"]
