"""What all tests share: closed sockets, programs that may be lacking, a steady property search."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.ledger.pgserver import Server, running

ROOT = Path(__file__).resolve().parent.parent

# The same examples on every run and machine; slow machines are no failure.
settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")

# program: the Debian package that brings it
_PACKAGES = {"chromium": "chromium", "git": "git", "postgres": "postgresql"}

# Debian keeps the programs of a server, of which several versions may be there, off the PATH.
_SERVERS = sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True)
PROGRAMS = os.pathsep.join([os.environ.get("PATH", os.defpath), *_SERVERS])


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose program is not there, naming the remedy; in CI that is a failure."""
    for mark in item.iter_markers("needs"):
        (program,) = mark.args
        if shutil.which(program, path=PROGRAMS):
            continue
        line = f"needs {program}: apt-get install {_PACKAGES[program]}"
        if os.environ.get("AIRDATE_REQUIRE_PROGRAMS"):
            pytest.fail(line, pytrace=False)
        pytest.skip(line)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family in (socket.AF_INET, socket.AF_INET6) and host not in ("127.0.0.1", "::1"):
            raise AssertionError(f"a test tried to connect to {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the user's own ledger."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("AIRDATE_DB", raising=False)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of evaluation data beside the repository; skip where it is not."""
    folder = ROOT.parent / "shared"
    if not (folder / "eval").is_dir():
        pytest.skip("the evaluation data is not beside this repository")
    return folder


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Yield a PostgreSQL server; its tests bear needs("postgres")."""
    with running(PROGRAMS) as found:
        yield found


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--regold`: write the golden files anew; a person reads the difference."""
    parser.addoption("--regold", action="store_true", help="write the golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Return a check that a text is what a golden file holds."""

    def check(path: Path, text: str) -> None:
        if request.config.getoption("--regold"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text

    return check
