"""Several nodes of Ray on this machine, one killed midway: what `airdate bulk --ray` makes of it.

    python -m evaluation.cluster [--nodes N] [--archives N] [--pages N] [--json]

The same archives, one page of them such as breaks its worker, are read by one process of this
machine, then by a cluster in which a node that is at work is killed after the first part came
back.  Printed are what both took, how many inputs the killed node was reading (they are begun again
elsewhere), and whether the tables are the same to the byte.  Nodes here share the cores of one
machine: what is shown is that nothing is lost, not that anything is faster.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from airdate.bulk import job
from airdate.bulk.clustered import Clustered
from airdate.bulk.local import Local
from airdate.bulk.worker import Terms
from airdate.confinement import Bounds
from evaluation.archives import general_paragraph, page_of, pages, warc_bytes

_TERMS = Terms(datetime(2026, 5, 1, 9, tzinfo=UTC))
# Of time there is plenty, since a busy machine must not change what is listed; what a worker may
# answer is so little that the page which is made to break it does.
_BOUNDS = Bounds(
    computing_seconds=120,
    waiting_seconds=600.0,
    memory_bytes=4_000_000_000,
    answer_bytes=300_000,
)
_STORE_BYTES = 80_000_000
_SHARE = 0.3
_PATIENCE_SECONDS = 120.0
_READER = "airdate.confinement.worker"


@dataclass(slots=True)
class Simulated:
    """What a simulation shows. interrupted: inputs that the killed node was at."""

    nodes: int
    inputs: int
    records: int
    broken: int
    local_seconds: float = 0.0
    starting_seconds: float = 0.0
    cluster_seconds: float = 0.0
    killed: int = 0
    interrupted: int = 0
    identical: bool = False
    parts_after_the_kill: int = 0
    left: dict[str, int] = field(default_factory=dict)


def simulate(folder: Path, *, nodes: int, archives: int, pages_each: int) -> Simulated:
    """Return what became of the same archives here, and on a cluster that lost a node."""
    places = _archives(folder / "in", count=archives, pages_each=pages_each)
    found = Simulated(nodes, len(places), archives * pages_each + 1, broken=1)
    start = time.monotonic()
    with Local(_TERMS, together=_BOUNDS, alone=_BOUNDS) as local:
        job.run(places, out=folder / "here", terms=_TERMS, start=local.on)
    found.local_seconds = time.monotonic() - start
    with _cluster(folder / "r", nodes=nodes) as cluster:
        found.starting_seconds = time.monotonic() - start - found.local_seconds
        start = time.monotonic()
        runner = Clustered(_TERMS, address=cluster.address, together=_BOUNDS, alone=_BOUNDS)
        with runner:
            done = job.run(
                places,
                out=folder / "there",
                terms=_TERMS,
                start=runner.on,
                tell=_killing(cluster, found),
            )
        found.cluster_seconds = time.monotonic() - start
    found.left = dict(sorted(done.left.items()))
    found.identical = digests(folder / "here") == digests(folder / "there")
    return found


def _archives(folder: Path, *, count: int, pages_each: int) -> list[str]:
    """Write archives, and one of a page that breaks its worker; return where they are."""
    folder.mkdir(parents=True)
    met = datetime(2026, 4, 1, tzinfo=UTC)
    contents = [iter([("https://news.example/bomb", met, _bomb())])]
    contents += [pages(pages_each, share=_SHARE, seed=number) for number in range(1, count + 1)]
    places = []
    for number, content in enumerate(contents):
        path = folder / f"{number:02d}.warc.gz"
        path.write_bytes(warc_bytes(content))
        places.append(str(path))
    return places


def _bomb() -> bytes:
    """Return a page on a production of which there is more to tell than a worker may."""
    source = random.Random(1)  # noqa: S311 - no secret
    told = ["Netflix has renewed Harbour Lights for a second season, the streamer said on Monday."]
    told += [general_paragraph(source) for _ in range(1_500)]
    return page_of("Harbour Lights sails again", told, published=date(2026, 4, 1))


def digests(out: Path) -> dict[str, str]:
    """Return what each file of a job's output holds, without its journal."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.glob("[!_]*/**/*.parquet"))
    }


@contextmanager
def _cluster(folder: Path, *, nodes: int) -> Iterator[Any]:
    """Yield a cluster of so many nodes of one core each, and one that reads nothing."""
    # Where the address of the cluster is noted down, for `auto`.
    (folder / "ray").mkdir(parents=True)
    os.environ |= {
        "RAY_TMPDIR": str(folder),
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": secrets.token_hex(32),
        # A node that is gone is known to be within seconds; one that is slow is not taken for it.
        "RAY_health_check_period_ms": "1000",
        "RAY_health_check_failure_threshold": "5",
    }
    from ray.cluster_utils import Cluster

    given: dict[str, Any] = {"object_store_memory": _STORE_BYTES, "include_dashboard": False}
    cluster: Any = Cluster(
        initialize_head=True, head_node_args={"num_cpus": 0, "temp_dir": str(folder), **given}
    )
    try:
        for _ in range(nodes):
            cluster.add_node(num_cpus=1, **given)
        yield cluster
    finally:
        cluster.shutdown()


def _killing(cluster: Any, found: Simulated) -> Callable[[job.Progress], None]:
    """Return what, told of the first part, kills a node as soon as one is at work."""

    def tell(_: job.Progress) -> None:
        if found.killed:
            found.parts_after_the_kill += 1
            return
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not found.killed and time.monotonic() < deadline:
            for node in sorted(cluster.worker_nodes, key=lambda each: str(each.node_id)):
                if readers := _readers(_raylet(node)):
                    cluster.remove_node(node, allow_graceful=False)
                    found.killed, found.interrupted = 1, len(readers)
                    return
            time.sleep(0.1)

    return tell


def _raylet(node: Any) -> int:
    (started,) = node.all_processes["raylet"]
    return int(started.process.pid)


def _readers(root: int) -> list[int]:
    """Return the processes below one that read for airdate."""
    listed = subprocess.run(
        ["ps", "-ww", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [
        (int(p), int(pp), args) for p, pp, args in (x.split(None, 2) for x in listed.splitlines())
    ]
    below = {root}
    for _ in rows:
        more = {pid for pid, parent, _ in rows if parent in below} - below
        if not more:
            break
        below |= more
    return [pid for pid, _, args in rows if pid in below and _READER in args]


def main() -> None:
    """Print what a simulation shows; fail where the tables differ or no node was killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--archives", type=int, default=8)
    parser.add_argument("--pages", type=int, default=200, help="of each archive")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    # Interrupted from outside, the nodes are ended all the same.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="airdate-", ignore_cleanup_errors=True) as folder:
        found = simulate(
            Path(folder), nodes=asked.nodes, archives=asked.archives, pages_each=asked.pages
        )
    print(json.dumps(asdict(found), indent=1) if asked.json else _words(found))
    sys.exit(0 if found.identical and found.killed else 1)


def _words(found: Simulated) -> str:
    lines = (
        (
            "inputs, records",
            f"{found.inputs}, {found.records:,} ({found.broken} breaks its worker)",
        ),
        ("one process here", f"{found.local_seconds:.1f} s"),
        ("starting the cluster", f"{found.starting_seconds:.1f} s, {found.nodes} nodes"),
        ("the job on it", f"{found.cluster_seconds:.1f} s"),
        ("nodes killed midway", f"{found.killed}, at {found.interrupted} inputs, begun again"),
        ("parts that came after", f"{found.parts_after_the_kill}"),
        ("listed as left", ", ".join(f"{n:,} {stage}" for stage, n in found.left.items())),
        ("tables identical", "yes" if found.identical else "NO"),
    )
    return "\n".join(f"{name:24} {value}" for name, value in lines)


if __name__ == "__main__":
    main()
