"""Reading on clusters of Ray, in processes of their own: the same tables, whatever breaks down.

Ray keeps threads, sockets and settings in the process that uses it, so these tests leave that to
others, and see that none of these is left.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from evaluation.archives import warc_bytes
from evaluation.cluster import digests

ROOT = Path(__file__).resolve().parent.parent.parent
# To give up, not to expect: a busy machine takes minutes for what takes half of one else.
_PATIENCE_SECONDS = 900

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes as Linux lists them"),
]


@pytest.fixture
def folder() -> Iterator[Path]:
    """Yield a folder of a short name, since Ray makes sockets in it; nothing of it stays."""
    made = Path(tempfile.mkdtemp(prefix="a", dir="/tmp"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def environment(folder: Path) -> dict[str, str]:
    """Return the variables of a process whose temporary files are in the folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RAY_")}
    return kept | {"TMPDIR": str(folder), "HOME": str(folder / "home")}


def _processes(folder: Path) -> list[str]:
    """Return the processes that were begun with the folder for their temporary files."""
    found = []
    for process in Path("/proc").iterdir():
        if not process.name.isdecimal() or process.name == str(os.getpid()):
            continue
        try:
            words = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:  # it ended
            continue
        if str(folder).encode() in words:
            found.append(words[:200].decode(errors="replace"))
    return found


def _wait(until: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not until():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.05)


def test_a_cluster_that_loses_a_node_gives_the_tables_of_one_process(
    folder: Path, environment: dict[str, str]
) -> None:
    """What it was reading is begun again elsewhere; a page that breaks its worker is listed."""
    sizes = ("--nodes", "2", "--archives", "4", "--pages", "8")
    done = subprocess.run(
        [sys.executable, "-m", "evaluation.cluster", "--json", *sizes],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_SECONDS,
    )
    assert 0 == done.returncode, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["identical"]
    assert 1 == told["killed"]
    assert told["interrupted"] >= 1
    assert told["parts_after_the_kill"] >= told["interrupted"]
    assert 1 == told["left"]["worker"]
    _wait(lambda: not _processes(folder), "the nodes to end")
    assert [] == [path.name for path in folder.iterdir() if path.name.startswith("airdate-")]


def test_a_job_of_ray_that_was_killed_goes_on_and_gives_the_tables_of_one_process(
    folder: Path, environment: dict[str, str], page: Callable[..., bytes]
) -> None:
    """What was finished is not read again, and nothing of Ray is left, also of the killed one."""
    inputs = [
        _archive(folder / f"{name}.warc.gz", page, count=n) for name, n in [("a", 1), ("b", 90)]
    ]

    def command(out: str, *more: str) -> list[str]:
        words = [sys.executable, "-m", "airdate", "bulk", *inputs, "--out", str(folder / out)]
        return [*words, "--json", *more]

    def call(out: str, *more: str) -> Any:
        done = subprocess.run(
            command(out, *more),
            env=environment,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_SECONDS,
        )
        assert 0 == done.returncode, done.stderr
        assert "" == done.stderr
        return json.loads(done.stdout)

    call("here")
    listing = folder / "there" / "_job" / "parts.jsonl"
    first = subprocess.Popen(
        command("there", "--ray"),
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(
            lambda: (listing.exists() and listing.read_bytes()) or first.poll() is not None,
            "the first part",
        )
    finally:
        first.kill()
        first.wait()
    assert -9 == first.returncode
    _wait(lambda: not _processes(folder), "the killed one's nodes to end")
    assert 90 == call("there", "--ray")["records"]
    assert digests(folder / "here") == digests(folder / "there")
    assert len(digests(folder / "here")) > 6
    _wait(lambda: not _processes(folder), "its node to end")


def _archive(path: Path, page: Callable[..., bytes], *, count: int) -> str:
    """Write an archive of pages about a production; return where it is."""
    met = datetime(2026, 4, 1, 12, tzinfo=UTC)
    found = ((f"https://{path.name}.example/{n}", met, page(n)) for n in range(count))
    path.write_bytes(warc_bytes(found))
    return str(path)
