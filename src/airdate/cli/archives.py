"""`airdate bulk`: whole archives in, tables out; and what `airdate add` takes from the tables."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from airdate.cli.options import Day, json_option, now, print_json, warn
from airdate.errors import UsageError, installing
from airdate.wording import counted

if TYPE_CHECKING:
    from airdate.bulk.clustered import Clustered
    from airdate.bulk.job import Done, Progress
    from airdate.bulk.local import Local
    from airdate.bulk.worker import Terms
    from airdate.ledger import Ledger
    from airdate.ledger.answers import Recorded

_NEEDED = ("ahocorasick_rs", "duckdb", "fastwarc", "fsspec", "pyarrow", "rensa", "resiliparse")
_NEEDED_BY_RAY = ("pandas", "ray")
_STAGES = {
    "input": "broken or too large",
    "day": "not of the days asked for",
    "gate": "nothing on a production, by their bytes",
    "glance": "nothing on a production, by their text",
    "page": "no document in them",
    "reader": "in a language that is not read",
    "worker": "took too much time or memory, or broke their worker",
}


def _checked_address(_: click.Context, __: click.Parameter, address: str | None) -> str | None:
    """Return an address of a cluster, also a missing one. Raises: UsageError where it is none.

    It is checked before the inputs: one of them, right behind --ray, is taken for an address.
    """
    if address:
        from airdate.bulk.clustered import checked_address

        checked_address(address)
    return address


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="The folder of the tables, and of what is finished of them.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 4096),
    metavar="N",
    help="Processes that read at a time, in all. Default: one for each core.",
)
@click.option("--since", type=Day(), metavar="DAY", help="No documents of an earlier day.")
@click.option("--until", type=Day(), metavar="DAY", help="No documents of a later day.")
@click.option(
    "--ray",
    "cluster",
    is_flag=False,
    flag_value="",
    metavar="[ADDRESS]",
    callback=_checked_address,
    help="Read on a cluster of Ray: HOST:PORT, or auto for the one that this machine is a part of."
    " Without an address that of RAY_ADDRESS, else one that is started here.",
)
@click.option("--no-gate", is_flag=True, help="Read all pages, also those that seem off the topic.")
@json_option
def bulk_command(
    inputs: tuple[str, ...],
    out: Path,
    workers: int | None,
    since: date | None,
    until: date | None,
    cluster: str | None,
    no_gate: bool,
    as_json: bool,
) -> None:
    """Read whole archives into Parquet tables of documents, claims and cast, by month.

    INPUT is a WARC (.warc, .warc.gz), Parquet or JSON Lines (.jsonl, .jsonl.gz) file, a page or
    text, a folder of such, or the address of one (s3://…, https://…). What was let go, or failed,
    is in the table `left`, with the reason. The same call goes on where it was stopped.
    """
    require_extra()
    if since and until and since > until:
        raise UsageError(f"--since {since} is after --until {until}.", "Give them in their order.")
    from airdate.bulk.job import run
    from airdate.bulk.worker import Terms

    terms = Terms(now(), since, until, not no_gate)
    with _runner(terms, workers=workers, cluster=cluster) as runner:
        done = run(inputs, out=out, terms=terms, start=runner.on, tell=_tell)
    if as_json:
        print_json({"rows": dict(done.rows), "records": done.records, "left": dict(done.left)})
    else:
        click.echo(_words(done, out))
    sys.exit(1 if any(done.left[stage] for stage in ("input", "worker")) else 0)


def _runner(terms: Terms, *, workers: int | None, cluster: str | None) -> Local | Clustered:
    """Return who reads: processes of this machine, or the nodes of a cluster; "" for the usual one.

    Raises: UsageError where the extra is not installed, or the address is none.
    """
    import os

    if cluster is None:
        from airdate.bulk.local import Local

        return Local(terms, workers=workers or os.cpu_count() or 1)
    _require(_NEEDED_BY_RAY, "no cluster can be used", "ray")
    from airdate.bulk.clustered import Clustered

    return Clustered(terms, address=cluster or None, workers=workers)


def require_extra() -> None:
    """Pass where the libraries of the extra are installed. Raises: UsageError else."""
    _require(_NEEDED, "archives cannot be read", "bulk")


def _require(names: Iterable[str], problem: str, extra: str) -> None:
    from importlib.util import find_spec

    missing = [name for name in names if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"{problem} without {', '.join(missing)}.",
            f"Install what is missing: {installing(extra)}",
        )


def _tell(progress: Progress) -> None:
    if sys.stderr.isatty():
        end = ", done" if progress.end else ""
        warn(f"{progress.address}: {counted(progress.records, 'record')}{end}")


def _words(done: Done, out: Path) -> str:
    rows = done.rows
    lines = [
        f"{counted(rows['documents'], 'document')}, {counted(rows['claims'], 'claim')} and "
        f"{rows['cast']:,} on cast and crew in {out}; {counted(done.records, 'record')} read now"
    ]
    lines += [f"{done.left[s]:,} left: {why}" for s, why in _STAGES.items() if done.left[s]]
    if rows["left"]:
        lines.append(f"Each with its reason: {out / 'left'}")
    return "\n".join(lines)


def add_from_bulk(ledger: Ledger, folder: Path, *, titles: tuple[str, ...]) -> Iterator[Recorded]:
    """Record what a job's tables hold on titles, or where none is named on what is followed.

    Yields what each document brought.  Raises: UsageError where the folder is no finished output
    of a job, or no title is named or followed.
    """
    require_extra()
    from airdate.bulk.job import check_finished
    from airdate.bulk.recalling import readings_about, wanted_keys
    from airdate.ledger.office.follows import followed

    check_finished(folder)
    asked = titles or tuple(each.installment.title for each in followed(ledger))
    if not asked:
        raise UsageError(
            "no title is named, and none is followed.",
            "Name titles behind --from-bulk DIR, or follow some: airdate follow TITLE",
        )
    keys = wanted_keys(asked, aliases=ledger.aliases())
    for readings in readings_about(folder, keys=keys):
        yield from ledger.record_all(readings, recorded_at=now())
