"""`airdate titles`, `brief` and `explain`: what the ledger knows, told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from airdate.cli.figures import figures
from airdate.cli.models import endpoint, llm_option
from airdate.cli.options import (
    as_of_option,
    chosen,
    colours,
    db_option,
    form_option,
    json_option,
    ledger_at,
    nothing_by,
    now,
    print_json,
    season_option,
    warn,
    width,
)
from airdate.wording import counted

if TYPE_CHECKING:
    from airdate.checking import Article
    from airdate.ledger import Ledger
    from airdate.model import Brief, Installment

_ARTICLES = ("article", "article-html", "article-json")


@click.command()
@click.option("--all", "every", is_flag=True, help="Also what is only mentioned in passing.")
@as_of_option
@json_option
@db_option
def titles_command(every: bool, as_of: date, as_json: bool, db: str | None) -> None:
    """List all installments in the ledger: stage, forecast, last news, number of sources.

    The awaited come first, the soonest before the later; then what is out. A title of which no
    text tells a milestone, and a series as a whole beside its seasons, are left out without --all.
    """
    from airdate import pipeline
    from airdate.publish.titles import COLUMNS, awaited, row, row_json, sort_key

    fitted = figures()
    with ledger_at(db, write=False) as ledger:
        rows = []
        for listed in ledger.installments(as_of=as_of):
            believed = pipeline.reconcile(ledger, listed.installment, as_of=as_of)
            foreseen = pipeline.foresee(ledger, believed, parameters=fitted)
            rows.append((listed, believed, foreseen))
    rows = sorted(rows if every else awaited(rows), key=sort_key)
    if as_json:
        for found in rows:
            print_json(row_json(found))
        return
    if not rows:
        click.echo(f"No title had been told of by {as_of}. Add an article: airdate add SOURCE")
        return
    from airdate.cli.tables import print_table

    print_table(COLUMNS, [row(found) for found in rows])


@click.command()
@click.argument("title")
@season_option
@as_of_option
@form_option(
    *("text", "markdown", "html", "json", *_ARTICLES),
    about="article: a round-up to publish, of which every sentence was read back and borne out.",
)
@llm_option
@db_option
def brief_command(
    title: str, season: int | None, as_of: date, form: str, with_model: bool, db: str | None
) -> None:
    """Tell all that is known of a title as of a day; every line leads to its sentences.

    TITLE as you would type it: "all of us are dead", aouad, "aouad 2".
    """
    from airdate import pipeline

    with ledger_at(db, write=False) as ledger:
        ref, installment = chosen(ledger, title, season=season, as_of=as_of)
        if form in _ARTICLES:
            click.echo(_article(_written(ledger, installment, as_of, with_model), form), nl=False)
            return
        brief = pipeline.tell(ledger, installment, ref=ref, as_of=as_of, parameters=figures())
    click.echo(_rendered(brief, form), nl=False)


def _written(ledger: Ledger, installment: Installment, as_of: date, with_model: bool) -> Article:
    """Return the article, in the words of the model where they are borne out."""
    from airdate import pipeline

    asked = endpoint() if with_model else None

    def rephrase(texts: Sequence[str]) -> Sequence[str]:
        from airdate.errors import SourceError
        from airdate.llm import rephrase

        if asked is None:
            return texts
        try:
            return rephrase(texts, endpoint=asked, now=now())
        except SourceError as error:
            warn(f"in plain words, without the model: {error.problem}")
            return texts

    found = pipeline.article(
        ledger, installment, as_of=as_of, parameters=figures(), rephrase=rephrase if asked else None
    )
    if found.refused:
        warn(f"in plain words, for those of the model were not borne out: {found.refused}")
    return found.article


def _article(written: Article, form: str) -> str:
    from airdate.publish import article

    if written.left_out:
        many = len(written.left_out)
        warn(f"left out, for no wording was read back as it is known: {counted(many, 'sentence')}")
    match form:
        case "article-html":
            return article.article_html(written)
        case "article-json":
            import json

            return json.dumps(article.article_json(written), ensure_ascii=False) + "\n"
        case _:
            return article.article_markdown(written)


def _rendered(brief: Brief, form: str) -> str:
    from airdate import publish

    match form:
        case "markdown":
            return publish.brief_markdown(brief)
        case "html":
            return publish.brief_html(brief)
        case "json":
            import json

            return json.dumps(publish.brief_json(brief), ensure_ascii=False) + "\n"
        case _:
            return publish.brief_text(brief, width=width(), paint=colours())


@click.command()
@click.argument("reference", metavar="REF")
@as_of_option
@json_option
@db_option
def explain_command(reference: str, as_of: date, as_json: bool, db: str | None) -> None:
    """Unroll one line of a brief, or one claim, to the sentences that it rests on.

    REF stands in square brackets at the end of a line (`k3f9.filming_wrap`); a claim's own
    number works too. For a brief of another day give the same --as-of.
    """
    from airdate import pipeline
    from airdate.brief import line_of
    from airdate.publish import evidence_text
    from airdate.publish.jsonform import evidence_json

    with ledger_at(db, write=False) as ledger:
        ref, dot, key = reference.strip("[] ").partition(".")
        if not dot:
            _explain_claim(ledger, ref, as_json)
            return
        installment = ledger.installment(ref)
        if all(listed.ref != ref for listed in ledger.installments(as_of=as_of)):
            raise nothing_by(ledger, installment, as_of=as_of)
        brief = pipeline.tell(ledger, installment, ref=ref, as_of=as_of, parameters=figures())
    line = line_of(brief, key)
    if as_json:
        print_json(evidence_json(line))
    else:
        click.echo(evidence_text(line, width=width(), paint=colours()), nl=False)


def _explain_claim(ledger: Ledger, prefix: str, as_json: bool) -> None:
    from airdate import pipeline
    from airdate.publish import weighed_json, weighed_text
    from airdate.sources import weigh

    entry = ledger.entry(prefix)
    record = pipeline.hindsight(ledger).track_record(entry.said_on)
    (weighed,) = weigh([entry], as_of=entry.said_on, track_record=record)
    if as_json:
        print_json(weighed_json(weighed))
        return
    for row in weighed_text(weighed, 1, width=width(), paint=colours()):
        click.echo(row)
