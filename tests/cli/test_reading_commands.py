"""`airdate read`, `add` and `dates` as a user calls them."""

from __future__ import annotations

import functools
import json
import os
import re
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from airdate.ledger import open_ledger


def _documents(db) -> int:
    with open_ledger(db, write=False) as ledger:
        return sum('"documents"' in line or '"document"' in line for line in ledger.export())


def test_read_marks_the_claims_and_lists_them(call, article) -> None:
    """The words of each claim stand in marks with its number, the table has a row for it."""
    answer = call("read", article)
    assert 0 == answer.code
    assert re.search(r"»February 19, 2026«\[\d\]", answer.out)
    assert "filming_wrap" in answer.out
    assert "2026-02-19/2026-02-19" in answer.out
    assert "Netflix" in answer.out


def test_read_json_has_the_fields_of_a_claim_and_offsets_that_fit(call, article) -> None:
    """One object a document; start and end cover the words in its text."""
    (document,) = call("read", "--json", article).lines()
    (wrap,) = [m for m in document["milestones"] if m["event"] == "filming_wrap" and m["when"]]
    expected = {
        "title": "The Long Wait",
        "season": 2,
        "when": "2026-02-19/2026-02-19",
        "phrase": "February 19, 2026",
        "status": "done",
        "source": "Netflix",
        "sentence": 1,
    }
    assert expected == {name: wrap[name] for name in expected}
    assert "February 19, 2026" == document["text"][wrap["start"] : wrap["end"]]
    assert ("variety.com", "2026-02-22") == (document["outlet"], document["published"])
    assert {"Ada Bell", "Bo Crane"} == {c["person"] for c in document["cast"]}


def test_read_from_standard_input_with_a_day_and_an_outlet(call) -> None:
    """What the text does not say of itself is given by options."""
    text = "The Long Wait returns\n\nSeason 2 of The Long Wait premieres next month."
    answer = call(
        "read", "-", "--json", "--published", "2026-01-15", "--outlet", "a.example", stdin=text
    )
    (document,) = answer.lines()
    assert ("2026-01-15", "a.example") == (document["published"], document["outlet"])
    assert ["2026-02-01/2026-02-28"] == [m["when"] for m in document["milestones"] if m["when"]]


def test_annotations_of_a_document_file_are_not_read(call, tmp_path) -> None:
    """Claims that stand in the file beside the text play no part."""
    head = {"id": "x1", "published": "2026-02-22", "outlet": "variety.com"}
    body = {"heading": "A quiet day", "paragraphs": ["Nothing happened on the set today."]}
    annotated = {
        "milestones": [{"title": "X", "event": "release", "when": None}],
        "cast": [{"person": "Ada Bell", "kind": "new"}],
        "sentences": ["X was released on May 1, 2026."],
    }
    plain, full = tmp_path / "plain.json", tmp_path / "full.json"
    plain.write_text(json.dumps(head | body), encoding="utf-8")
    full.write_text(json.dumps(head | body | annotated), encoding="utf-8")
    assert call("read", "--json", plain).lines() == call("read", "--json", full).lines()


def test_adding_twice_records_nothing(call, article, db) -> None:
    """The second time the document is known, by its text."""
    first = call("add", "--db", db, article)
    assert 0 == first.code
    assert "1 new document, " in first.out
    again = call("add", "--db", db, article)
    assert "1 document already known: nothing recorded\n" == again.out
    copy = article.with_name("copy.txt")
    copy.write_bytes(article.read_bytes())
    assert "already known" in call("add", "--db", db, copy).out


_UNDATED = """\
Harbour Lights renewed for season 2

Harbour Lights has been renewed for a second season, Vista confirmed. Filming will start in March.
"""


def _starts(db) -> list[str]:
    with open_ledger(db, write=False) as ledger:
        found = [entry.claim.statement for entry in ledger.entries()]
    return [str(one.when) for one in found if one.event == "filming_start"]


def test_a_text_without_a_day_is_told_of_and_corrected_by_adding_it_again(
    call, db, tmp_path
) -> None:
    """The day that was assumed is named with the way to tell another, which moves all of it."""
    path = tmp_path / "undated text.txt"
    path.write_text(_UNDATED, encoding="utf-8")
    first = call("add", "--db", db, path)
    today = datetime.now(UTC).date()
    assert (
        "No day was found in “Harbour Lights renewed for season 2”.\n"
        f'  It counts as said on {today}, and "next month" is read from there.\n'
        f"  Was it another day? airdate add '{path}' --published DAY\n"
    ) == first.err
    again = call("add", "--db", db, path)
    assert (0, "1 document already known: nothing recorded\n", "") == (
        again.code,
        again.out,
        again.err,
    )
    told = call("add", "--db", db, path, "--published", "2024-02-10")
    assert (
        "1 known document said on another day: read anew from that day\n",
        "“Harbour Lights renewed for season 2” counts as said on 2024-02-10 now, "
        f"not on {today}; nothing that was kept before is lost.\n",
    ) == (told.out, told.err)
    assert ["2024-03-01/2024-03-31"] == _starts(db)
    assert 0 == call("brief", "--db", db, "harbour lights", "--as-of", "2024-02-10").code


def test_a_known_text_without_a_day_is_read_from_the_day_that_is_known(call, db, tmp_path) -> None:
    """A copy that bears no day is read from that of the first, by a newer reader too."""
    from airdate import pipeline
    from airdate.documents import Given

    path = tmp_path / "undated.txt"
    path.write_text(_UNDATED, encoding="utf-8")
    call("add", "--db", db, path, "--published", "2024-02-10")
    with open_ledger(db, write=False) as ledger:
        day_of = functools.partial(pipeline.said_on, ledger)
        given = Given(now=datetime.now(UTC))
        (found,) = pipeline.read([str(path)], given=given, said_on=day_of)
    whens = [str(c.statement.when) for c in found.claims if c.statement.event == "filming_start"]
    assert ["2024-03-01/2024-03-31"] == whens


def test_the_day_of_a_copy_moves_nothing_and_that_is_told(call, db, article, tmp_path) -> None:
    """Where a copy bears another day, the one that holds is named, and the way to move it."""
    call("add", "--db", db, article)
    copy = tmp_path / "copy.txt"
    copy.write_text(
        article.read_text()
        .replace("variety.com", "copies.example")
        .replace("Published: 2026-02-22", "Published: 2026-02-25")
    )
    answer = call("add", "--db", db, copy)
    assert "1 known document at a new place\n" == answer.out
    assert (
        "“The Long Wait wraps its second season” still counts as said on 2026-02-22, not "
        "2026-02-25: the days of copies move nothing.\n"
        f"  If that is the right day: airdate add {copy} --published DAY\n"
    ) == answer.err


def test_many_texts_without_a_day_are_told_of_together(call, db, tmp_path) -> None:
    """Three are named, the rest counted; a day that has not come is refused."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(5):
        text = f"Harbour Lights, part {number}\n\nHarbour Lights season 2 films in May {number}.\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    told = call("add", "--db", db, folder).err.splitlines()
    named = ", ".join(f"“Harbour Lights, part {number}”" for number in range(3))
    assert f"No day was found in 5 texts: {named}, …." == told[0]
    assert told[1].startswith("  They count as said on ")
    assert "  Was it another day? airdate add SOURCE --published DAY" == told[2]
    ahead = call("add", "--db", db, folder, "--published", "2999-01-01")
    assert (2, "airdate: --published 2999-01-01 lies ahead.") == (
        ahead.code,
        ahead.err.splitlines()[0],
    )


def test_a_hundred_good_documents_beside_a_bad_one_are_recorded(call, db, tmp_path) -> None:
    """The bad one is named with the reason, the exit code is 1, the rest is kept."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(100):
        text = f"The Long Wait, dispatch {number}\n\nSeason 2 wrapped filming in May 2025."
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    (folder / "050-bad.txt").write_bytes(os.urandom(5000))
    answer = call("add", "--db", db, folder)
    assert 1 == answer.code
    assert "050-bad.txt" in answer.err
    assert "100 new documents, " in answer.out
    assert "1 source not read" in answer.out


_GARBAGE = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n ",
    "binary.txt": bytes(range(256)) * 40,
    "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(500),
    "broken.json": b'{"heading": "x", "paragraphs": [',
    "list.json": b"[1, 2, 3]",
    "strange.json": b'{"heading": 7, "paragraphs": "no"}',
    "headless.eml": b"\x00\x01\x02",
}


@pytest.mark.parametrize("name", _GARBAGE)
def test_garbage_is_named_with_a_reason_and_a_remedy(call, db, tmp_path, name) -> None:
    """No traceback, exit code 1, nothing recorded."""
    path = tmp_path / name
    path.write_bytes(_GARBAGE[name])
    answer = call("add", "--db", db, path)
    assert 1 == answer.code
    reason, remedy = answer.err.strip().splitlines()[:2]
    assert str(path) in reason
    assert remedy.strip()
    assert re.fullmatch(r"\d sources? not read\n", answer.out)


@pytest.mark.parametrize(
    "place",
    [
        "no-such-file.txt",
        "http://127.0.0.1:9/x",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "ftp://example.com/x",
        "http://",
    ],
)
def test_places_that_cannot_be_read_are_refused_in_words(call, db, place) -> None:
    """A missing file, a private address, another scheme: the place is named."""
    answer = call("add", "--db", db, place)
    assert 1 == answer.code
    assert f"not read: {place}" in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.slow
def test_one_line_of_fifty_megabytes_is_refused_or_read_in_bounds(call, db, tmp_path) -> None:
    """A file far beyond an article does not take the machine with it."""
    path = tmp_path / "long.txt"
    path.write_bytes(b"Season 2 of The Long Wait is late. " * 1_500_000)
    answer = call("add", "--db", db, path)
    assert 1 == answer.code
    assert "long.txt" in answer.err


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig", "euc-kr"])
def test_other_encodings_are_read(call, tmp_path, encoding) -> None:
    """A text in another encoding gives its words, not question marks."""
    words = "드라마" if encoding == "euc-kr" else "café"
    text = f"The Long Wait\n\nSeason 2 of The Long Wait wrapped filming in May 2025. {words} " * 3
    path = tmp_path / "text.txt"
    path.write_bytes(text.encode(encoding))
    (document,) = call("read", "--json", "--published", "2026-01-01", path).lines()
    assert words in document["text"]


def test_a_bad_day_is_a_usage_error(call, article) -> None:
    """The bad word and the form that is wanted are named, exit code 2."""
    answer = call("read", article, "--published", "2026-13-01")
    assert 2 == answer.code
    assert "'2026-13-01' is not a day; write it as 2026-02-14" in answer.err


def test_dates_as_a_table_and_as_json(call) -> None:
    """Each expression with its days."""
    text = "Filming wraps by mid-February 2026 and the show returns next year."
    table = call("dates", "--anchor", "2026-01-15", stdin=text)
    assert "../2026-02-20" in table.out
    assert "2027-01-01/2027-12-31" in table.out
    found = call("dates", "--anchor", "2026-01-15", "--json", stdin=text).json()
    assert ["../2026-02-20", "2027-01-01/2027-12-31"] == [e["when"] for e in found]
    assert [e["words"] for e in found] == [text[e["start"] : e["end"]] for e in found]


def test_dates_as_timex3_lines(call) -> None:
    """The form that a scorer of temporal taggers reads."""
    line = json.dumps({"id": "a", "text": "It ended in May 2025.", "dct": "2026-01-15"})
    (found,) = call("dates", "-", "--jsonl", "--format", "timex3", stdin=line).lines()
    expected = {"start": 12, "end": 20, "type": "DATE", "value": "2025-05", "mod": None}
    assert "a" == found["id"]
    assert [expected] == [{k: t[k] for k in expected} for t in found["timexes"]]


def test_dates_without_an_anchor_say_what_is_missing(call) -> None:
    """Relative dates need a day to be from."""
    answer = call("dates", stdin="next year")
    assert 2 == answer.code
    assert "--anchor" in answer.err


def _thread() -> list[object]:
    """Return a thread as Reddit's .json has it, longer than what a file is told by at first."""

    def listing(*children: object) -> dict[str, object]:
        return {"kind": "Listing", "data": {"children": list(children), "after": None}}

    opened = 1_770_000_000
    first = {
        "id": "abc1",
        "name": "t3_abc1",
        "title": "The Long Wait season 2",
        "selftext": "The Long Wait season 2 wrapped filming, at last. " * 100,
        "author": "ada",
        "created_utc": opened,
        "permalink": "/r/television/comments/abc1/the_long_wait/",
        "num_comments": 4,
    }
    answers = [
        {
            "kind": "t1",
            "data": {
                "id": f"c{number}",
                "name": f"t1_c{number}",
                "author": f"bo{number}",
                "body": f"I cannot wait for it, {number}.",
                "created_utc": opened + 60 * number,
                "parent_id": "t3_abc1",
                "replies": "",
            },
        }
        for number in range(1, 5)
    ]
    return [listing({"kind": "t3", "data": first}), listing(*answers)]


class _News(BaseHTTPRequestHandler):
    """Serves one page, and at /away a way to it."""

    page = (
        "<!doctype html><html lang=en><head><title>The Long Wait wraps</title>"
        '<meta property="article:published_time" content="2026-02-22T08:00:00Z"></head><body>'
        "<nav><a href=/>Home</a> <a href=/tv>Television</a></nav><article><h1>The Long Wait wraps"
        "</h1><p>Season 2 of “The Long Wait” wrapped filming on February 19, 2026, Netflix said on "
        "Sunday, after nine months of work at the old harbour and in the hills above it.</p><p>The "
        "second season has no release date yet, and the makers would not be drawn on one when they "
        "were asked at the end of the last day of the shoot.</p></article></body></html>"
    )

    def do_GET(self) -> None:
        if self.path.startswith("/r/"):
            self._send(json.dumps(_thread()).encode(), "application/json")
            return
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "/news")
            self.end_headers()
            return
        self._send(self.page.encode(), "text/html; charset=utf-8")

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def news_server():
    """Return the address of a server of this machine that serves one page of news."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _News)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_is_read_from_its_address(call, db, news_server) -> None:
    """Over a redirect too; the day is the page's own, the navigation is left out."""
    answer = call("read", "--json", "--allow-private", f"{news_server}/away")
    (document,) = answer.lines()
    assert "2026-02-22" == document["published"]
    assert "Television" not in document["text"]
    assert "filming_wrap" in {m["event"] for m in document["milestones"]}
    assert "1 new document" in call("add", "--db", db, "--allow-private", news_server).out
    assert "already known" in call("add", "--db", db, "--allow-private", news_server).out


def test_a_page_of_this_machine_is_refused_unasked(call, db, news_server) -> None:
    """Without the option no private address is read, and the remedy names it."""
    answer = call("add", "--db", db, news_server)
    assert 1 == answer.code
    assert "not read" in answer.err


def test_a_thread_is_kept_as_talk_wherever_it_comes_from(
    call, db, article, tmp_path, news_server
) -> None:
    """Of an address, a file, a folder and standard input, the posts are the same, kept once."""
    call("add", "--db", db, article)
    folder = tmp_path / "threads" / "below"
    folder.mkdir(parents=True)
    (folder / "thread.json").write_text(json.dumps(_thread()), encoding="utf-8")
    first = call("add", "--db", db, "--allow-private", f"{news_server}/r/television/abc1.json")
    assert "5 new posts of fans" in first.out
    for source in (folder / "thread.json", folder.parent, "-"):
        again = call("add", "--db", db, source, stdin=json.dumps(_thread()))
        assert (0, False) == (again.code, "post" in again.out), source


@pytest.mark.parametrize("source", ["thread.json", "", "-"])
def test_a_thread_is_kept_as_talk_from_this_machine(call, db, article, tmp_path, source) -> None:
    """A long file of one line, a folder that holds it, and what is piped in."""
    call("add", "--db", db, article)
    folder = tmp_path / "threads"
    folder.mkdir()
    (folder / "thread.json").write_text(json.dumps(_thread()), encoding="utf-8")
    named = source if source == "-" else folder / source
    added = call("add", "--db", db, named, stdin=json.dumps(_thread()))
    assert "5 new posts of fans" in added.out
