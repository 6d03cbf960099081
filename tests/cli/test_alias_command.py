"""`airdate alias`: what else a title is called, told by a person."""

from __future__ import annotations

import pytest

TEXT = """\
Title: Nachtwache season 2: what we know
Outlet: variety.com
Published: 2026-03-02

Filming on the second season of Nachtwache wrapped in mid-February, Netflix said.
"""


@pytest.fixture
def ledger(tmp_path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of an empty ledger, which the commands use."""
    monkeypatch.setenv("AIRDATE_DB", str(tmp_path / "ledger.db"))
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    return str(tmp_path / "text.txt")


def test_a_text_is_read_by_the_alias(call, ledger) -> None:
    """After the alias is told, the same text is read anew, and for the work itself."""
    assert "1 new document" in call("add", ledger).out
    assert "Nachtwache" in call("titles").out
    told = call("alias", "Nachtwache", "The Night Watch")
    assert (0, "Nachtwache = The Night Watch\n") == (told.code, told.out)
    assert "Nachtwache = The Night Watch\n" == call("alias").out
    call("add", ledger)
    assert "nothing recorded" in call("add", ledger).out
    listed = call("titles", "--json").lines()
    assert {"The Night Watch"} == {row["title"] for row in listed}


def test_telling_it_twice_is_no_news(call, ledger) -> None:
    """The second time says that it was known."""
    call("alias", "Nachtwache", "The Night Watch")
    assert "as was known" in call("alias", "nachtwache", "the night watch").out


def test_one_name_alone_is_a_usage_error(call, ledger) -> None:
    """It says what to write."""
    answer = call("alias", "Nachtwache")
    assert 2 == answer.code
    assert "alias needs both names" in answer.err


def test_an_alias_without_letters_is_refused(call, ledger) -> None:
    """And nothing is kept."""
    assert 2 == call("alias", "!!", "The Night Watch").code
    assert "" == call("alias").out
