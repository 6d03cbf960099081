"""An article as Markdown, HTML, text and JSON: each sentence with the numbers of its sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape as escaped
from typing import Any

from airdate.brief.wording import source_words
from airdate.checking import Article, cited_claims
from airdate.model import Line, Weighed
from airdate.publish.jsonform import weighed_json
from airdate.publish.markdown import escape
from airdate.publish.text import link, safe
from airdate.wording import day_words

SOURCES = "Sources"


def article_markdown(article: Article) -> str:
    """Return the article in Markdown; a number leads to the page that it stands for."""
    number = _numbers(article)
    rows = [f"# {escape(article.headline)}", ""]
    for heading, lines in article.passages:
        said = " ".join(_sentence(line, number) for line in lines)
        rows += [f"## {escape(heading)}", "", said, ""]
    if article.sources:
        rows += [f"## {SOURCES}", ""]
        rows += [f"{n}. {_listed(w)}" for n, w in enumerate(article.sources, 1)]
    return "\n".join(rows).rstrip("\n") + "\n"


Cited = tuple[Line, tuple[int, ...], tuple[str, ...]]
"""A sentence, the numbers of the sources that it cites, the conversations behind it."""


def numbered(
    article: Article,
) -> tuple[tuple[str, tuple[Cited, ...]], ...]:
    """Return the passages, each sentence with its sources' numbers, and its conversations."""
    number = _numbers(article)
    return tuple(
        (
            heading,
            tuple((line, tuple(_marks(line, number)), tuple(threads_of(line))) for line in lines),
        )
        for heading, lines in article.passages
    )


def _marks(line: Line, number: Mapping[str, int]) -> Sequence[int]:
    return [number[w.entry.document_id] for w in _cited(line, number)]


def _numbers(article: Article) -> Mapping[str, int]:
    return {w.entry.document_id: n for n, w in enumerate(article.sources, 1)}


def _sentence(line: Line, number: Mapping[str, int]) -> str:
    marks = "".join(_mark(w, number[w.entry.document_id]) for w in _cited(line, number))
    marks += "".join(f"[\\[thread\\]](<{to}>)" for to in threads_of(line))
    return f"{escape(line.text)} {marks}".rstrip()


def threads_of(line: Line) -> Sequence[str]:
    """Return the addresses of the conversations that a sentence was measured of."""
    return [address for address in map(link, line.notes) if address]


def _cited(line: Line, number: Mapping[str, int]) -> Sequence[Weighed]:
    cited = [w for w in cited_claims(line.claims) if w.entry.document_id in number]
    return sorted(cited, key=lambda w: number[w.entry.document_id])


def _mark(weighed: Weighed, number: int) -> str:
    address = link(weighed.entry.url)
    return f"[\\[{number}\\]](<{address}>)" if address else f"\\[{number}\\]"


def _listed(weighed: Weighed) -> str:
    entry = weighed.entry
    name = escape(source_words(weighed.source))
    address = link(entry.url)
    shown = f"[{name}](<{address}>)" if address else name
    return f"{shown}, {day_words(entry.said_on)}, `{entry.id[:8]}`"


def article_html(article: Article) -> str:
    """Return the article as one page of HTML that needs nothing else."""
    number = _numbers(article)
    parts = [f"<h1>{_html(article.headline)}</h1>"]
    for heading, lines in article.passages:
        parts.append(f"<h2>{_html(heading)}</h2>")
        parts.append("<p>" + " ".join(_html_sentence(line, number) for line in lines) + "</p>")
    if article.sources:
        items = (
            f'<li id="source-{n}">{_html_source(w)}</li>' for n, w in enumerate(article.sources, 1)
        )
        parts.append(f"<h2>{SOURCES}</h2><ol>{''.join(items)}</ol>")
    return _PAGE.format(title=_html(article.headline), body="\n".join(parts))


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --ink: #1b1b1f; --paper: #fff; --soft: #5b5b66;
  --accent: #0b57a4; }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #ececf1; --paper: #16161a; --soft: #a9a9b6;
  --accent: #8ec5ff; }} }}
body {{ margin: 0 auto; max-width: 40rem; padding: 2rem 1rem 4rem; background: var(--paper);
  color: var(--ink); font: 1.05rem/1.6 Georgia, serif; overflow-wrap: anywhere; }}
h1 {{ font-size: 1.8rem; line-height: 1.2; }}
h2 {{ font-size: 1.2rem; margin: 1.8rem 0 .4rem; }}
a {{ color: var(--accent); }}
sup {{ line-height: 0; }}
ol {{ color: var(--soft); font: .9rem/1.5 system-ui, sans-serif; padding-left: 1.4rem; }}
</style>
</head>
<body><main><article>
{body}
</article></main></body>
</html>
"""


def _html(text: str) -> str:
    return escaped(safe(text))


def _html_sentence(line: Line, number: Mapping[str, int]) -> str:
    marks = "".join(f'<sup><a href="#source-{n}">[{n}]</a></sup>' for n in _marks(line, number))
    rel = 'rel="noopener noreferrer nofollow"'
    marks += "".join(
        f'<sup><a href="{escaped(to)}" {rel}>[thread]</a></sup>' for to in threads_of(line)
    )
    return f"<span>{_html(line.text)}</span>{marks}"


def _html_source(weighed: Weighed) -> str:
    entry = weighed.entry
    name, address = _html(source_words(weighed.source)), link(entry.url)
    rel = 'rel="noopener noreferrer nofollow"'
    shown = f'<a href="{escaped(address)}" {rel}>{name}</a>' if address else name
    return f"{shown}, {day_words(entry.said_on)}: “{_html(entry.sentence_words)}”"


def article_json(article: Article) -> dict[str, Any]:
    """Return the article with the claims behind each sentence."""
    return {
        "title": article.installment.title,
        "season": article.installment.season,
        "as_of": article.as_of.isoformat(),
        "headline": article.headline,
        "passages": [
            {
                "heading": heading,
                "sentences": [
                    {
                        "key": line.ref,
                        "text": line.text,
                        "claims": [w.entry.id for w in line.claims],
                        "threads": list(threads_of(line)),
                    }
                    for line in lines
                ],
            }
            for heading, lines in article.passages
        ],
        "sources": [weighed_json(w) for w in article.sources],
        "left_out": list(article.left_out),
    }
