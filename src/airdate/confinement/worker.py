"""The process that does the work: it may compute, and little else.

Its memory and time are limited by the system; it has no environment, writes no file, starts no
process and speaks to no network.  The last three hold for what Python does, not for what a
library of machine code would do once it was broken into.
"""

from __future__ import annotations

import os
import pickle
import sys
import time
from collections.abc import Callable
from typing import Any, BinaryIO

from airdate.confinement.wire import HEAD, packed, told
from airdate.errors import Overrun

DONE, RAISED = "done", "raised"
_FORBIDDEN = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.sendto",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.link",
    "os.symlink",
    "os.kill",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_MODULES = (
    "airdate.documents.intake",
    "airdate.documents.page",
    "airdate.claims",
    "trafilatura",
    "htmldate",
)


def main() -> None:
    """Answer calls until the other side hangs up."""
    calls, answers = _streams()
    memory_bytes = int(sys.argv[1])
    _load()
    _limit(memory_bytes)
    sys.addaudithook(_forbid)
    while request := _next(calls):
        seconds, function, given, named = pickle.loads(request)  # noqa: S301 - of our own keeper
        _allow(seconds)
        answers.write(_answer(function, given, named))
        answers.flush()


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Return where calls come from and answers go; what is printed goes nowhere."""
    calls, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    return os.fdopen(calls, "rb"), os.fdopen(answers, "wb")


def _load() -> None:
    """Import what reading needs, while the keeper waits for the network."""
    import importlib

    for name in _MODULES:
        importlib.import_module(name)


def _limit(memory_bytes: int) -> None:
    import resource

    _set(resource.RLIMIT_AS, memory_bytes)
    _set(resource.RLIMIT_FSIZE, 0)
    _set(resource.RLIMIT_CORE, 0)


def _set(which: int, most: int) -> None:
    import resource

    _, hard = resource.getrlimit(which)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(which, (most, most))


def _allow(seconds: int) -> None:
    """Let the system end this process once it has computed for so many seconds more."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    limit = int(time.process_time()) + 1 + seconds
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


def _forbid(event: str, given: tuple[Any, ...]) -> None:
    """Refuse what reading a document never needs."""
    writes = event == "open" and isinstance(given[2], int) and given[2] & _WRITING
    if writes or event in _FORBIDDEN:
        raise PermissionError(f"{event} is not for reading documents")


def _next(calls: BinaryIO) -> bytes | None:
    """Return the next call, None when there will be none."""
    head = calls.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    (size,) = HEAD.unpack(head)
    data = calls.read(size)
    return data if len(data) == size else None


def _answer(function: Callable[..., Any], given: Any, named: Any) -> bytes:
    try:
        return packed((DONE, function(*given, **named)))
    except MemoryError:
        error: Exception = Overrun("it needs more memory than a document may take")
    except Exception as caught:
        error = caught
    return packed((RAISED, told(error)))
