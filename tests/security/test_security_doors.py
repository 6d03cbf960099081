"""One door to the network: no other part of airdate opens a connection of its own."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import airdate

_ROOT = Path(airdate.__file__).parent
# Libraries that speak to other machines.
_CLIENTS = frozenset(
    (
        "aiohttp",
        "apprise",
        "ftplib",
        "http.client",
        "httpcore2",
        "httpx",
        "httpx2",
        "imaplib",
        "paramiko",
        "poplib",
        "requests",
        "smtplib",
        "urllib.request",
        "urllib3",
        "websockets",
        "xmlrpc.client",
    )
)
# Who may, and what holds it to the guard.
_ALLOWED = {
    ("alerts/channels.py", "apprise"): "inside guarded_sockets",
    ("alerts/addresses.py", "apprise"): "tells which addresses it knows; connects to nothing",
    ("alerts/mail.py", "smtplib"): "called by channels, inside guarded_sockets",
    ("cli/upkeep.py", "http.client"): "asks the site of one's own, by a name of one's own typing",
}


# Who starts a process or unpickles, and why it is no way in.
_OWN = {
    ("confinement/keeper.py", "subprocess.Popen"): "our own interpreter, without environment",
    ("confinement/worker.py", "pickle.loads"): "of its keeper; answers go another way",
    ("library/filling.py", "subprocess.Popen"): "our own interpreter, on our own ledger",
    ("library/filling.py", "pickle.load"): "rows that this process wrote for itself",
    ("library/judgements.py", "subprocess.run"): "our own interpreter, on our own ledger",
}


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _files() -> list[str]:
    files = (path.relative_to(_ROOT).as_posix() for path in _ROOT.rglob("*.py"))
    return sorted(name for name in files if not name.startswith("documents/fetch/"))


def test_the_fetcher_alone_speaks_to_other_machines() -> None:
    """A feed, list, article, model or webhook cannot be asked for past the guard."""
    found = {
        (name, client)
        for name in _files()
        for client in _CLIENTS
        for named in _imports(_ROOT / name)
        if named == client or named.startswith(f"{client}.")
    }
    assert set() == found - set(_ALLOWED)


@pytest.mark.parametrize("name", ["channels.py"])
def test_what_sends_by_itself_does_so_inside_the_guard(name: str) -> None:
    """Apprise and smtplib connect by themselves: each call of theirs stands in the block."""
    text = (_ROOT / "alerts" / name).read_text(encoding="utf-8")
    assert "with guarded_sockets(allow_private=" in text
    tree = ast.parse(text)
    inside = {
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.With)
        and any("_guarded" in ast.unparse(item.context_expr) for item in block.items)
        for node in ast.walk(block)
    }
    sends = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("mail.send", "send_mail", "service.notify", "_notify")
    ]
    assert [] == [ast.unparse(node) for node in sends if node not in inside]


def test_nothing_unpickles_or_runs_what_came_from_outside() -> None:
    """Pickles are of our own processes; nothing is evaluated, no shell is started."""
    called = set()
    for name in _files():
        for node in ast.walk(ast.parse((_ROOT / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called.add((name, ast.unparse(node.func)))
    running = {"eval", "exec", "pickle.loads", "pickle.load", "marshal.loads", "os.system"}
    running |= {"yaml.load", "subprocess.run", "subprocess.Popen", "subprocess.check_output"}
    assert set() == {(name, what) for name, what in called if what in running} - set(_OWN)
