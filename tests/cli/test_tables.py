"""Tables: what strangers wrote in a cell stays in its cell."""

from __future__ import annotations

import pytest

from airdate.cli.tables import print_table


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Night\nHarbour", "Night Harbour"),
        ("Night\r\nHarbour", "Night Harbour"),
        ("Night\u2028Harbour\u2029", "Night Harbour"),
        ("Night\tHarbour\x0b2\x85", "Night Harbour 2"),
        ("\x1b[31mNight\x1b[0m\x07", "[31mNight[0m"),
        ("\x9b2JNight\x1b]0;owned\x07", "2JNight]0;owned"),
        ("Night \u202eruobraH", "Night ruobraH"),
        ("[bold]Night[/bold]", "[bold]Night[/bold]"),
        ("80\u00a0%", "80\u00a0%"),
        ("지금 우리 학교는", "지금 우리 학교는"),
    ],
)
def test_cells_are_harmless(capsys: pytest.CaptureFixture[str], title: str, shown: str) -> None:
    """Breaks are blanks, so that a row stays a row; what steers a terminal is left out."""
    print_table(("title", "ref"), [(title, "k7r2")])
    head, line, row, *rest = capsys.readouterr().out.splitlines()
    assert [] == rest
    assert [shown, "k7r2"] == [cell.strip(" ") for cell in row.split("  ") if cell.strip()]
    assert not set("\x1b\x07\x9b\u202e") & set(head + line + row)
