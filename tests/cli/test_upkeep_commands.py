"""`airdate backup`, `restore`, `doctor` and `health` as a person calls them."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from tests.cli.conftest import Call


@pytest.fixture
def filled(call: Call, article: Path, db: Path) -> Path:
    """Return a ledger of one dispatch."""
    assert 0 == call("--db", db, "add", article).code
    return db


def test_there_and_back(call: Call, filled: Path, tmp_path: Path) -> None:
    """A backup tells how much is in it; restored, the export is the same."""
    kept, other = tmp_path / "kept.db", tmp_path / "other.db"
    made = call("--db", filled, "backup", kept)
    assert 0 == made.code
    assert made.out.startswith("Backed up 1 document with ")
    assert "SHA-256" in made.out
    brought = call("--db", other, "restore", kept)
    assert (0, True) == (brought.code, brought.out.startswith("Restored 1 document with "))
    exports = [call("--db", ledger, "export").out for ledger in (filled, kept, other)]
    assert 1 == len(set(exports))


def test_taken_places(call: Call, filled: Path, tmp_path: Path) -> None:
    """Neither writes over what is there; either says how it may."""
    kept = tmp_path / "kept.db"
    call("--db", filled, "backup", kept)
    for again in (call("--db", filled, "backup", kept), call("--db", filled, "restore", kept)):
        assert (2, "") == (again.code, again.out)
        assert "--force" in again.err
    assert 0 == call("--db", filled, "backup", kept, "--force").code
    forced = call("--db", filled, "restore", kept, "--force")
    assert (0, True) == (forced.code, "The ledger that was there is now " in forced.out)


def test_file_or_folder(call: Call, filled: Path, tmp_path: Path) -> None:
    """A folder that is there, or a name that ends in a slash, gets a dated file; else it is one."""
    there = tmp_path / "there"
    there.mkdir()
    for folder in (str(there), f"{tmp_path}/new/"):
        made = call("--db", filled, "backup", folder, "--json").json()
        assert Path(folder) == Path(made["file"]).parent
    made = call("--db", filled, "backup", tmp_path / "neither")
    assert (tmp_path / "neither").is_file()
    told = f"neither is a file; for a folder with dated files, write {tmp_path}/neither/\n"
    assert (0, told) == (made.code, made.err)
    assert "" == call("--db", filled, "backup", tmp_path / "named.db").err
    words = " ".join(call("backup", "--help").out.split())
    assert "a name that ends in /, and any name with --keep is a folder" in words


def test_remedy_of_a_damaged_ledger(call: Call, filled: Path, tmp_path: Path) -> None:
    """What the message of a damaged ledger tells to do brings it back, and finds what is amiss."""
    kept, new = tmp_path / "kept.db", tmp_path / "new.db"
    call("--db", filled, "backup", kept)
    whole = call("--db", filled, "export").out
    content = bytearray(filled.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page : page + 100] = b"\xff" * 100
    filled.write_bytes(content)
    told = call("--db", filled, "titles")
    assert (1, True) == (told.code, "airdate restore BACKUP --db NEW" in told.err)
    assert 0 == call("restore", kept, "--db", new).code
    assert whole == call("--db", new, "export").out
    assert 1 == call("--db", filled, "doctor").code


def test_rotation(call: Call, filled: Path, tmp_path: Path) -> None:
    """With --keep the folder is made, and holds no more than that."""
    folder = tmp_path / "backups"
    for _ in range(3):
        made = call("--db", filled, "backup", folder, "--keep", 2, "--json")
        assert 0 == made.code
    assert 2 == len(list(folder.iterdir()))
    assert 1 == len(made.json()["removed"])
    assert {"file", "bytes", "sha256", "rows", "removed"} == made.json().keys()
    assert 0 == call("--db", filled, "backup", folder).code
    assert 3 == len(list(folder.iterdir()))
    assert 0 == call("--db", filled, "backup", f"{tmp_path / 'new'}/").code
    assert 1 == len(list((tmp_path / "new").iterdir()))
    assert 2 == call("--db", filled, "backup", folder, "--keep", 2, "--force").code
    assert 2 == call("--db", filled, "backup", folder, "--keep", 0).code


def test_doctor(call: Call, filled: Path) -> None:
    """It tells what is amiss and exits with 1; mended, with 0; and keeps a copy."""
    assert 0 == call("--db", filled, "doctor").code
    with closing(sqlite3.connect(filled)) as raw:
        raw.execute("DROP TRIGGER claims_no_update")
    found = call("--db", filled, "doctor")
    assert 1 == found.code
    assert "the trigger claims_no_update is missing" in found.out
    assert "1 thing wants doing" in found.out
    told = call("--db", filled, "doctor", "--format", "json").json()
    assert (False, ["shape"]) == (
        told["sound"],
        [one["check"] for one in told["findings"] if one["severity"] == "warning"],
    )
    mended = call("--db", filled, "doctor", "--mend")
    assert (0, True) == (mended.code, "there again" in mended.out)
    assert 1 == len(list(filled.parent.glob("*.before-mend-*")))
    again = call("--db", filled, "doctor", "--mend", "--format", "json").json()
    assert (True, [], None) == (again["sound"], again["mended"], again["copy"])


def test_doctor_of_what_is_hostile(call: Call, filled: Path) -> None:
    """Names that a stranger chose steer no terminal."""
    with closing(sqlite3.connect(filled)) as raw:
        raw.execute('CREATE TABLE "\x1b[2Jgone\x07" (x)')
    found = call("--db", filled, "doctor")
    assert (1, False) == (found.code, "\x1b" in found.out)


@pytest.mark.parametrize("command", ["backup x.db", "doctor", "doctor --mend", "health"])
def test_no_ledger(call: Call, tmp_path: Path, command: str) -> None:
    """Where there is none, each says so and makes none."""
    done = call("--db", tmp_path / "none.db", *command.split())
    assert (1, True) == (done.code, "There is no ledger" in done.err)
    assert [] == list(tmp_path.glob("none.db*"))


@contextmanager
def answering(status: int) -> Iterator[str]:
    """Yield the address of a server that answers `/readyz` with a status."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/readyz" else 404)
            self.end_headers()
            self.wfile.write(b"told\x1b[2J\n")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_health(call: Call, filled: Path) -> None:
    """By the exit code: the ledger, or a site that serves it."""
    assert (0, True) == (call("--db", filled, "health").code, True)
    with answering(200) as url:
        assert (0, f"{url} is well.\n") == (
            (done := call("health", "--url", url)).code,
            done.out,
        )
    with answering(503) as url:
        ill = call("health", "--url", url)
        assert (1, True, False) == (ill.code, "is not well: 503" in ill.err, "\x1b" in ill.err)
    gone = call("health", "--url", url)
    assert (1, True) == (gone.code, "does not answer" in gone.err)


@pytest.mark.parametrize("url", ["", "8710", "file:///etc/passwd", "http://", "http://a:b:c"])
def test_no_address(call: Call, url: str) -> None:
    """What is no address of a site is told so."""
    done = call("health", "--url", url)
    assert done.code in (1, 2)
    assert "Traceback" not in done.err
