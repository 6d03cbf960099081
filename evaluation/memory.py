"""How much memory `airdate bulk` takes for a small archive, and for one ten times as large.

    python -m evaluation.memory [--gigabytes 1 10] [--workers 2] [--folder DIR]

Gigabytes are of the archive unpacked. Peaks are of the main process and of the largest worker
(as the system keeps them), and of all processes together (proportional shares, sampled). The
goal is that the larger archive takes no more than 1.3 times the memory of the smaller one.
The archives are made in a folder that is removed; packed they take about a seventh.
"""

from __future__ import annotations

import argparse
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from evaluation import bench_limits
from evaluation.archives import pages

GOAL = 1.3
SHARE = 0.005
"""Of pages: those on a production, so that the tables grow with the archive."""

_WEIGHT = 25_000
_TEMPLATES = 1_000
_MARK = b"STORY-NUMBER"
_DIGITS = "{:012}"
_GZIP_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
_SAMPLE_SECONDS = 0.2
_SAID = 1_000  # of what a command that failed said, the last characters
_MB = 1e6


@dataclass(frozen=True, slots=True)
class Template:
    """A page with a number left out, cut in two: plain and packed, and when it was met."""

    head: str
    before: bytes
    packed_before: bytes
    after: bytes
    packed_after: bytes


@dataclass(frozen=True, slots=True)
class Peaks:
    """What one run took: MB of the main process, the largest worker, and all together."""

    gigabytes: float
    records: int
    seconds: float
    main: float
    worker: float
    together: float


def templates(count: int = _TEMPLATES) -> list[Template]:
    """Return pages of general news, a few on productions, to be told apart by a number."""
    found = []
    for _, met, page in pages(count, share=SHARE, weight=_WEIGHT):
        marked = page.replace(b"<h1>", b"<p>Story " + _MARK + b".</p><h1>", 1)
        before, _, after = marked.partition(_MARK)
        before = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + before
        length = len(before) + len(_DIGITS.format(0)) + len(after)
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"WARC-Date: {met:%Y-%m-%dT%H:%M:%SZ}\r\nContent-Length: {length}\r\n"
        )
        after += b"\r\n\r\n"
        packed = (_deflated(before), _deflated(after, last=True))
        found.append(Template(head, before, packed[0], after, packed[1]))
    return found


def _deflated(data: bytes, *, last: bool = False) -> bytes:
    """Return data packed so that it can stand between other packed pieces, or end them."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)


def members(found: Sequence[Template], size: float) -> Iterator[tuple[bytes, int]]:
    """Yield records packed, each with its size, until so many bytes of them are there.

    What records share is packed once, so that making gigabytes takes seconds.
    """
    made = number = 0
    while made < size:
        one = found[number % len(found)]
        head = (
            f"{one.head}WARC-Target-URI: https://news{number % 7}.example/story-{number}\r\n"
            f"WARC-Record-ID: <urn:uuid:{UUID(int=number)}>\r\n\r\n"
        ).encode()
        told = _DIGITS.format(number).encode()
        whole = head + one.before + told + one.after
        packed = (_deflated(head), one.packed_before, _deflated(told), one.packed_after)
        ending = struct.pack("<II", zlib.crc32(whole), len(whole) % 2**32)
        yield b"".join((_GZIP_HEAD, *packed, ending)), len(whole)
        made += len(whole)
        number += 1


def write_archive(path: Path, gigabytes: float) -> int:
    """Write an archive of so many gigabytes, unpacked; return how many records it has."""
    count = 0
    with path.open("wb") as stream:
        for member, _ in members(templates(), gigabytes * 1e9):
            stream.write(member)
            count += 1
    return count


def watched(command: Sequence[str]) -> tuple[float, float, float]:
    """Return the peaks in MB of a command: main process, largest of its others, all together.

    Raises: RuntimeError where it fails, with what it said.
    """
    highest: dict[int, float] = {}
    together = 0.0
    with (
        tempfile.TemporaryFile("w+") as words,
        subprocess.Popen(command, stdout=words, stderr=subprocess.STDOUT) as running,
    ):
        while running.poll() is None:
            family = [running.pid, *_descendants(running.pid)]
            for process in family:
                highest[process] = max(highest.get(process, 0.0), _kept(process, "VmHWM:"))
            together = max(together, sum(_shared(process) for process in family))
            time.sleep(_SAMPLE_SECONDS)
        if running.returncode:
            words.seek(0)
            said = words.read()[-_SAID:]
            raise RuntimeError(f"{' '.join(command)} failed with {running.returncode}: {said}")
    main = highest.pop(running.pid, 0.0)
    return main, max(highest.values(), default=0.0), together


def _descendants(process: int) -> list[int]:
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in map(int, (task / "children").read_text("ascii").split()):
                found += [child, *_descendants(child)]
    return found


def _kept(process: int, field: str, file: str = "status") -> float:
    """Return a field of what the system tells of a process, in MB; 0 where it is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/{file}").read_text("ascii", "replace").splitlines():
            if line.startswith(field):
                return int(line.split()[1]) * 1024 / _MB
    return 0.0


def _shared(process: int) -> float:
    return _kept(process, "Pss:", "smaps_rollup")


def peaks(gigabytes: float, *, workers: int, folder: Path) -> Peaks:
    """Return what reading an archive of so many gigabytes takes."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        archive = Path(scratch) / "made.warc.gz"
        records = write_archive(archive, gigabytes)
        command = [sys.executable, "-m", "airdate", "bulk", str(archive)]
        command += ["--out", str(Path(scratch) / "out"), "--workers", str(workers)]
        begun = time.perf_counter()
        main, worker, together = watched(command)
        return Peaks(gigabytes, records, time.perf_counter() - begun, main, worker, together)


def told(sizes: Sequence[float], *, workers: int, folder: Path | None = None) -> Iterator[str]:
    """Yield a row for each size, and the ratio of the last to the first."""
    yield f"before: {bench_limits.load()}; {workers} workers"
    yield "| archive, unpacked | records | records/s | main, MB | a worker, MB | together, MB |"
    yield f"|{' --- |' * 6}"
    found = []
    for size in sizes:
        one = peaks(size, workers=workers, folder=folder or Path(tempfile.gettempdir()))
        found.append(one)
        yield (
            f"| {one.gigabytes:g} GB | {one.records:,} | {one.records / one.seconds:,.0f} "
            f"| {one.main:,.0f} | {one.worker:,.0f} | {one.together:,.0f} |"
        )
    if len(found) < 2:
        return
    first, last = found[0], found[-1]
    ratios = (last.main / first.main, last.worker / first.worker, last.together / first.together)
    shown = " | ".join(f"{ratio:.2f}" for ratio in ratios)
    yield f"| {last.gigabytes / first.gigabytes:g} times as much (goal {GOAL}) | | | {shown} |"


def main() -> None:
    """Print the peaks of each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gigabytes", type=float, nargs="+", default=[0.1, 1.0])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="where the archives are made for a while")
    asked = parser.parse_args()
    for line in told(asked.gigabytes, workers=asked.workers, folder=asked.folder):
        print(line, flush=True)


if __name__ == "__main__":
    main()
