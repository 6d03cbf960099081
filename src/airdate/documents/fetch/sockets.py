"""A guard around the sockets of a block, for libraries that connect by themselves.

What sends notifications speaks through `requests` and `smtplib`, which know nothing of our
transport. Inside the block each connection that this thread makes, or a thread it starts, is
checked where it is made, on the very address that is connected to; other threads are left alone.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import Any

from airdate.documents.fetch.guard import require_allowed
from airdate.errors import Refused

_INTERNET = (socket.AF_INET, socket.AF_INET6)
_REMEDY = "use another address, or allow private ones if that is meant"


@dataclass(frozen=True, slots=True)
class _Policy:
    allow_private: bool
    refusals: list[Refused] = field(default_factory=list)


class _Here(threading.local):
    """What holds in this thread."""

    policy: _Policy | None = None


class _RefusedConnection(OSError):
    """A refusal, as those who connect expect one: they tell it as a connection that failed."""


_HERE = _Here()
_LOCK = threading.Lock()
# The original of each function that is replaced while a block is open.
_ORIGINALS: dict[tuple[Any, str], tuple[Any, Any]] = {}
_ABSENT = object()
_blocks = 0


@contextmanager
def guarded_sockets(*, allow_private: bool) -> Iterator[list[Refused]]:
    """Let this thread, and those it starts, connect to checked addresses alone.

    Yields the refusals so far: libraries turn them into errors of their own, or into False.
    allow_private: also to addresses of this machine and its network, for servers of one's own; a
    cloud's metadata service is refused all the same.  A block inside another is as strict as both.
    """
    outer = _HERE.policy
    policy = _Policy(allow_private and (outer is None or outer.allow_private))
    with _entered(policy):
        yield policy.refusals


@contextmanager
def _entered(policy: _Policy) -> Iterator[None]:
    before = _HERE.policy
    _replace_functions()
    _HERE.policy = policy
    try:
        yield
    finally:
        _HERE.policy = before
        _restore_functions()


def _replace_functions() -> None:
    global _blocks
    with _LOCK:
        _blocks += 1
        if _blocks > 1:
            return
        for (owner, name), wrapper in _WRAPPERS.items():
            original = getattr(owner, name)
            replacement = wraps(original)(_method(wrapper, original))
            _ORIGINALS[owner, name] = (owner.__dict__.get(name, _ABSENT), replacement)
            setattr(owner, name, replacement)


def _restore_functions() -> None:
    global _blocks
    with _LOCK:
        _blocks -= 1
        if _blocks:
            return
        for (owner, name), (original, replacement) in _ORIGINALS.items():
            # What another has wrapped since is theirs to restore; ours lets all pass from now on.
            if owner.__dict__.get(name) is not replacement:
                continue
            if original is _ABSENT:
                delattr(owner, name)
            else:
                setattr(owner, name, original)
        _ORIGINALS.clear()


def _method(wrapper: Callable[..., Any], original: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function, so that it binds as a method; without a policy it is the original."""

    def call(*given: Any, **named: Any) -> Any:
        policy = _HERE.policy
        if policy is None:
            return original(*given, **named)
        return wrapper(partial(original), policy, *given, **named)

    return call


def _connect(original: Any, policy: _Policy, this: socket.socket, address: Any) -> Any:
    return original(this, _allowed(policy, this.family, address))


def _send_to(original: Any, policy: _Policy, this: socket.socket, *given: Any) -> Any:
    *others, address = given
    return original(this, *others, _allowed(policy, this.family, address))


def _send_message(original: Any, policy: _Policy, this: socket.socket, *given: Any) -> Any:
    if len(given) > 3 and given[3] is not None:
        given = (*given[:3], _allowed(policy, this.family, given[3]))
    return original(this, *given)


def _look_up(original: Any, policy: _Policy, host: Any, *given: Any, **named: Any) -> Any:
    """Return what a name resolves to, where all of it may be spoken to."""
    found = original(host, *given, **named)
    _require(policy, _named(host), [str(entry[4][0]) for entry in found])
    return found


def _start(original: Any, policy: _Policy, thread: threading.Thread) -> None:
    """Start a thread that is held to the same."""
    run = thread.run

    def guarded() -> None:
        with _entered(policy):
            run()

    thread.run = guarded  # type: ignore[method-assign]
    original(thread)


_WRAPPERS: dict[tuple[Any, str], Callable[..., Any]] = {
    (socket.socket, "connect"): _connect,
    (socket.socket, "connect_ex"): _connect,
    (socket.socket, "sendto"): _send_to,
    (socket.socket, "sendmsg"): _send_message,
    (socket, "getaddrinfo"): _look_up,
    (threading.Thread, "start"): _start,
}


def _allowed(policy: _Policy, family: int, address: Any) -> Any:
    """Return the address to connect to, a name resolved, once it is checked. Raises: OSError."""
    if family not in _INTERNET or not isinstance(address, tuple):
        if policy.allow_private:
            return address
        _refuse(policy, Refused("a local socket is no address of the internet", _REMEDY))
    host, port, *rest = address
    if _is_literal(family, host):
        _require(policy, host, [_with_scope(host, rest)])
        return address
    # Resolved here and connected to as an address: a second look-up could give another.
    found = socket.getaddrinfo(host, port, family)
    return found[0][4]


def _is_literal(family: int, host: Any) -> bool:
    try:
        socket.inet_pton(family, host.partition("%")[0])
    except (OSError, AttributeError, ValueError):
        return False
    return True


def _with_scope(host: str, rest: list[Any]) -> str:
    scoped = len(rest) == 2 and rest[1] and "%" not in host
    return f"{host}%{rest[1]}" if scoped else host


def _require(policy: _Policy, host: str, addresses: list[str]) -> None:
    try:
        require_allowed(host, addresses, allow_private=policy.allow_private)
    except Refused as refusal:
        _refuse(policy, Refused(refusal.problem, _REMEDY))


def _refuse(policy: _Policy, refusal: Refused) -> None:
    policy.refusals.append(refusal)
    raise _RefusedConnection(refusal.problem) from refusal


def _named(host: Any) -> str:
    return host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "this host")
