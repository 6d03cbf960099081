"""`airdate backup`, `restore`, `doctor` and `health`: a ledger that is run for good."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from airdate.cli.options import address, db_option, form_option, json_option, now, print_json, warn
from airdate.errors import AirdateError, UsageError
from airdate.wording import counted

if TYPE_CHECKING:
    from airdate.ledger.doctor import Finding, Mended

_HEALTH_SECONDS = 5.0


@click.command()
@click.argument("file", metavar="FILE|FOLDER")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option(
    "--keep",
    type=click.IntRange(1, 10_000),
    metavar="N",
    help="Write into a folder under a dated name, and keep the N latest there.",
)
@json_option
@db_option
def backup_command(file: str, force: bool, keep: int | None, as_json: bool, db: str | None) -> None:
    """Copy the whole ledger into FILE, of one instant, while others read and write it.

    A FOLDER that is there, a name that ends in /, and any name with --keep is a folder: it is made
    where absent, and gets a file with a dated name. Any other name is that of the file itself.

    The copy is written beside its place, looked over (pages, keys, every row) and moved there when
    it is sound. It is a ledger that every command reads, for its owner alone: addresses of alerts
    and hashes of tokens are in it. Of a ledger on a server it is a file all the same.
    """
    from airdate.ledger.backup import back_up, back_up_into

    if force and keep:
        raise UsageError("--force and --keep do not go together.", "A dated name is always new.")
    folder = keep is not None or file.endswith("/") or Path(file).expanduser().is_dir()
    if folder:
        made = back_up_into(address(db), file, made_at=now(), keep=keep)
    else:
        made = back_up(address(db), file, made_at=now(), force=force)
    if as_json:
        told = {"file": str(made.path), "bytes": made.size, "sha256": made.sha256}
        print_json(told | {"rows": dict(made.rows), "removed": [str(old) for old in made.removed]})
        return
    click.echo(
        f"Backed up {_texts(made.rows)} to {made.path} "
        f"({made.size / 1e6:,.1f} MB)\n  SHA-256 {made.sha256}"
    )
    for old in made.removed:
        click.echo(f"  removed {old.name}")
    if not folder and not made.path.suffix:
        warn(f"{made.path.name} is a file; for a folder with dated files, write {file}/")


def _texts(rows: Mapping[str, int]) -> str:
    """Return how much there is in a backup."""
    return f"{counted(rows['documents'], 'document')} with {counted(rows['claims'], 'claim')}"


@click.command()
@click.argument("file", metavar="BACKUP")
@click.option("--force", is_flag=True, help="Set aside a ledger that is there, and take its place.")
@db_option
def restore_command(file: str, force: bool, db: str | None) -> None:
    """Make a ledger of a BACKUP that airdate backup wrote: a new file, or an empty database.

    The file is looked over as if it came from a stranger: its tables and triggers must be ours to
    the letter, its pages sound, and every row what its hash says. Name the new ledger with --db.
    """
    from airdate.ledger.backup_restore import restore

    brought = restore(file, address(db), made_at=now(), force=force)
    if brought.set_aside:
        click.echo(f"The ledger that was there is now {brought.set_aside}")
    click.echo(f"Restored {_texts(brought.rows)} to {brought.where}")
    if brought.rows.get("tokens"):
        click.echo("It brings tokens along that let people in: see airdate token list")


# ── doctor ──────────────────────────────────────────────────────────────────────────────────


@click.command()
@click.option("--mend", is_flag=True, help="Mend what is safe to mend; a copy is kept first.")
@form_option("text", "json")
@db_option
def doctor_command(mend: bool, form: str, db: str | None) -> int:
    """Look a ledger over: the file, its pages, its tables, every row, the clock, the backups.

    Exits with 0 where nothing wants doing, with 1 where something does. Nothing is changed
    without --mend.
    """
    from airdate.ledger.address import shown
    from airdate.ledger.doctor import examine, is_sound
    from airdate.ledger.doctor import mend as mend_it

    where, moment = address(db), now()
    mended = mend_it(where, now=moment) if mend else None
    findings = examine(where, now=moment)
    if form == "json":
        print_json(_as_json(shown(where), findings, mended))
    else:
        _tell(shown(where), findings, mended)
    return 0 if is_sound(findings) else 1


def _as_json(where: str, findings: list[Finding], mended: Mended | None) -> dict[str, object]:
    from airdate.ledger.doctor import is_sound

    told = [
        {
            "severity": finding.severity.value,
            "check": finding.check,
            "where": finding.where,
            "what": finding.what,
            "remedy": finding.remedy,
            "mendable": finding.mend is not None,
        }
        for finding in findings
    ]
    return {
        "ledger": where,
        "sound": is_sound(findings),
        "findings": told,
        "mended": list(mended.done) if mended else [],
        "copy": str(mended.copy) if mended and mended.copy else None,
    }


def _tell(where: str, findings: list[Finding], mended: Mended | None) -> None:
    from airdate.ledger.doctor import Severity
    from airdate.publish.text import safe

    if mended is not None:
        if mended.copy:
            click.echo(safe(f"The ledger as it was is kept as {mended.copy}"))
        for line in mended.done or ("Nothing was to be mended.",):
            click.echo(safe(f"mended: {line}" if mended.done else line))
    for finding in findings:
        # A name may be a stranger's: it must not steer the terminal.
        click.echo(safe(f"{finding.severity}  {finding.check}: {finding.where}"))
        click.echo(safe(f"    {finding.what}"))
        if finding.remedy:
            click.echo(safe(f"    → {finding.remedy}"))
    wanting = sum(finding.severity is not Severity.NOTE for finding in findings)
    if wanting:
        things = "thing wants" if wanting == 1 else "things want"
        click.echo(safe(f"{where}: {wanting} {things} doing."))
    else:
        click.echo(safe(f"{where} is sound."))


# ── health ──────────────────────────────────────────────────────────────────────────────────


@click.command()
@click.option(
    "--url",
    metavar="URL",
    help="Ask a running airdate serve, such as http://127.0.0.1:8710, instead of the ledger.",
)
@db_option
def health_command(url: str | None, db: str | None) -> None:
    """Tell by the exit code whether the ledger answers: 0, or 1 with the reason.

    For a container's health check, a timer or a monitor. It reads one row and changes nothing.
    """
    if url is not None:
        click.echo(_asked(url))
        return
    from airdate.ledger import open_ledger
    from airdate.ledger.address import shown

    with open_ledger(address(db), write=False) as ledger:
        ledger.version()
    click.echo(f"{shown(address(db))} answers.")


def _asked(url: str) -> str:
    """Return what a site says of itself. Raises: UsageError, AirdateError where it is not well."""
    from http.client import HTTPConnection, HTTPException, HTTPSConnection
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{url!r:.200} is no address.", "Write http://127.0.0.1:8710")
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    where = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    try:
        connection = kind(parts.hostname, parts.port, timeout=_HEALTH_SECONDS)
        connection.request("GET", f"{parts.path.rstrip('/')}/readyz")
        answer = connection.getresponse()
        told = answer.read(200).decode("utf-8", errors="replace").strip()
        connection.close()
    except (OSError, HTTPException, ValueError) as error:
        raise AirdateError(f"{where} does not answer: {error}.", "Is airdate serve up?") from error
    if answer.status != 200:
        raise AirdateError(f"{where} is not well: {answer.status}, {told}.", "See its log.")
    return f"{where} is well."
