"""`airdate identify`: which work of a catalogue a title is; its numbers, names and dates kept."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from airdate.cli.following import parsed, title_meant
from airdate.cli.options import db_option, ledger_at, now, season_option, warn
from airdate.errors import AmbiguousTitle, SourceError, UnknownTitle, UsageError
from airdate.wording import counted

if TYPE_CHECKING:
    from airdate.catalogues import Candidate, Match, Told, Work
    from airdate.catalogues.forms import Catalogue
    from airdate.documents.fetch import Fetcher
    from airdate.ledger import Ledger
    from airdate.model import Identifier, Installment

_KEY = "AIRDATE_TMDB_KEY"
_SHOWN = 10
_MOST_ALIASES = 40
"""Names of a work that are kept: catalogues list up to a hundred, most of them near-alike."""

_SHORTEST_ALIAS = 4
"""Letters of a name of Latin script: shorter ones (NH) stand for too much in articles."""


@click.command()
@click.argument("title")
@season_option
@click.option(
    "--catalogue",
    "named",
    type=click.Choice(["tvmaze", "wikidata", "tmdb"]),
    help="Ask this one alone. Default: TVmaze, then the others by its numbers.",
)
@click.option("--choose", type=click.IntRange(1, _SHOWN), metavar="N", help="Take the Nth found.")
@db_option
def identify_command(
    title: str, season: int | None, named: str | None, choose: int | None, db: str | None
) -> None:
    """Find a title in TVmaze, Wikidata or TMDB; keep its numbers, names and the dates they list.

    Each candidate is shown with what speaks for it. Where one is meant beyond doubt it is taken,
    else say which with --choose. What a catalogue lists is recorded as a claim of that catalogue,
    so that a brief weighs it and leads to its sentence; asked again, the same records nothing.
    TMDB needs a key of yours in AIRDATE_TMDB_KEY. With --season, later seasons are left out.
    """
    from airdate.model import Installment

    with ledger_at(db, write=True) as ledger:
        asked = title_meant(ledger, parsed(title, season))
        clients = list(_clients(named))
        first, found, ids = _first(ledger, asked, clients=clients, choose=choose)
        work = first.work(found)
        if asked.key[0] == Installment(work.title).key[0]:
            asked = Installment(work.title, asked.season)  # spelled as the catalogue does
        _keep(ledger, asked, work=work)
        for client in clients:
            if client is not first:
                _follow_on(ledger, asked, client=client, ids=(*work.ids, *ids))


def fetcher() -> Fetcher:
    """Return what asks the catalogues."""
    from airdate.documents.fetch import Fetcher

    return Fetcher(now=now())


def _clients(named: str | None) -> Iterator[Catalogue]:
    """Yield the catalogues to ask, the first of which decides. Raises: SourceError, no key."""
    from airdate.catalogues import Tmdb, TVmaze, Wikidata

    asker, key = fetcher(), os.environ.get(_KEY, "")
    if named in (None, "tvmaze"):
        yield TVmaze(asker)
    if named == "tmdb" or (named is None and key):
        yield Tmdb(asker, key=key)
    if named in (None, "wikidata"):
        yield Wikidata(asker)


# ── which one is meant ──────────────────────────────────────────────────────────────────────


def _first(
    ledger: Ledger, asked: Installment, *, clients: Sequence[Catalogue], choose: int | None
) -> tuple[Catalogue, Candidate, tuple[Identifier, ...]]:
    """Return the catalogue that knows the work, the work there, and the numbers known before.

    Raises: UnknownTitle where none knows it; AmbiguousTitle where a person has to choose.
    """
    from airdate.ledger.office import follows

    told = follows.identities(ledger, asked.title)
    ids = tuple(each.identifier for each in told if each.installment.season is None)
    if choose is None:
        for client in clients:
            if found := _by_numbers(client, ids):
                click.echo(_safe(f"{client.name}: {found.title}, by a number known already."))
                return client, found, ids
    for client in clients:
        if matches := _matches(ledger, asked, client=client)[:_SHOWN]:
            # Numbers of another work than the one that is chosen now lead nowhere.
            return (
                client,
                _chosen(client, matches, asked=asked, choose=choose),
                () if choose else ids,
            )
    names = ", ".join(client.name for client in clients)
    raise UnknownTitle(
        f"{names} found nothing like {asked.title!r:.80}.",
        "Try its title in another language, or another --catalogue.",
    )


def _by_numbers(client: Catalogue, ids: Sequence[Identifier]) -> Candidate | None:
    for each in ids:
        if found := client.by_identifier(each):
            return found
    return None


def _matches(ledger: Ledger, asked: Installment, *, client: Catalogue) -> list[Match]:
    from airdate.catalogues import matched
    from airdate.model import title_key

    key = title_key(asked.title)
    names = [alias for alias, work in ledger.aliases() if title_key(work) == key]
    kind = None
    if asked.season is not None:
        from airdate.model import WorkKind

        kind = WorkKind.SERIES
    return matched(client.search(asked.title), asked.title, names=names, kind=kind)


def _chosen(
    client: Catalogue, matches: Sequence[Match], *, asked: Installment, choose: int | None
) -> Candidate:
    from airdate.catalogues import choice

    taken = choice(matches) if choose is None else None
    if choose is not None:
        if choose > len(matches):
            raise UsageError(
                f"{client.name} found {len(matches)}, not {choose}.", "Choose one of them."
            )
        taken = matches[choose - 1].candidate
    click.echo(f"{client.name}:")
    for number, match in enumerate(matches, start=1):
        mark = "*" if match.candidate is taken else " "
        click.echo(_safe(f"{mark} {number}  {match.candidate.title} ({', '.join(match.why)})"))
    if taken is None:
        raise AmbiguousTitle(
            f"It is not certain which of them {asked.title!r:.80} is; nothing was kept.",
            f'Say which: airdate identify "{asked.title}" --choose N',
        )
    return taken


def _follow_on(
    ledger: Ledger, asked: Installment, *, client: Catalogue, ids: Sequence[Identifier]
) -> None:
    """Keep what a further catalogue lists of the same work; its silence is told, no failure."""
    try:
        if found := _by_numbers(client, ids):
            _keep(ledger, asked, work=client.work(found))
        else:
            click.echo(f"{client.name}: not there under any of these numbers.")
    except SourceError as error:
        warn(f"{error.problem} {error.remedy}")


# ── what is kept ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of a work: those that are new, and those that are another work's."""

    new: tuple[str, ...]
    taken: tuple[str, ...]


def _keep(ledger: Ledger, asked: Installment, *, work: Work) -> None:
    """Keep a work's numbers, names and claims, and tell what was new."""
    from airdate import pipeline
    from airdate.catalogues import told, understand
    from airdate.ledger.office import follows
    from airdate.model import Installment

    whole = Installment(asked.title)
    news = follows.identify(ledger, whole, work.ids, source=work.domain, recorded_at=now())
    names = _aliases(ledger, asked.title, work=work)
    for name in names.new:
        ledger.add_alias(name, asked.title, recorded_at=now())
    telling = told(work, retrieved=now().date(), title=asked.title, last_season=asked.season)
    claims = None
    if not _is_known(ledger, telling):
        reading = understand(telling, catalogue=pipeline.catalogue(ledger))
        claims = pipeline.record(ledger, reading, recorded_at=now()).new_claims
    _tell(work, telling, claims=claims)
    if news:
        numbers = " ".join(f"{each.scheme}:{each.value}" for each in news)
        click.echo(_safe(f"  numbers: {numbers}"))
    if names.new:
        click.echo(_safe(f"  also called: {'; '.join(names.new)}"))
    if names.taken:
        warn(f"  not kept, as the name of another work: {'; '.join(names.taken)}")


def _tell(work: Work, telling: Told, *, claims: int | None) -> None:
    click.echo(_safe(f"{telling.document.heading}, {work.url}"))
    for fact in telling.facts:
        click.echo(_safe(f"  {fact.bare}"))
    if claims is None:
        click.echo("  as it was recorded before")
    elif telling.facts:
        click.echo(f"  {counted(claims, 'claim')} recorded")


def _is_known(ledger: Ledger, telling: Told) -> bool:
    """Return whether the catalogue's latest word in the ledger is this, whatever its day.

    A telling without facts has nothing to record.
    """
    url = telling.document.url
    told = [each for each in ledger.dispatches() if each.url == url]
    if not told or not telling.facts:
        return not telling.facts
    # `dispatches` gives the latest said first; of one day, the one recorded last counts.
    latest = [each for each in told if each.said_on == told[0].said_on]
    moments = {each.document_id: ledger.document(each.document_id) for each in latest}
    last = max(moments.values(), key=lambda found: max(place.recorded_at for place in found[1]))
    return last[0].text.partition("\n")[2] == telling.document.text.partition("\n")[2]


def _aliases(ledger: Ledger, title: str, *, work: Work) -> _Names:
    """Return which names of a work are new as other names of a title."""
    from airdate.model import title_key

    own = title_key(title)
    known = {title_key(alias): title_key(to) for alias, to in ledger.aliases()}
    others = {each.title_key for each in ledger.installments()} - {own}
    new: dict[str, str] = {}
    taken: dict[str, str] = {}
    for name in (work.title, *work.names):
        key = title_key(name)
        if key in (own, *new) or known.get(key) == own or not _is_telling(name, key):
            continue
        if key in others or key in known:
            taken[key] = name
        elif len(new) < _MOST_ALIASES:
            new[key] = name
    return _Names(tuple(new.values()), tuple(taken.values()))


def _is_telling(name: str, key: str) -> bool:
    """Return whether a name says which work is meant: no number, no two or three letters."""
    letters = [c for c in key if c.isalpha()]
    if not letters or len(name) > 200:
        return False
    latin = all(c.isascii() for c in letters)
    return len(letters) >= (_SHORTEST_ALIAS if latin else 2)


def _safe(text: str) -> str:
    from airdate.publish.text import safe

    return safe(text)
