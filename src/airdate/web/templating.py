"""Templates of the pages: everything is escaped, nothing in them computes."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from airdate.brief.wording import CREDIT_NAMES, EVENT_NAMES, source_words, teller, tellers
from airdate.publish.checkhtml import filters
from airdate.publish.pulse import quoted
from airdate.publish.text import claim_words, link, safe
from airdate.wording import day_words, days_words, month_words, percent, range_words

if TYPE_CHECKING:
    from jinja2 import Environment

STATIC = Path(__file__).parent / "static"


@cache
def environment() -> Environment:
    """Return the environment of the templates."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
    from markupsafe import Markup

    from airdate.publish.charts import svg

    made = Environment(
        loader=ChoiceLoader(
            [
                PackageLoader("airdate.web"),
                # Parts of pages that stand alone as well: publish/NAME.
                PrefixLoader({"publish": PackageLoader("airdate.publish")}),
            ]
        ),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        # Titles and sentences come from strangers: what could turn a line is dropped everywhere.
        finalize=_harmless,
    )
    made.filters.update(filters())
    made.filters.update(
        quoted=quoted,
        day=day_words,
        days=days_words,
        month=month_words,
        days_range=range_words,
        percent=percent,
        link=link,
        outlet=source_words,
        teller=teller,
        tellers=tellers,
        read_as=claim_words,
        # The figure escapes its own words.
        svg=lambda figure: Markup(svg(figure)),  # noqa: S704
    )
    made.globals.update(static=static, event_names=EVENT_NAMES, credit_names=CREDIT_NAMES)
    return made


def _harmless(value: Any) -> Any:
    from markupsafe import Markup

    return safe(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def static(name: str) -> str:
    """Return the address of a file of the package; it changes when the file does."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"
