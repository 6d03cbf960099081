"""`airdate correct`, `export` and `import`: the ledger kept right, and kept safe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

import click

from airdate.cli.options import db_option, ledger_at, now, warn
from airdate.errors import UsageError

# Named here as well so that --help needs no import; a test holds it to the corrections' own list.
_FIELDS = ("title", "season", "event", "when", "status", "source", "person", "character", "credit")

_EXPORTED = click.File("r", encoding="utf-8", errors="replace")


@click.command()
@click.argument("claim", metavar="CLAIM")
@click.option("--accept", "verdict", flag_value="accepted", help="The claim is read right.")
@click.option("--reject", "verdict", flag_value="rejected", help="The text does not say so.")
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="FIELD=VALUE",
    help=f"Correct a field: {', '.join(_FIELDS)}. An empty value means none.",
)
@click.option("--reason", required=True, help="Why; kept with the decision.")
@db_option
def correct_command(
    claim: str, verdict: str | None, changes: tuple[str, ...], reason: str, db: str | None
) -> None:
    """Accept, reject or correct a claim. The claim stays; the decision is a new row beside it.

    CLAIM is the number that `airdate explain` shows, or its first six digits.
    """
    from airdate.cli.corrections import corrected as with_changes
    from airdate.model import Verdict

    if (verdict is None) == (not changes):
        raise UsageError("say one of --accept, --reject or --set.", "See airdate correct --help")
    if not reason.strip():
        raise UsageError("--reason is empty.", "Say why, for whoever reads the ledger after you.")
    with ledger_at(db, write=True) as ledger:
        entry = ledger.entry(claim)
        corrected = with_changes(entry.claim, changes) if changes else None
        decided = Verdict(verdict) if verdict else Verdict.CORRECTED
        ledger.judge(entry.id, decided, reason=reason.strip(), claim=corrected, recorded_at=now())
    click.echo(f"Claim {entry.id} is {decided}.")


@click.command()
@click.argument("file", default="-", metavar="[FILE|-]")
@db_option
def export_command(file: str, db: str | None) -> None:
    """Write the whole ledger as JSON Lines, to FILE or to standard output."""
    with ledger_at(db, write=False) as ledger:
        if file == "-":
            for line in ledger.export():
                click.echo(line)
            return
        count = _written(Path(file), ledger.export())
    warn(f"{count} lines written to {file}")


def _written(path: Path, lines: Iterable[str]) -> int:
    """Write lines to a new file beside the path, then put it in its place: all or nothing."""
    import os

    part = path.with_name(path.name + ".part")
    count = 0
    try:
        with part.open("w", encoding="utf-8") as out:
            for line in lines:
                out.write(line + "\n")
                count += 1
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(f"{path}: {error.strerror}", "Name a file that can be written.") from None
    return count


@click.command()
@click.argument("file", type=_EXPORTED, default="-", metavar="[FILE|-]")
@db_option
def import_command(file: TextIO, db: str | None) -> None:
    """Read an exported ledger into this one. What is there already is not recorded again."""
    with ledger_at(db, write=True) as ledger:
        counts = asdict(ledger.restore(line.rstrip("\n") for line in file))
    known = counts.pop("known")
    told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    click.echo(f"Imported: {told or 'nothing new'}; {known} rows were there already.")
