"""Memory is measured on archives that are as good as any, of the size that was asked for."""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

import pytest

from airdate.bulk.warc import warc_records
from evaluation import memory


def test_a_made_archive_is_read_whole() -> None:
    """Every record is a page of its own, with the number that tells it apart."""
    found = [member for member, _ in memory.members(memory.templates(3), 200_000)]
    records = list(warc_records(io.BytesIO(b"".join(found))))
    assert len(found) == len(records) > 3
    for number, record in enumerate(records):
        assert isinstance(record, dict)
        assert f"https://news{number % 7}.example/story-{number}" == record["url"]
        assert f"<p>Story {number:012}.</p>".encode() in record["payload"]


def test_sizes_are_those_of_what_is_unpacked() -> None:
    """What a member is said to hold is what it holds."""
    for member, size in memory.members(memory.templates(2), 100_000):
        assert size == len(gzip.decompress(member))


def test_records_add_up_to_what_was_asked_for() -> None:
    """The last one goes over."""
    sizes = [size for _, size in memory.members(memory.templates(2), 100_000)]
    assert sum(sizes[:-1]) < 100_000 <= sum(sizes)


def test_peaks_tell_a_process_from_its_others() -> None:
    """A child that takes fifty megabytes is seen as such, beside a small main process."""
    child = "x = bytearray(50_000_000); import time; time.sleep(2)"
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    main, other, together = memory.watched([sys.executable, "-c", script])
    assert 0 < main < 50 < other
    assert together > 50


def test_a_command_that_fails_is_no_measurement() -> None:
    """Its exit code is told, and what it said."""
    with pytest.raises(RuntimeError, match="failed with 3: no room"):
        memory.watched([sys.executable, "-c", "print('no room'); raise SystemExit(3)"])


def test_a_run_leaves_nothing_behind(tmp_path: Path) -> None:
    """The archive and the tables are removed; the row tells its records."""
    found = memory.peaks(0.0005, workers=1, folder=tmp_path)
    assert found.records > 10
    assert [] == list(tmp_path.iterdir())
