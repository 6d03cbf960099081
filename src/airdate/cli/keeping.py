"""`airdate correct`, `alias`, `export` and `import`: the ledger kept right, and kept safe."""

from __future__ import annotations

from dataclasses import asdict
from typing import TextIO

import click

from airdate.cli.files import write_lines
from airdate.cli.options import (
    address,
    db_option,
    json_option,
    ledger_at,
    now,
    print_json,
    print_line,
    warn,
)
from airdate.errors import UsageError
from airdate.wording import counted

# Named here as well so that --help needs no import; a test holds it to the corrections' own list.
_FIELDS = ("title", "season", "event", "when", "status", "source", "person", "character", "credit")
_EXPORTED = click.File("r", encoding="utf-8-sig", errors="replace")


@click.command()
@click.argument("claim", metavar="CLAIM")
@click.option("--accept", is_flag=True, help="The claim is read right.")
@click.option("--reject", is_flag=True, help="The text does not say so.")
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
    claim: str, accept: bool, reject: bool, changes: tuple[str, ...], reason: str, db: str | None
) -> None:
    """Accept, reject or correct a claim. The claim stays; the decision is a new row beside it.

    CLAIM is the number that `airdate explain` shows, or its first six digits.
    """
    from airdate.corrections import corrected as with_changes
    from airdate.model import Verdict

    if accept + reject + bool(changes) != 1:
        raise UsageError("say one of --accept, --reject or --set.", "See airdate correct --help")
    if not reason.strip():
        raise UsageError("--reason is empty.", "Say why, for whoever reads the ledger after you.")
    with ledger_at(db, write=True) as ledger:
        entry = ledger.entry(claim)
        corrected = with_changes(entry.claim, changes) if changes else None
        decided = Verdict.ACCEPTED if accept else Verdict.REJECTED
        decided = Verdict.CORRECTED if corrected else decided
        ledger.judge(entry.id, decided, reason=reason.strip(), claim=corrected, recorded_at=now())
    click.echo(f"Claim {entry.id} is {decided}.")


@click.command()
@click.argument("name", required=False)
@click.argument("title", required=False)
@json_option
@db_option
def alias_command(name: str | None, title: str | None, as_json: bool, db: str | None) -> None:
    """Tell that NAME is another name of TITLE; without both, list the names that were told.

    A name in another language or a nickname. Briefs then take both for one work, and texts added
    from now on are read by it. A name told to stand for itself is no alias any more.
    """
    from airdate.publish.text import safe

    if (name is None) != (title is None):
        raise UsageError(
            "alias needs both names.", 'Write airdate alias "Other name" "Title as it is called"'
        )
    with ledger_at(db, write=title is not None) as ledger:
        if name is None or title is None:
            for alias, work in ledger.aliases():
                if as_json:
                    print_json({"alias": alias, "title": work})
                    continue
                click.echo(safe(f"{alias} = {work}"))
            return
        new = ledger.add_alias(name.strip(), title.strip(), recorded_at=now())
    if as_json:
        print_json({"alias": name.strip(), "title": title.strip(), "new": new})
        return
    click.echo(safe(f"{name.strip()} = {title.strip()}" + ("" if new else ", as was known")))


@click.command()
@click.argument("file", default="-", metavar="[FILE|-]")
@db_option
def export_command(file: str, db: str | None) -> None:
    """Write the whole ledger as JSON Lines, to FILE or to standard output."""
    with ledger_at(db, write=False) as ledger:
        if file == "-":
            for line in ledger.export():
                print_line(line)
            return
        where = address(db)
        beside = [where, *(f"{where}-{end}" for end in ("wal", "shm", "journal"))]
        count = write_lines(file, ledger.export(), spare=beside)
    warn(f"{counted(count, 'line')} written to {file}")


@click.command()
@click.argument("file", type=_EXPORTED, default="-", metavar="[FILE|-]")
@db_option
def import_command(file: TextIO, db: str | None) -> None:
    """Read an exported ledger into this one. What is there already is not recorded again."""
    with ledger_at(db, write=True) as ledger:
        counts = asdict(ledger.restore(line.rstrip("\n") for line in file))
    known = counts.pop("known")
    told = ", ".join(counted(n, _ONE.get(name, name[:-1]), name) for name, n in counts.items() if n)
    rows = "row was" if known == 1 else "rows were"
    click.echo(f"Imported: {told or 'nothing new'}; {known} {rows} there already.")


# What one of a kind is called, where it is not its name without the s.
_ONE = {"aliases": "alias", "identities": "identity"}
