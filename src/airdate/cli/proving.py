"""`airdate backtest`: the forecaster on recorded histories, as its scorer reads them."""

from __future__ import annotations

import json
from pathlib import Path

import click

from airdate.cli.files import write_lines
from airdate.cli.options import print_line, warn
from airdate.errors import UsageError


@click.command()
@click.argument("cases", metavar="CASES.jsonl")
@click.option("--out", metavar="FILE", help="Where the predictions go. Default: standard output.")
def backtest_command(cases: str, out: str | None) -> None:
    """Run the forecaster on recorded histories; write a prediction a case, as JSON Lines.

    CASES has a title a line, with its dated reports and its release. Of each case the forecaster
    sees only what had been reported by its day.
    """
    from airdate.forecast import backtest
    from airdate.sources import weigh

    try:
        lines = Path(cases).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise UsageError(f"{cases}: {why}", "Name a file of histories, a line each.") from None
    predictions = [json.dumps(prediction) for prediction in backtest(lines, weigh)]
    if out is None:
        for prediction in predictions:
            print_line(prediction)
        return
    write_lines(out, predictions, spare=[cases])
    warn(f"{len(predictions)} predictions written to {out}")
