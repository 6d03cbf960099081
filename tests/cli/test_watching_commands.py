"""`airdate watch`: places named, visited and told of, as a person meets them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.cli.conftest import Call

from airdate.cli import watching
from airdate.watch.naming import KINDS

WORDS = "Salt Road was renewed for a third season on Monday, the network said."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one report."""
    made = tmp_path / "reports"
    made.mkdir()
    (made / "a.txt").write_text(f"Salt Road renewed\n\n{WORDS}")
    return made


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """Yield the address of a site on this machine, with a feed and an article."""
    root = tmp_path / "site"
    root.mkdir()

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    base = f"http://127.0.0.1:{server.server_port}"
    item = f"<item><link>{base}/a.html</link><title>Salt Road renewed</title></item>"
    feed = f'<rss version="2.0"><channel><title>Town News</title>{item}</channel></rss>'
    (root / "feed.xml").write_text(feed)
    page = f"<html><body><article><h1>Salt Road renewed</h1><p>{WORDS}</p></article></body></html>"
    (root / "a.html").write_text(page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield base
    server.shutdown()
    server.server_close()
    thread.join()


def test_kinds() -> None:
    """The kinds that are offered are those that there are."""
    assert set(KINDS) == set(watching._KINDS)


def test_a_feed(call: Call, site: str) -> None:
    """A feed is named, visited with its article, and listed with what it brought."""
    assert "Watching" in call("watch", "add", f"{site}/feed.xml").out
    once = call("watch", "once", "--allow-private")
    assert (0, True) == (once.code, "1 new document, 0 let go, 0 failed" in once.out)
    (place,) = call("watch", "list", "--json").lines()
    assert ("feed", "Town News", "well", 1) == (
        place["kind"],
        place["name"],
        place["state"],
        place["documents"],
    )
    log = call("watch", "log", "--format", "json").lines()
    assert [("news", 200, False), ("read", 200, True)] == [
        (line["outcome"], line["status"], line["article"]) for line in log
    ]
    assert "Salt Road" in call("titles").out


def test_both_forms(call: Call, folder: Path) -> None:
    """`watch --log` is `watch log`, both before and after visits."""
    call("watch", "add", folder)
    assert "Nothing was visited yet." in call("watch", "--log").out
    call("watch", "once")
    assert call("watch", "log").out == call("watch", "--log").out
    assert "news" in call("watch", "--log").out


def test_private(call: Call, site: str) -> None:
    """An address of this machine is refused unless it is allowed, and the log says so."""
    call("watch", "add", f"{site}/feed.xml")
    once = call("watch", "once")
    assert 1 == once.code
    assert "1 failed" in once.out
    (line,) = call("watch", "log", "--format", "json").lines()
    assert "this machine" in line["reason"]


def test_let_go(call: Call, folder: Path) -> None:
    """What is let go is told with the reason."""
    (folder / "b.txt").write_text("A walk\n\nIt was a fine day by the river.")
    call("watch", "add", folder, "--title", "Salt Road", "--season", 3, "--name", "Reports")
    call("watch", "once")
    assert "b.txt: it names no followed title" in call("watch", "log").out
    assert "only Salt Road, season 3" in call("watch", "list").out


def test_pause_resume_remove(call: Call, folder: Path) -> None:
    """A place is paused, resumed and removed by its name."""
    call("watch", "add", folder, "--name", "Reports")
    assert "Reports is paused." in call("watch", "pause", "reports").out
    assert "Nothing is due" in call("watch", "once").out
    named = call("watch", "once", "Reports")
    assert (2, True) == (named.code, "airdate watch resume" in named.err)
    assert "paused by hand" in call("watch", "list").out
    call("watch", "resume", "Reports")
    assert "1 new document" in call("watch", "once").out
    call("watch", "remove", "Reports")
    assert "No place is watched yet" in call("watch", "list").out
    assert "news" in call("watch", "log").out


def test_lists(call: Call, tmp_path: Path, folder: Path) -> None:
    """A list of feeds is read and written; what is on this machine is left out, and told."""
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        '<opml version="2.0"><head><title>Mine</title></head><body><outline text="TV">'
        '<outline type="rss" text="News" xmlUrl="https://news.example/feed"/>'
        '<outline type="rss" text="Evil" xmlUrl="file:///etc/passwd"/></outline></body></opml>'
    )
    brought = call("watch", "import", opml)
    assert "1 place is watched from now on; 0 were already." in brought.out
    assert "1 line of the list has" in brought.err
    call("watch", "add", folder)
    written = call("watch", "export")
    assert 'xmlUrl="https://news.example/feed"' in written.out
    assert "left out" in written.err
    place = call("watch", "list", "--json").lines()[0]
    assert ("News", ["TV"], "auto") == (place["name"], place["tags"], place["kind"])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["add", "nowhere"], "neither an address nor a file"),
        (["add", "file:///etc/passwd"], "is not of the web"),
        (["add", "https://me:secret@news.example/"], "user's name"),
        (["add", "https://news.example/", "--every", "5s"], "every 5 minutes to every 30 days"),
        (["add", "https://news.example/", "--every", "soon"], "no span of time"),
        (["add", "https://news.example/", "--season", "2"], "--season is of no title"),
        (["add", "https://news.example/", "--title", "!!!"], "no title in"),
        (["add", "https://news.example/", "--kind", "mail"], "on this machine"),
        (["add", "https://news.example/", "--kind", "radio"], "radio"),
    ],
)
def test_bad_places(call: Call, arguments: list[str], told: str) -> None:
    """What is no place is refused with the reason and the remedy, and nothing is kept."""
    answer = call("watch", *arguments)
    assert told in answer.err
    assert answer.code in (1, 2)


def test_bad_list(call: Call, tmp_path: Path) -> None:
    """A list that is none, or declares a document type, is refused."""
    bad = tmp_path / "bad.opml"
    bad.write_text('<!DOCTYPE opml [<!ENTITY a "b">]><opml version="2.0"><body/></opml>')
    answer = call("watch", "import", bad)
    assert (1, True) == (answer.code, "document type" in answer.err)


def test_secrets(call: Call) -> None:
    """A key in an address is never shown."""
    told = call("watch", "add", "https://news.example/feed?api_key=hunter2").out
    told += call("watch", "list").out + call("watch", "list", "--json").out
    assert "hunter2" not in told


def test_unknown_place(call: Call, folder: Path) -> None:
    """A place that is not watched is told, with where to look."""
    call("watch", "add", folder)
    answer = call("watch", "once", "nobody")
    assert (2, True) == (answer.code, "See airdate watch list" in answer.err)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_run_until_signal(tmp_path: Path, folder: Path, number: signal.Signals) -> None:
    """`airdate watch` watches until it is told to end, and ends well."""
    where = tmp_path / "ledger.db"
    airdate = [sys.executable, "-m", "airdate", "--db", str(where)]
    subprocess.run([*airdate, "watch", "add", str(folder)], check=True, capture_output=True)
    with subprocess.Popen([*airdate, "watch"], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        lines = [running.stdout.readline(), running.stdout.readline()]
        running.send_signal(number)
        rest, _ = running.communicate(timeout=120)
    assert "Stop it with Ctrl-C" in lines[0]
    assert "news · 1 new document" in lines[1]
    assert "Stopped. 1 visit" in rest
    assert 0 == running.returncode
    listed = subprocess.run(
        [*airdate, "watch", "list", "--json"], check=True, capture_output=True, text=True
    )
    assert 1 == json.loads(listed.stdout)["documents"]
