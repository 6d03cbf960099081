"""A Brief as one page of HTML that needs nothing else: every line unfolds to its sentences."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from airdate.brief.wording import source_words
from airdate.model import Brief, Line
from airdate.publish.text import claim_words, link, safe
from airdate.wording import day_words, percent

if TYPE_CHECKING:
    from jinja2 import Template


def brief_html(brief: Brief) -> str:
    """Return the brief as a page: no script, nothing loaded from elsewhere, all text escaped."""
    return _template().render(brief=brief, anchor=_anchor)


def _anchor(line: Line) -> str:
    return "line-" + re.sub(r"[^\w.-]", "-", line.ref)


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    # Everything is escaped: titles, sentences and outlets come from strangers.
    page = Environment(
        loader=PackageLoader("airdate.publish"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    page.filters.update(
        day=day_words,
        percent=percent,
        safe_text=safe,
        link=link,
        outlet=source_words,
        read_as=claim_words,
    )
    return page.get_template("brief.html")
