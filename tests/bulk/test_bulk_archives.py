"""Archives give each record that is whole, and say which are not."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from airdate.bulk.archives import raw_records
from airdate.bulk.inputs import list_inputs
from airdate.errors import SourceError, UsageError

Archive = Callable[..., Path]


def _read(path: Path, *, skip: int = 0) -> list[dict[str, Any]]:
    (one,) = list_inputs([str(path)])
    return list(raw_records(one, skip=skip))


def _starts(path: Path) -> list[int]:
    from fastwarc.warc import ArchiveIterator

    with path.open("rb") as stream:
        return [record.stream_pos for record in ArchiveIterator(stream)]


def _spoil(path: Path, low: int, high: int) -> None:
    data = bytearray(path.read_bytes())
    data[low:high] = bytes(byte ^ 0x55 for byte in data[low:high])
    path.write_bytes(data)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_answers_of_an_archive_are_records(archive: Archive, name: str) -> None:
    """Address, moment, kind and bytes of each page, numbered from one."""
    found = _read(archive(name, count=3))
    assert [1, 2, 3] == [record["position"] for record in found]
    assert "https://news.example/story-2" == found[2]["url"]
    assert datetime(2026, 4, 1, 12, tzinfo=UTC) == found[0]["met_at"]
    assert {("page", "utf-8")} == {(r["kind"], r["charset"]) for r in found}
    assert b"Harbour Lights" in found[0]["payload"]


def test_reading_goes_on_behind_what_is_finished(archive: Archive) -> None:
    """`skip` leaves out the first records, and the numbers stay."""
    assert [4, 5, 6] == [record["position"] for record in _read(archive(), skip=3)]


@pytest.mark.parametrize(
    ("name", "where"), [("a.warc", "head"), ("a.warc.gz", "head"), ("a.warc.gz", "middle")]
)
def test_a_broken_record_costs_itself(archive: Archive, name: str, where: str) -> None:
    """Those before and behind it are read, and one record tells of the break."""
    path = archive(name, count=5)
    start = _starts(path)[2]
    _spoil(path, *((start, start + 12) if where == "head" else (start + 150, start + 190)))
    found = _read(path)
    whole = [record["url"][-1] for record in found if record["kind"] == "page"]
    assert ["0", "1", "3", "4"] == [n for n in whole if n != "2"]
    assert 5 == len(found)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize("kept", [12, 60, 300])
def test_an_archive_that_ends_too_early_says_so(archive: Archive, name: str, kept: int) -> None:
    """The last record is not whole, those before it are; fastwarc alone would not tell."""
    path = archive(name, count=3)
    path.write_bytes(path.read_bytes()[: _starts(path)[2] + kept])
    found = _read(path)
    assert ["page", "page", "broken"] == [record["kind"] for record in found]
    assert b"the archive ends in the middle of a record" == found[-1]["payload"]


def test_the_last_byte_of_a_plain_page_is_missed(archive: Archive) -> None:
    """Only the blank lines that follow a record may be wanting."""
    path = archive("a.warc", count=2)
    data = path.read_bytes()
    for missing, kinds in ((4, ["page", "page"]), (5, ["page", "broken"])):
        path.write_bytes(data[:-missing])
        assert kinds == [record["kind"] for record in _read(path)]


def test_junk_is_no_archive(tmp_path: Path) -> None:
    """It gives one broken record, not an error."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"nothing of the kind" * 50)
    assert ["broken"] == [record["kind"] for record in _read(path)]


def test_lines_are_records_and_bad_ones_cost_themselves(tmp_path: Path) -> None:
    """JSON Lines, packed: documents of our form, articles of others', pages; broken lines told."""
    lines: list[Any] = [
        {"heading": "A", "paragraphs": ["One."], "published": "2026-02-03"},
        {"title": "B", "maintext": "Two.\n\nThree.", "date_publish": "2026-02-04 10:00:00"},
        {"url": "https://x.example/", "html": "<p>Four.</p>"},
        {"number": 5},
    ]
    text = "\n".join([*map(json.dumps, lines), "{broken", "[1]", ""])
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(text.encode()))
    found = _read(path)
    kinds = ["json", "json", "page", "broken", "broken", "broken"]
    assert kinds == [record["kind"] for record in found]
    assert ["Two.", "Three."] == json.loads(found[1]["payload"])["paragraphs"]


def test_packed_lines_that_end_too_early_say_so(tmp_path: Path) -> None:
    """What could be unpacked is read."""
    path = tmp_path / "a.jsonl.gz"
    row = json.dumps({"heading": "A", "paragraphs": ["One."]})
    path.write_bytes(gzip.compress("\n".join([row] * 9_000).encode())[:-20])
    found = _read(path)
    assert {"json", "broken"} == {record["kind"] for record in found}
    assert "broken" == found[-1]["kind"]


def test_rows_of_parquet_are_records(tmp_path: Path) -> None:
    """By what other people call the columns; the moment of the visit among them."""
    path = tmp_path / "a.parquet"
    moment = datetime(2026, 2, 3, 4, tzinfo=UTC)
    rows = [{"uri": "https://x.example/1", "text": "One.\nTwo.", "warc_date": moment}]
    pq.write_table(pa.Table.from_pylist(rows), path)
    (record,) = _read(path)
    assert (moment, "https://x.example/1") == (record["met_at"], record["url"])
    assert ["One.", "Two."] == json.loads(record["payload"])["paragraphs"]


def test_a_folder_is_its_files_by_address(archive: Archive, tmp_path: Path) -> None:
    """None twice, hidden ones and what is no archive left out; any order gives the same list."""
    archive("b.warc.gz", count=1)
    archive("a.warc", count=1)
    for name in (".hidden.jsonl", "notes.py"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    folder, one = str(tmp_path), str(tmp_path / "b.warc.gz")
    found = list_inputs([folder, one])
    assert ["a.warc", "b.warc.gz"] == [Path(one.address).name for one in found]
    assert found == list_inputs([one, folder])


def test_any_file_system_that_fsspec_knows_is_read(archive: Archive) -> None:
    """Here one in memory."""
    import fsspec

    data = archive(count=2).read_bytes()
    with fsspec.open("memory://news/a.warc.gz", "wb") as stream:
        stream.write(data)
    (one,) = list_inputs(["memory://news"])
    assert "memory://news/a.warc.gz" == one.address.replace(":///", "://")
    assert 2 == len(list(raw_records(one)))


@pytest.mark.parametrize("place", ["absent.warc", "", "nosuch://x/y.warc"])
def test_an_input_that_is_not_there_is_an_error_of_the_call(tmp_path: Path, place: str) -> None:
    """It names the input and a remedy."""
    with pytest.raises(UsageError) as told:
        list_inputs([place and place.replace("absent", f"{tmp_path}/absent")])
    assert told.value.remedy


def test_a_row_larger_than_any_article_is_told(tmp_path: Path) -> None:
    """The next one is read."""
    path = tmp_path / "a.parquet"
    rows = [{"text": "word " * 1_700_000}, {"text": "One."}]
    pq.write_table(pa.Table.from_pylist(rows), path)
    assert ["broken", "json"] == [record["kind"] for record in _read(path)]


def test_packed_answers_are_unpacked_no_further_than_an_article(
    tmp_path: Path, page: Callable[..., bytes]
) -> None:
    """A page sent as gzip is read; one that unpacks to hundreds of megabytes is told."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    path = tmp_path / "a.warc.gz"
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for name, data in (("page", page()), ("bomb", b"\0" * 50_000_000)):
            packed = gzip.compress(data)
            headers = StatusAndHeaders(
                "200 OK",
                [("Content-Type", "text/html"), ("Content-Encoding", "gzip")],
                protocol="HTTP/1.1",
            )
            record = writer.create_warc_record(
                f"https://x.example/{name}",
                "response",
                payload=io.BytesIO(packed),
                length=len(packed),
                http_headers=headers,
            )
            writer.write_record(record)
    found = _read(path)
    assert ["page", "broken"] == [record["kind"] for record in found]
    assert page() == found[0]["payload"]
    assert b"larger than 8 MB" in found[1]["payload"]


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    """Pictures, redirects, errors and requests are no records."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    path = tmp_path / "a.warc.gz"
    kinds = [("200 OK", "image/png"), ("301 Moved", "text/html"), ("404 Not Found", "text/html")]
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for status, media in [*kinds, ("200 OK", "text/plain")]:
            headers = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
            body = io.BytesIO(b"film")
            given = {"payload": body, "length": 4, "http_headers": headers}
            writer.write_record(
                writer.create_warc_record("https://x.example/", "response", **given)
            )
    assert [("plain", 1)] == [(r["kind"], r["position"]) for r in _read(path)]


def test_a_line_that_goes_down_is_no_broken_archive(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The call fails and can be given again, rather than the rest being listed as broken."""

    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 1_000:
                raise ConnectionResetError("the line went down")
            return super().read(min(size, 512) if size and size > 0 else 512)

    (one,) = list_inputs([str(archive(count=8))])
    data = Path(one.address).read_bytes()
    monkeypatch.setattr("airdate.bulk.archives.opened", lambda _: Failing(data))
    with pytest.raises(SourceError, match="the line went down"):
        list(raw_records(one))
