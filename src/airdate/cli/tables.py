"""Tables for a terminal, by rich; for a pipe the same without colours and at a fixed width."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from airdate.cli.options import colours, width

# A pipe has no columns: wide enough that few cells wrap.
_PIPE_WIDTH = 140


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under their column names."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from airdate.publish.text import one_line, plain

    terminal = sys.stdout.isatty()
    bold = "" if colours() is plain else "bold"
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style=bold)
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        # Text, not markup: a title in square brackets is a title. Strangers wrote it: what they
        # broke into lines, or meant for the terminal, would be read as rows of ours.
        table.add_row(*(Text(one_line(cell)) for cell in row))
    Console(width=None if terminal else max(_PIPE_WIDTH, width())).print(table)
