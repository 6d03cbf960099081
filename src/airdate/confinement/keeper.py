"""Who keeps the processes that do the work: starts them, waits for them, ends them.

A process is warm, with its libraries loaded, before the first call comes; it is ended, and another
takes over, when a call runs over its bounds or breaks it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import queue
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import IO, Any, ParamSpec, TypeVar, cast

from airdate.confinement.bounds import Bounds
from airdate.confinement.wire import HEAD, packed, unpacked
from airdate.errors import Overrun

_P = ParamSpec("_P")
_R = TypeVar("_R")
_LOG = logging.getLogger("airdate.confinement")
_CHUNK = 1 << 16
# From the end of its pipe to the end of a process.
_DYING_SECONDS = 5.0
# Isolated, so that neither the folder it starts in nor the environment brings code of its own.
_START = (
    "import sys; sys.path[:] = {path!r}; sys.dont_write_bytecode = True; "
    "from airdate.confinement.worker import main; main()"
)
_KEPT_VARIABLES = ("LANG", "LC_ALL", "TZ", "PYTHONHASHSEED", "SYSTEMROOT")
_REMEDY = "save the article's text as .txt and give that"


class _Broken(Exception):
    """The process is gone. reason: what it died of, for a person."""


class _Process:
    """One process, and the pipes to it."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self.calls = 0
        self.owner = os.getpid()
        code = _START.format(path=[entry for entry in sys.path if entry])
        self._popen = subprocess.Popen(  # noqa: S603 - our own interpreter and words
            [sys.executable, "-I", "-X", "utf8", "-c", code, str(bounds.memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
            # An interrupt at the terminal is for the keeper, who ends the process itself.
            start_new_session=True,
            bufsize=0,
        )
        pipes = (self._popen.stdin, self._popen.stdout)
        self._pipes: tuple[IO[bytes], ...] = tuple(pipe for pipe in pipes if pipe)

    @property
    def alive(self) -> bool:
        return self._popen.poll() is None and self.owner == os.getpid()

    def call(self, request: bytes) -> Any:
        """Return what the worker answers. Raises: _Broken, Overrun."""
        self.calls += 1
        deadline = time.monotonic() + self._bounds.waiting_seconds
        try:
            self._send(request, deadline)
            (size,) = HEAD.unpack(self._receive(HEAD.size, deadline))
            if size > self._bounds.answer_bytes:
                self.end()
                raise Overrun("what it gives is longer than any document", _REMEDY)
            return unpacked(self._receive(size, deadline))
        except TimeoutError:
            self.end()
            seconds = self._bounds.waiting_seconds
            raise Overrun(f"it takes longer than {seconds:g} seconds", _REMEDY) from None
        except pickle.UnpicklingError as error:
            self.end()
            raise _Broken(str(error)) from error

    def _send(self, data: bytes, deadline: float) -> None:
        """Send a call. Raises: _Broken, TimeoutError."""
        descriptor = self._pipes[0].fileno()
        os.set_blocking(descriptor, False)
        left = memoryview(data)
        with _ready(descriptor, selectors.EVENT_WRITE, deadline) as wait:
            while left:
                wait()
                try:
                    left = left[os.write(descriptor, left[:_CHUNK]) :]
                except BlockingIOError:
                    continue
                except OSError as error:
                    raise _Broken(self._why()) from error

    def _receive(self, size: int, deadline: float) -> bytes:
        """Return so many bytes of an answer. Raises: _Broken, TimeoutError."""
        descriptor = self._pipes[1].fileno()
        found = bytearray()
        with _ready(descriptor, selectors.EVENT_READ, deadline) as wait:
            while len(found) < size:
                wait()
                piece = os.read(descriptor, min(_CHUNK, size - len(found)))
                if not piece:
                    raise _Broken(self._why())
                found += piece
        return bytes(found)

    def _why(self) -> str:
        """Return what a process died of; it hung up, and so is about to be gone."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._popen.wait(_DYING_SECONDS)
        self.end()
        code = self._popen.returncode
        if code == -signal.SIGXCPU:
            return f"it takes more than {self._bounds.computing_seconds} seconds of computing"
        if code == -signal.SIGKILL:
            return "the system ended the reading of it, most likely for want of memory"
        return f"the reading of it broke down ({_name(code)})"

    def end(self) -> None:
        """End the process and close its pipes."""
        if self.owner == os.getpid():  # else it is of the process that this one was forked from
            self._popen.kill()
            self._popen.wait()
        for pipe in self._pipes:
            with contextlib.suppress(OSError):
                pipe.close()


@contextlib.contextmanager
def _ready(descriptor: int, event: int, deadline: float) -> Iterator[Callable[[], None]]:
    """Yield what waits until a pipe is ready. Raises: TimeoutError at the deadline."""
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, event)

        def wait() -> None:
            if not selector.select(max(deadline - time.monotonic(), 0.0)):
                raise TimeoutError

        yield wait


def _name(code: int) -> str:
    with contextlib.suppress(ValueError):
        return signal.Signals(-code).name
    return f"exit {code}"


class Keeper:
    """Some processes, each of which does one call at a time; several threads may share it."""

    def __init__(self, bounds: Bounds | None = None, *, workers: int = 1) -> None:
        """Take how many calls may run at once; processes start when they are needed."""
        self._bounds = bounds or Bounds()
        self._free: queue.LifoQueue[_Process | None] = queue.LifoQueue()
        self._workers = workers
        for _ in range(workers):
            self._free.put(None)

    def warm(self) -> None:
        """Start a process, so that its libraries are loaded when the first call comes."""
        process = self._free.get()
        try:
            process = self._fresh(process)
        finally:
            self._free.put(process)

    def call(self, function: Callable[_P, _R], *given: _P.args, **named: _P.kwargs) -> _R:
        """Return what a function of a module returns, run in a process of its own.

        Raises: Overrun where it takes too much or breaks the process, else what it raises itself.
        """
        request = packed((self._bounds.computing_seconds, function, given, named))
        process = self._free.get()
        try:
            process = self._fresh(process)
            if process is None:
                return function(*given, **named)
            return cast(_R, self._asked(process, request))
        finally:
            self._free.put(process if process and process.alive else None)

    def _asked(self, process: _Process, request: bytes) -> Any:
        try:
            kind, answer = process.call(request)
        except _Broken as error:
            raise Overrun(str(error), _REMEDY) from None
        if kind == "done":
            return answer
        raise answer[0](*answer[1:])

    def _fresh(self, process: _Process | None) -> _Process | None:
        """Return a process that lives and has not done too much, None where none can be had."""
        if process and process.alive and process.calls < self._bounds.calls:
            return process
        if process:
            process.end()
        return self._started()

    def _started(self) -> _Process | None:
        """Return a new process, None where the system gives none: then work is done in place."""
        if os.name != "posix" or not sys.executable:
            return None
        try:
            return _Process(self._bounds)
        except OSError as error:
            _LOG.warning("documents are read without bounds: no process can be started: %s", error)
            return None

    def close(self) -> None:
        """End all processes, once each has done its call."""
        for _ in range(self._workers):
            process = self._free.get()
            if process:
                process.end()
        for _ in range(self._workers):
            self._free.put(None)


_lock = threading.Lock()
_keeper: Keeper | None = None
_blocks = 0


@contextlib.contextmanager
def enforced(
    bounds: Bounds | None = None, *, workers: int = 1, warm: bool = False
) -> Iterator[None]:
    """Have all that `call` runs in this program done within bounds.

    Blocks that overlap share what the first one took, until the last one ends.  workers: how many
    calls may run at once.  warm: whether a process starts now, not with the first call.
    """
    global _keeper, _blocks
    with _lock:
        _blocks += 1
        if _keeper is None:
            _keeper = Keeper(bounds, workers=workers)
        keeper = _keeper
    try:
        if warm:
            keeper.warm()
        yield
    finally:
        with _lock:
            _blocks -= 1
            last = _blocks == 0
            if last:
                _keeper = None
        if last:
            keeper.close()


def call(function: Callable[_P, _R], *given: _P.args, **named: _P.kwargs) -> _R:
    """Return what a function returns: run within bounds where a door enforced it, else in place.

    Raises: Overrun, and what the function raises.
    """
    keeper = _keeper
    return keeper.call(function, *given, **named) if keeper else function(*given, **named)
