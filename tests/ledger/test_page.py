"""docs/ledger.md tells of everything the ledger can, and its example runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.ledger.makers import reading

from airdate import errors
from airdate.ledger import Ledger, open_ledger
from airdate.ledger.transfer import _ALIAS, _CLAIM, _DOCUMENT, _INSTALLMENT, _JUDGEMENT, _LOCATION
from airdate.ledger.transfer import _READING as _READ
from airdate.model import Installment

_PAGE = (Path(__file__).resolve().parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")


def test_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The example records a reading and prints its claims."""
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"^    (.*)$", _PAGE, re.MULTILINE)
    work = Installment("All of Us Are Dead", 2)
    exec("\n".join(lines), {"reading": reading(subject=work), "Installment": Installment})  # noqa: S102
    assert capsys.readouterr().out.endswith("Season 2 arrives in 2026, its makers say.\n")
    with open_ledger(tmp_path / "ledger.db", write=False) as ledger:
        assert 1 == len(ledger.entries(work))


def test_every_act_and_error() -> None:
    """The page names every public method and every error of the ledger."""
    methods = {name for name in vars(Ledger) if not name.startswith("_")} - {"close"}
    kinds = {kind.__name__ for kind in errors.LedgerError.__subclasses__()}
    assert set() == {name for name in methods | kinds if f"`{name}" not in _PAGE}


def test_every_field_of_the_export() -> None:
    """The page names every field of every kind of line."""
    tables = (_DOCUMENT, _LOCATION, _INSTALLMENT, _READ, _CLAIM, _JUDGEMENT, _ALIAS)
    fields = {field for table in tables for field in table}
    assert set() == {field for field in fields if f"`{field}`" not in _PAGE}
