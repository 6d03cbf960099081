"""Synthetic archives: WARC files of pages made of our own corpus and of general news.

    python -m evaluation.archives OUT.warc.gz [--pages N] [--share 0.1]

The same numbers give the same bytes. `share` is that of pages that tell of a production; the rest
is general news, in sentences put together of parts, under the menus that sites have.
"""

from __future__ import annotations

import argparse
import html
import io
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from evaluation.corpus import passages

_WHO = (
    *("The town council", "A spokesman for the port", "The finance minister", "Farmers"),
    *("The striking drivers", "Two witnesses", "The goalkeeper", "Researchers in Uppsala"),
    *("The central bank", "A judge in Lyon", "The coastguard", "Residents of the old quarter"),
)
_DID = (
    *("said on Tuesday that", "told reporters that", "could not explain why", "hoped that"),
    *("warned in March that", "denied that", "learned last week that", "asked whether"),
)
_WHAT = (
    *("the bridge would be closed until 14 April", "prices of wheat had fallen again"),
    *("the match had been decided in the last minute", "the vote would be repeated in May"),
    *("three people were hurt in the fire", "the new tax would come on January 1, 2027"),
    *("the ferry had lost its way in the fog", "the hospital needs forty more nurses"),
    *("the old harbour should be a park", "the storm had taken the roof of the school"),
)
# Words of our trade that mean another thing, and the menus of sites that have it as a section.
_ALIKE = (
    "The season opened with a defeat for the home side.",
    "A series of talks ended without a result.",
    "Polls show that few will cast their votes early.",
    "The pilot landed on the wrong runway.",
    "The forecast for the delayed harvest is better.",
    "Fans were kept out of the stadium.",
)
_SECTIONS = ((), ("Film",), ("TV", "Series"), ("Podcasts", "Streaming"))
_MENU = ("Home", "World", "Politics", "Business", "Sport", "Weather", "Culture", "Contact")
_ALIKE_SHARE = 0.15
_FIRST = date(2026, 1, 3)


def general_paragraph(source: random.Random) -> str:
    """Return a paragraph of news in which nothing is awaited."""
    parts = ((source.choice(_WHO), source.choice(_DID), source.choice(_WHAT)) for _ in range(4))
    told = " ".join(f"{' '.join(words)}." for words in parts)
    return f"{told} {source.choice(_ALIKE)}" if source.random() < _ALIKE_SHARE else told


def page_of(
    heading: str, paragraphs: list[str], *, published: date, seed: int = 0, weight: int = 0
) -> bytes:
    """Return a page as sites write them: head, menu, article, teasers, foot.

    weight: bytes of what else pages hold; most of the web's are of 100,000 and more.
    """
    source = random.Random(seed)  # noqa: S311 - no secret
    names = (*_MENU, *source.choice(_SECTIONS))
    menu = "".join(f'<li><a href="/{w.lower()}">{w}</a></li>' for w in names)
    teasers = "".join(
        f"<li><a href='/{i}'>{general_paragraph(source)[:60]}</a></li>" for i in "abc"
    )
    body = "".join(f"<p>{html.escape(words)}</p>\n" for words in paragraphs)
    script = (
        "window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments);}" * 20
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>'
        f"{html.escape(heading)}</title><meta property='article:published_time' "
        f"content='{published}T08:00:00Z'><script>{script}</script>{_styles(weight)}</head><body>"
        f"<nav><ul>{menu}"
        f"</ul></nav><main><article><h1>{html.escape(heading)}</h1>\n{body}</article></main>"
        f"<aside><ul>{teasers}</ul></aside>{_cards(source, weight)}<footer>Imprint</footer>"
        f"</body></html>"
    ).encode()


# Of what pages hold beside their article: the shares of styles, of scripts, and of cards that
# lead to other articles.
_STYLE_SHARE, _SCRIPT_SHARE, _CARD_SHARE = 0.3, 0.45, 0.25
_RULE = ".grid-{0}>.card-{0}:nth-child({0}n+1){{margin:0 {0}px 8px;color:#0a{0:02x}3c}}"
_STATE = '{{"id":{0},"slot":"ad-{0}","sizes":[[300,250],[{0},600]],"lazy":true,"path":"/a/{0}"}},'
_CARD = (
    '<div class="card card-{0}"><a href="/{0}" data-track="teaser:{0}"><div class="frame"><img '
    'src="/i/{0}.webp" alt="" loading="lazy"></div><h3 class="card-head">{1}</h3></a></div>'
)


def _styles(weight: int) -> str:
    """Return the styles and scripts of a page of a weight."""
    rules = "".join(map(_RULE.format, range(round(weight * _STYLE_SHARE / 68))))
    state = "".join(map(_STATE.format, range(round(weight * _SCRIPT_SHARE / 84))))
    return f"<style>{rules}</style><script>window.state=[{state}0]</script>" if weight else ""


def _cards(source: random.Random, weight: int) -> str:
    """Return the cards of a page of a weight."""
    count = round(weight * _CARD_SHARE / 230)
    heads = (general_paragraph(source)[:60] for _ in range(count))
    cards = "".join(_CARD.format(number, head) for number, head in enumerate(heads))
    return f'<section class="more">{cards}</section>' if count else ""


def pages(
    count: int, *, share: float, seed: int = 1, weight: int = 0
) -> Iterator[tuple[str, datetime, bytes]]:
    """Yield address, moment of the visit and page; `share` (0..1) of them tell of a production.

    weight: bytes of styles, scripts and cards in each page, as in `page_of`.
    """
    source = random.Random(seed)  # noqa: S311 - no secret
    told = _productions()
    for number in range(count):
        day = _FIRST + timedelta(days=source.randrange(90))
        met = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(seconds=number)
        url = f"https://news{number % 7}.example/{day:%Y/%m/%d}/story-{number}"
        if told and source.random() < share:
            heading, paragraphs = source.choice(told)
        else:
            paragraphs = [general_paragraph(source) for _ in range(source.randrange(4, 12))]
            heading = paragraphs[0].split(".")[0]
        yield url, met, page_of(heading, paragraphs, published=day, seed=number, weight=weight)


def _productions() -> list[tuple[str, list[str]]]:
    return [(passage["heading"] or "", passage["paragraphs"]) for passage in passages()]


def warc_bytes(found: Iterator[tuple[str, datetime, bytes]], *, packed: bool = True) -> bytes:
    """Return a WARC file of answers with these pages."""
    from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
    from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

    stream = io.BytesIO()
    writer: Any = WARCWriter(stream, gzip=packed)
    for url, met, data in found:
        headers = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
        )
        fields = {
            "WARC-Date": met.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, url)}>",
        }
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(data),
                length=len(data),
                http_headers=headers,
                warc_headers_dict=fields,
            )
        )
    return stream.getvalue()


def main() -> None:
    """Write an archive of the size asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--share", type=float, default=0.1)
    asked = parser.parse_args()
    asked.out.write_bytes(
        warc_bytes(pages(asked.pages, share=asked.share), packed=asked.out.suffix == ".gz")
    )


if __name__ == "__main__":
    main()
