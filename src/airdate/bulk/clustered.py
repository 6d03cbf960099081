"""The runner of many machines: inputs are read where Ray Data puts them, and parts come back.

What is sent to a node is the name of an input, what it sends back is readings: records never pass
through Ray's store.  On its node an input is read as on a single machine (`local`), so that what
breaks a worker is found and listed there; a node that dies costs its unfinished inputs a second
reading elsewhere, which gives the same parts.
"""

from __future__ import annotations

import io
import logging
import os
import secrets
import shutil
import socket
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, redirect_stdout
from pathlib import Path
from typing import Any

from airdate.bulk.job import Begun, Made
from airdate.bulk.journal import reader_digest
from airdate.bulk.local import ALONE, TOGETHER
from airdate.bulk.nodes import Numbered, Order, made_of, packed, read_pieces
from airdate.bulk.worker import Terms
from airdate.confinement import Bounds
from airdate.errors import SourceError, UsageError

_LOG = logging.getLogger("airdate.bulk")
HERE = "local"
FOUND = "auto"
_ANSWER_SECONDS = 10.0
# Enough for the parts that wait for the disk of the caller: records are not kept in it.
_STORE_BYTES = 256_000_000
# Small inputs are sent together: to begin with one takes seconds.
_PIECE_BYTES = 64_000_000
_PIECES_PER_CORE = 4
# So often an input is begun again whose node or process was lost; a crafted one breaks them all.
_RETRIES = 5
# Of the path of a socket, which may have some hundred bytes, Ray takes all but so many.
_FOLDER_LETTERS = 40
_AGAIN = "Give the same call again: it goes on where it stopped."
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DATA_LOG_LEVEL": "ERROR",
    "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
    "RAY_DEDUP_LOGS": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}
# A port behind which there is no Ray would be asked for minutes.
_ONCE = {"RAY_NUM_REDIS_GET_RETRIES": "1"}


class Clustered:
    """Reads inputs on the nodes of a cluster of Ray; to be used in a `with` block.

    Nothing is started or connected to before there is something to read.
    """

    def __init__(
        self,
        terms: Terms,
        *,
        address: str | None = None,
        workers: int | None = None,
        together: Bounds = TOGETHER,
        alone: Bounds = ALONE,
    ) -> None:
        """Take an address: HOST:PORT, `auto` for this machine's cluster, `local` for a new one.

        address: None for the cluster of RAY_ADDRESS, else a new one here.  workers: how many
        processes may read at a time in all, None for one for each core.  together, alone: what a
        batch and a record may take.
        Raises: UsageError where the address is none.
        """
        self._terms = terms
        self._address = checked_address(address or os.environ.get("RAY_ADDRESS") or HERE)
        self._workers, self._bounds = workers, (together, alone)
        self._connected = False
        self._ending = ExitStack()

    def on(self, terms: Terms) -> Clustered:
        """Return this runner with the terms of a job that was taken up."""
        self._terms = terms
        return self

    def __enter__(self) -> Clustered:
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.close()
        self._connected = False

    def parts(self, begun: Sequence[Begun]) -> Iterator[Made]:
        """Yield the parts of inputs, those of each in their order.

        Raises: SourceError where the cluster cannot be had; and, once all else is read, where
        inputs could not be.
        """
        self._connect()
        heard: list[str] = []
        yield from made_of_rows(self._rows(begun, heard), begun, heard)

    def _rows(self, begun: Sequence[Begun], heard: list[str]) -> Iterator[dict[str, Any]]:
        """Yield what nodes send, as it comes; what broke down is added to what was heard."""
        import ray
        import ray.data

        _listen(heard)
        # Not all of Ray is typed.
        cluster: Any = ray
        _set_context(cluster.data.DataContext.get_current())
        cores, largest = _cores(cluster.nodes())
        cores = min(cores, self._workers or cores)
        pieces = pieces_of(begun, most=cores * _PIECES_PER_CORE)
        # Where there are fewer pieces than cores, several cores of a node share one.
        each = max(1, min(largest, cores // len(pieces)))
        sent = cluster.data.from_items(
            [{"piece": packed(piece)} for piece in pieces], override_num_blocks=len(pieces)
        )
        read = _limited(
            sent.map_batches,
            read_pieces,
            batch_size=None,
            batch_format="pyarrow",
            num_cpus=each,
            compute=cluster.data.TaskPoolStrategy(size=max(1, cores // each)),
            fn_kwargs={"order": Order(self._terms, each, self._bounds, reader_digest())},
        )
        try:
            # Without what is fetched ahead each part is kept as soon as it is there.
            for table in read.iter_batches(
                prefetch_batches=0, batch_size=None, batch_format="pyarrow"
            ):
                yield from table.to_pylist()
        except cluster.exceptions.RayError as error:
            raise SourceError(f"the cluster was lost: {error}"[:300], _AGAIN) from None

    def _connect(self) -> None:
        """Start a cluster here, or join one. Raises: SourceError where there is none."""
        if self._connected:
            return
        given: dict[str, Any] = {"address": self._address}
        if self._address not in (HERE, FOUND):
            _check_answers(self._address)
        os.environ.update(_QUIET)
        if self._address == HERE:
            folder = _short_folder()
            self._ending.callback(shutil.rmtree, folder, ignore_errors=True)
            given |= _own(folder, workers=self._workers)
            # It listens to the network, and whoever may speak to it may run what he likes.
            os.environ.update(RAY_AUTH_MODE="token", RAY_AUTH_TOKEN=secrets.token_hex(32))
        else:
            os.environ.update(_ONCE)
        import ray

        # Where a node breaks down, Ray tells it on the standard output, which is for answers.
        self._ending.enter_context(redirect_stdout(_Told()))
        self._ending.callback(ray.shutdown)
        try:
            ray.init(**given, log_to_driver=False, logging_level=logging.ERROR)
        except (OSError, RuntimeError, ValueError) as error:
            raise _no_cluster(self._address, str(error)) from None
        self._connected = True


def made_of_rows(
    rows: Iterable[Mapping[str, Any]], begun: Sequence[Begun], heard: Sequence[str] = ()
) -> Iterator[Made]:
    """Yield the parts that nodes sent, as they come.

    heard: of what they broke down, once all came.
    Raises: SourceError where a part is out of turn; at the end, where an input was not read to its.
    """
    reached = {number: each.last for number, each in enumerate(begun)}
    trouble: dict[int, SourceError] = {}
    for row in rows:
        number, one = row["number"], begun[row["number"]].one
        if row["problem"]:
            trouble[number] = SourceError(row["problem"], row["remedy"])
            continue
        if row["after"] != reached.get(number):
            raise SourceError(f"{one.address}: a part of it came out of turn.", _AGAIN)
        reached[number] = row["last"]
        if row["end"]:
            del reached[number]
        yield made_of(row, one)
    _check_all(begun, sorted(reached), trouble, heard)


def _limited(map_batches: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """Return what mapping gives, where a task that breaks its node is not begun for ever.

    Ray Data would, and offers no other way to say so than one that it means to take away.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return map_batches(*given, **named, max_retries=_RETRIES)


class _Heard(logging.Handler):
    """Keeps the errors that Ray Data goes on after, each as its last line."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the error of a record."""
        lines = str(record.exc_info[1] if record.exc_info else record.getMessage()).splitlines()
        self._heard += [line.strip()[:300] for line in lines if line.strip()][-1:]


def _listen(heard: list[str]) -> None:
    """Keep what Ray Data tells from the terminal; have its errors added to what was heard."""
    log = logging.getLogger("ray.data")
    shown = [each for each in log.handlers if isinstance(each, logging.StreamHandler | _Heard)]
    for each in shown:
        log.removeHandler(each)
    log.propagate = False
    log.addHandler(_Heard(heard))


class _Told(io.TextIOBase):
    """Takes what Ray prints, on the standard output even, for the log."""

    def write(self, words: str) -> int:
        """Return how much was taken: all."""
        if words.strip():
            _LOG.debug("ray: %s", words.strip())
        return len(words)


def _own(folder: Path, *, workers: int | None) -> dict[str, Any]:
    """Return how a cluster of one node is started for one job."""
    return {
        "num_cpus": workers,
        "include_dashboard": False,
        "object_store_memory": _STORE_BYTES,
        "_temp_dir": str(folder),
    }


def checked_address(address: str) -> str:
    """Return an address of a cluster. Raises: UsageError where it is none."""
    host, colon, port = address.rpartition(":")
    if address in (HERE, FOUND) or (colon and host and "/" not in host and port.isdecimal()):
        return address
    remedy = f"Give HOST:PORT, or {FOUND} for the one that runs here; inputs stand before --ray."
    if address.startswith("ray://"):
        remedy = f"Call it on a machine of the cluster, with --ray {FOUND}."
    raise UsageError(f"--ray {address} is no address of a cluster.", remedy)


def _check_answers(address: str) -> None:
    """Pass where something listens at an address. Raises: SourceError else."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), _ANSWER_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise _no_cluster(address, str(error)) from None


def _no_cluster(address: str, reason: str) -> SourceError:
    if address == HERE:
        return SourceError(f"Ray cannot be started here: {reason}", "Leave --ray out.")
    where = "on this machine" if address == FOUND else f"at {address}"
    return SourceError(
        f"there is no cluster of Ray {where}: {reason}",
        "Make this machine a part of it (ray start --address HOST:PORT), then give --ray auto.",
    )


def _short_folder() -> Path:
    """Return a new folder for Ray, of so short a name that sockets can be in it."""
    usual = tempfile.gettempdir()
    root = usual if len(usual) <= _FOLDER_LETTERS - len("/airdate-12345678") else "/tmp"  # noqa: S108
    return Path(tempfile.mkdtemp(prefix="airdate-", dir=root))


def _set_context(context: Any) -> None:
    """Have each part sent as soon as it is made, and what cannot be read told at the end."""
    context.target_max_block_size = 1
    context.max_errored_blocks = -1
    context.enable_progress_bars = False
    context.print_on_execution_start = False


def _cores(nodes: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """Return the cores of all nodes together, and those of the largest; at least one."""
    found = [int(node["Resources"].get("CPU", 0)) for node in nodes if node["Alive"]]
    return max(1, sum(found)), max(1, *found, 0)


def pieces_of(begun: Sequence[Begun], *, most: int) -> list[list[Numbered]]:
    """Return inputs in the pieces that nodes are sent: a large one alone, small ones together.

    most: about how many pieces there may be of small inputs, so that all nodes have some.
    """
    told = [each.one.size_bytes for each in begun]
    sizes = [_PIECE_BYTES if size is None else size for size in told]
    size = min(_PIECE_BYTES, -(-sum(sizes) // most))
    pieces: list[list[Numbered]] = []
    room = 0
    for number, each in enumerate(begun):
        if not pieces or sizes[number] > room:
            pieces.append([])
            room = size
        pieces[-1].append((number, each))
        room -= sizes[number]
    return pieces


def _check_all(
    begun: Sequence[Begun],
    left: Sequence[int],
    trouble: Mapping[int, SourceError],
    heard: Sequence[str],
) -> None:
    """Pass where all inputs are at their end. Raises: SourceError else, with the first trouble."""
    if not left:
        return
    first = left[0]
    more = f" ({len(left) - 1:,} more inputs were not read to their end)" if len(left) > 1 else ""
    if first in trouble:
        raise SourceError(f"{trouble[first].problem}{more}", trouble[first].remedy)
    address = begun[first].one.address
    why = f": {heard[-1]}" if heard else "."
    raise SourceError(f"nodes broke down while they read {address}{more}{why}", _AGAIN)
