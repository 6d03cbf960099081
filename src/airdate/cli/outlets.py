"""`airdate sources`: who was right, how early, and by how much not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from airdate.cli.figures import figures
from airdate.cli.options import (
    as_of_option,
    colours,
    db_option,
    json_option,
    ledger_at,
    print_json,
    warn,
    width,
)
from airdate.errors import UnknownReference
from airdate.wording import counted

if TYPE_CHECKING:
    from airdate.ledger import Ledger
    from airdate.rumours import Teller
    from airdate.sources import Record

# Of an outlet that is not there, so many that are nearly called so are named.
_NEAR = 3


@click.command()
@click.argument("domain", required=False)
@click.option("--all", "every", is_flag=True, help="Also outlets of which nothing is judged yet.")
@click.option(
    "--from-bulk",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="By all that `airdate bulk` found, instead of the ledger.",
)
@as_of_option
@json_option
@db_option
def sources_command(
    domain: str | None,
    every: bool,
    from_bulk: Path | None,
    as_of: date,
    as_json: bool,
    db: str | None,
) -> None:
    """Tell who was right: for each outlet, what it said that time has judged, and its rumours.

    A dated claim is judged when others report what came, or when its time has passed and they say
    that nothing did. DOMAIN (variety.com, or "Variety") shows the claims of one outlet; the number
    of each leads to its sentence: airdate explain NUMBER.
    """
    if from_bulk:
        _tell_bulk(from_bulk, domain, every=every, as_of=as_of, as_json=as_json)
        return
    with ledger_at(db, write=False) as ledger:
        records = _records(ledger, as_of)
        told = _tellers(ledger, as_of)
    if domain is None:
        _tell_all(records, told, every=every, as_of=as_of, as_json=as_json)
    else:
        record = _chosen(records, domain, as_of)
        _tell_one(record, told.get(record.source.domain), as_of=as_of, as_json=as_json)


def _records(ledger: Ledger, as_of: date) -> dict[str, Record]:
    """Return the record of every outlet of the ledger, of most judged claims first."""
    from airdate.library.outlets import records_of
    from airdate.sources import Record, published_by

    found = dict(records_of(ledger, as_of))
    for met in ledger.dispatches(as_of=as_of):
        source = published_by(met.outlet, met.url)
        if source.domain:
            found.setdefault(source.domain, Record(source, ()))
    order = sorted(found.items(), key=lambda item: (-len(item[1].judged), item[0]))
    return dict(order)


def _tellers(ledger: Ledger, as_of: date) -> dict[str, Teller]:
    """Return what became of the rumours that each outlet told on its own, by its domain."""
    from airdate.cli.hearsay import rumours_told
    from airdate.library import outlets
    from airdate.rumours import tellers

    if not outlets.is_large(ledger):
        return {each.source.domain: each for each in tellers(rumours_told(ledger, as_of=as_of))}
    kept = outlets.kept_tellers(ledger, as_of, figures=figures())
    if kept is not None:
        return dict(kept)
    listings = ledger.installments(as_of=as_of)
    warn(
        f"Tracing the rumours of {counted(len(listings), 'title')}: this takes some minutes. "
        "airdate serve keeps what it worked out of the day."
    )
    found = outlets.rumours_of(ledger, listings, as_of)
    return {each.source.domain: each for each in tellers(list(found))}


def _tell_all(
    records: Mapping[str, Record],
    told: Mapping[str, Teller],
    *,
    every: bool,
    as_of: date,
    as_json: bool,
) -> None:
    shown = [
        (record, told.get(domain))
        for domain, record in records.items()
        if every or record.judged or record.copied or domain in told
    ]
    _print(shown, len(records), as_of=as_of, as_json=as_json)


def _print(
    shown: Iterable[tuple[Record, Teller | None]], count: int, *, as_of: date, as_json: bool
) -> None:
    """Print the records of outlets, of so many in all. They may be made one after another."""
    from airdate.publish.outlets import COLUMNS, record_json, row

    if as_json:
        for record, teller in shown:
            print_json(record_json(record, teller))
        return
    if not count:
        click.echo(f"No text of an outlet had been told of by {as_of}. Add one: airdate add SOURCE")
        return
    from airdate.cli.tables import print_table

    rows = [row(*each) for each in shown]
    if rows:
        print_table(COLUMNS, rows)
        click.echo()
    rest = count - len(rows)
    if rest:
        whose = "outlet nothing that it" if rest == 1 else "outlets nothing that they"
        click.echo(f"Of {rest} {whose} said has been judged by {as_of}: --all lists them.")


def _tell_bulk(
    folder: Path, domain: str | None, *, every: bool, as_of: date, as_json: bool
) -> None:
    """Tell by the tables of a job. What became of rumours is told of a ledger alone."""
    import os

    from airdate.cli.archives import require_extra

    require_extra()
    from airdate.bulk.records import MOST, learn, learn_one, outlets_in
    from airdate.sources import Record

    if domain is not None:
        known = {name: Record(source, ()) for name, source in outlets_in(folder).items()}
        chosen = _chosen(known, domain, as_of, folder=folder)
        found = learn_one(folder, chosen.source.domain, as_of=as_of)
        _tell_one(found, None, as_of=as_of, as_json=as_json)
        return
    learnt = learn(folder, as_of=as_of, workers=os.cpu_count() or 1)
    records = (learnt.record(name) for name in learnt.domains())
    shown = ((each, None) for each in records if every or each.judged or each.copied)
    _print(shown, len(learnt.outlets), as_of=as_of, as_json=as_json)
    if learnt.thinned:
        many = "1 work has" if learnt.thinned == 1 else f"{learnt.thinned:,} works have"
        warn(f"{many} more than {MOST:,} claims each; so many of them, by chance, were judged.")


def _chosen(
    records: Mapping[str, Record], wanted: str, as_of: date, *, folder: Path | None = None
) -> Record:
    """Return the record of an outlet by its domain, an address or its name.

    Raises: UnknownReference that names those that are nearly called so.
    """
    from airdate.sources import lookup

    found = records.get(wanted.strip().casefold()) or records.get(lookup(wanted).domain)
    if found is not None:
        return found
    near = _nearest(records, wanted)
    place, option = (f"{folder}", f" --from-bulk {folder}") if folder else ("the ledger", "")
    all_of_them = f"airdate sources{option} --all lists them."
    remedy = f"Did you mean {' or '.join(near)}?" if near else all_of_them
    raise UnknownReference(f"No text of {wanted!r:.80} is in {place} as of {as_of}.", remedy)


def _nearest(records: Mapping[str, Record], wanted: str) -> list[str]:
    """Return the domains most like what was typed, by domain or name."""
    from difflib import get_close_matches

    names = {record.source.name.casefold(): domain for domain, record in records.items()}
    names |= {domain.rsplit(".", 1)[0].casefold(): domain for domain in records}
    names |= {domain.casefold(): domain for domain in records}
    close = get_close_matches(wanted.strip().casefold(), names, n=2 * _NEAR, cutoff=0.6)
    return list(dict.fromkeys(names[name] for name in close))[:_NEAR]


def _tell_one(record: Record, teller: Teller | None, *, as_of: date, as_json: bool) -> None:
    from airdate.publish.outlets import (
        CLAIM_COLUMNS,
        claim_row,
        claims_of,
        judged_json,
        record_json,
        record_text,
    )

    claims = claims_of(record)
    if as_json:
        told = [judged_json(judged, copied=copied) for judged, copied in claims]
        print_json(record_json(record, teller) | {"as_of": as_of.isoformat(), "claims": told})
        return
    for line in record_text(record, teller, as_of=as_of, width=width(), paint=colours()):
        click.echo(line)
    if claims:
        from airdate.cli.tables import print_table

        click.echo()
        print_table(CLAIM_COLUMNS, [claim_row(judged, copied=copied) for judged, copied in claims])
