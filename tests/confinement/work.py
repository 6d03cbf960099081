"""What a stranger's document could make a reader do; each runs in the worker."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from airdate.errors import Malformed
from airdate.model import Event, Unreadable


def values():
    """Return each kind of value that readers give."""
    found = Unreadable("a", "b", "c")
    return (found, Event.RELEASE, date(2026, 2, 14), datetime(2026, 2, 14, tzinfo=UTC), {"é": [1]})


def echo(*given, **named):
    """Return what was given."""
    return given, named


def compute():
    """Never end."""
    while True:
        pass


def wait():
    """Never answer, and compute nothing."""
    time.sleep(600)


def hoard():
    """Take all memory."""
    return len(bytearray(8_000_000_000))


def recurse():
    """Go too deep."""
    return recurse()


def crash():
    """Break as a library of machine code breaks."""
    signal.raise_signal(signal.SIGSEGV)


def leave():
    """End the process without a word."""
    os._exit(3)


def flood():
    """Give more than any document is."""
    return b"x" * 3_000_000


def malform():
    """Refuse a feed, with a remedy."""
    raise Malformed("it is no feed", "give another")


def fault():
    """Fail as a fault of ours does."""
    return {}["title"]


class OddError(Exception):
    """An error of a library."""


def odd():
    """Fail with an error that the keeper does not know."""
    raise OddError("odd")


def environment():
    """Return the names of the variables that are seen."""
    return sorted(os.environ)


def printing():
    """Print, as a library may."""
    print("noise")  # noqa: T201
    os.write(1, b"noise")
    return "quiet"


def connect():
    """Call home."""
    socket.create_connection(("127.0.0.1", 80), timeout=1)


def look_up():
    """Tell a secret to a name server."""
    socket.getaddrinfo("secret.a.example", 80)


def spawn():
    """Start a program."""
    subprocess.run(["/bin/true"], check=True)


def fork():
    """Leave a copy behind."""
    return os.fork()


def write(path):
    """Write a file."""
    Path(path).write_text("x", encoding="utf-8")


def remove(path):
    """Remove a file."""
    Path(path).unlink()


@dataclass(frozen=True)
class Foreign:
    """A dataclass that is not of airdate."""

    words: str = ""


def foreign():
    """Answer with a class that the keeper does not know."""
    return Foreign("x")


class Trap:
    """A pickle that starts a program where it is read."""

    def __reduce__(self):
        return (os.system, ("true",))


def trap():
    """Answer with a pickle that would do something."""
    return Trap()


def trap_bytes():
    """Return such a pickle."""
    return pickle.dumps(Trap())
