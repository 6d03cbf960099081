"""The command line, called in this process, with all that it prints."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from airdate.cli import main


@dataclass(frozen=True)
class Answer:
    """What a call came to."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Return the one JSON value that was printed."""
        return json.loads(self.out)

    def lines(self) -> list[Any]:
        """Return the JSON values that were printed, a line each."""
        return [json.loads(line) for line in self.out.splitlines()]


Call = Callable[..., Answer]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Return `airdate` as a function of its arguments; `stdin` is what is piped into it."""

    def run(*arguments: object, stdin: str | bytes = b"") -> Answer:
        piped = stdin if isinstance(stdin, bytes) else stdin.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(piped), encoding="utf-8"))
        monkeypatch.setattr(sys, "argv", ["airdate", *map(str, arguments)])
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        told = capsys.readouterr()
        return Answer(code, told.out, told.err)

    return run


ARTICLE = """\
Title: The Long Wait wraps its second season
Outlet: variety.com
URL: https://variety.com/2026/tv/the-long-wait-wraps
Published: 2026-02-22

“The Long Wait” season 2 wrapped filming on February 19, 2026, Netflix said on Sunday.

The second season of “The Long Wait” is planned for late 2026, according to Netflix.

Ada Bell (Mara) and Bo Crane (Finn) return for season 2 of “The Long Wait”.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Return a file with a short dispatch on an invented series."""
    path = tmp_path / "wrap.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Return where a test's ledger goes."""
    return tmp_path / "ledger.db"
