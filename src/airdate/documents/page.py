"""Web pages as documents: main text, heading, outlet, day and language out of HTML.

Method: trafilatura finds the main text (F 0.924 on its gold set of 990 pages); where it finds none,
or the page has more elements than it takes in good time, the plain paragraphs are taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from airdate.documents.composition import clean, compose
from airdate.documents.encoding import decode
from airdate.documents.heads import day_of_address, language_of, outlet_of, read_page_day
from airdate.documents.shape import DEEPEST_PARSED, flatten
from airdate.model import Document, Unreadable, title_key

# trafilatura took 6 s for 50,000 links (2026, two slow cores); real articles have some thousand.
MOST_ELEMENTS = 40_000
# The parser compares each attribute of a tag with all before it: 50,000 in one tag took 13 s.
_LONG_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]*)[^<>]{4000,}>")
# Neither says anything about the text, and a document type can define entities.
_PROLOGUE = re.compile(r"<\?xml[^>]*>|<!DOCTYPE[^>\[]*(?:\[[^\]]*\][^>]*)?>", re.IGNORECASE)
_ARTICLE_TYPES = re.compile(r"Article|BlogPosting|Report|PressRelease|WebPage|LiveBlog")
_DAY_METAS = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
)
_SITE_SUFFIX = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,40}$")
_PLAIN_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "tr", "dd")
_PROSE_END = re.compile(r"[.!?…。][\"'”’)]?$")
_NOT_TEXT = ("script", "style", "noscript", "template", "nav", "footer", "aside", "form", "svg")
_LONGEST_BOLD_LINE = 120


@dataclass(frozen=True, slots=True)
class _Block:
    """One paragraph of a page. heading: whether the page marks it as a sub-heading."""

    words: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class _Meta:
    """What the head of a page says."""

    heading: str
    url: str | None
    published: date | None
    language: str | None


def extract(
    data: bytes, *, url: str | None, today: date | None = None, charset: str | None = None
) -> Document | Unreadable:
    """Return the article of a page, or why there is none.

    url: where it was had, None for a file (then the address that the page itself names counts).
    today: no later day is taken for the day of publication.  charset: what the server named.
    """
    source = url or "page"
    tree = tree_of(decode(data, declared=charset))
    if tree is None:
        return _no_text(source)
    depth = flatten(tree)
    meta = _meta(tree, url)
    blocks = _main_blocks(tree) or list(_plain_blocks(tree))
    heading = meta.heading or next((b.words for b in blocks if b.heading), "")
    blocks = _without_heading(blocks, heading)
    if not any(c.isalnum() for block in blocks for c in block.words):
        return _no_text(source, depth=depth)
    text = " ".join(block.words for block in blocks)
    published, basis = _published(tree, meta, today=today)
    return compose(
        heading,
        [block.words for block in blocks],
        outlet=outlet_of(meta.url),
        url=meta.url,
        published=published,
        published_basis=basis,
        language=_language(meta.language, text),
        subheadings=frozenset(i for i, block in enumerate(blocks) if block.heading),
    )


def _no_text(source: str, *, depth: int = 0) -> Unreadable:
    remedy = "save the article's text as .txt, or give the address of the article itself"
    if depth >= DEEPEST_PARSED:
        reason = f"its elements are nested more than {DEEPEST_PARSED:,} deep"
        return Unreadable(source, reason, remedy)
    return Unreadable(source, "no main text was found in the page", remedy)


def tree_of(text: str) -> Any:
    """Return the parsed page, None where there is nothing to parse."""
    from lxml import etree, html  # type: ignore[import-untyped]

    bare = _PROLOGUE.sub("", text.replace("\0", ""), count=3)
    bare = _LONG_TAG.sub(r"<\1>", bare)
    # Without `huge_tree` the parser drops all that lies deeper than 256 elements.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(bare.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree


def _meta(tree: Any, url: str | None) -> _Meta:
    linked = _linked_data(tree)
    metas = _metas(tree)
    stated = read_page_day(str(linked.get("datePublished") or "")) or next(
        filter(None, (read_page_day(metas[name]) for name in _DAY_METAS if name in metas)), None
    )
    return _Meta(
        heading=_heading(tree, linked, metas=metas),
        url=_address(tree, metas, url=url),
        published=stated,
        language=tree.get("lang") or metas.get("og:locale") or metas.get("content-language"),
    )


def _metas(tree: Any) -> dict[str, str]:
    """Return the meta tags by name, in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = (
            tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        )
        if name and tag.get("content"):
            found.setdefault(name.lower(), clean(tag.get("content")))
    return found


def _linked_data(tree: Any) -> dict[str, Any]:
    """Return the JSON-LD object that describes the article, empty if there is none."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(found):
            if _ARTICLE_TYPES.search(str(item.get("@type"))) and item.get("datePublished"):
                return item
    return {}


def _objects(found: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(found, dict):
        yield found
        if depth < 3:
            yield from _objects(found.get("@graph"), depth + 1)
    elif isinstance(found, list) and depth < 3:
        for item in found[:50]:
            yield from _objects(item, depth + 1)


def _heading(tree: Any, linked: dict[str, Any], *, metas: dict[str, str]) -> str:
    """Return the headline: the page's only h1, else what JSON-LD, Open Graph or the title say."""
    firsts = [words for tag in tree.iter("h1") if (words := clean(tag.text_content()))]
    stated = [clean(str(linked.get("headline") or "")), metas.get("og:title", "")]
    titles = [clean(tag.text_content()) for tag in tree.iter("title")][:1]
    known = [title_key(words) for words in (*stated, *titles) if words]
    for words in firsts:
        key = title_key(words)
        if key in known or (len(firsts) == 1 and any(key[:20] in other for other in known)):
            return words
    bare = [_SITE_SUFFIX.sub("", words) for words in titles]
    return next(filter(None, (*stated, *bare, *firsts)), "")


def _address(tree: Any, metas: dict[str, str], *, url: str | None) -> str | None:
    """Return the address of the article: the canonical one, if it is of the site it was had from.

    A page may name any address as its own; only its own site's can vouch for it.
    """
    links = (tag.get("href") for tag in tree.iter("link") if tag.get("rel") == "canonical")
    canonical = next((href for href in links if href), None) or metas.get("og:url")
    if canonical and not canonical.startswith(("http://", "https://")):
        canonical = None
    if url is None or canonical is None:
        return url or canonical
    return canonical if outlet_of(canonical) == outlet_of(url) else url


def _published(tree: Any, meta: _Meta, *, today: date | None) -> tuple[date | None, str]:
    """Return the day of publication and what it rests on."""
    last = today or date.max
    if meta.published and meta.published <= last:
        return meta.published, "page"
    address = day_of_address(meta.url)
    if address and address <= last:
        return address, "address"
    found = _searched_day(tree, last)
    return (found, "page") if found else (None, "unknown")


def _searched_day(tree: Any, last: date) -> date | None:
    """Return the day that htmldate finds in the markup of a page, else in its lines beside prose.

    Prose is left out, since it is full of days that are not of the page; so is the foot with its
    year. A first of January is what htmldate makes of a bare year.
    """
    from copy import deepcopy

    from htmldate import find_date

    lines = deepcopy(tree)
    for tag in list(lines.iter(*_PLAIN_BLOCKS, "footer")):
        if tag.tag == "footer" or _PROSE_END.search(clean(tag.text_content())[-3:]):
            tag.clear(keep_tail=True)
    try:
        for page, extensive in ((deepcopy(tree), False), (lines, True)):
            day = find_date(
                page,
                extensive_search=extensive,
                original_date=True,
                max_date=last.isoformat(),
            )
            if day and not (extensive and day.endswith("-01-01")):
                return read_page_day(day)
    except Exception:  # whatever a stranger's page does to it, the article can be read without
        return None
    return None


def _language(stated: str | None, text: str) -> str:
    """Return the language: by the text where it is in another script than the page says."""
    seen = language_of(text)
    base = re.split(r"[-_]", (stated or "").strip().lower(), maxsplit=1)[0]
    return base if re.fullmatch(r"[a-z]{2}", base) and seen in ("en", base) else seen


def _main_blocks(tree: Any) -> list[_Block]:
    """Return the paragraphs that trafilatura finds; none where it finds none or cannot."""
    from copy import deepcopy

    from trafilatura import bare_extraction

    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return []
    try:
        found: Any = bare_extraction(
            deepcopy(tree),
            include_comments=False,
            include_formatting=True,
            include_tables=True,
        )
    except Exception:  # whatever a stranger's page does to it, the plain paragraphs remain
        return []
    if found is None or found.body is None:
        return []
    return [block for block in _blocks(found.body) if block.words]


def _blocks(element: Any) -> Iterator[_Block]:
    """Yield the paragraphs below an element of trafilatura's tree (TEI's names), in order."""
    yield _Block(clean(element.text or ""))
    for child in element:
        match child.tag:
            case "head":
                yield _Block(clean(_text(child)), heading=True)
            case "list" | "quote" | "item" | "div" if len(child) and _has_blocks(child):
                yield from _blocks(child)
            case "table":
                yield from (_Block(_row(row)) for row in child.iter("row"))
            case "graphic" | "comment":
                pass
            case _:
                yield from _lines(child)
        yield _Block(clean(child.tail or ""))


def _has_blocks(element: Any) -> bool:
    return any(child.tag in ("p", "item", "list", "quote", "head", "table") for child in element)


def _text(element: Any) -> str:
    return "".join(element.itertext())


def _row(row: Any) -> str:
    """Return a row as a line: `Episode 1: March 4, 2027`; more than two by bars."""
    cells = [words for cell in row if (words := clean(" ".join(cell.itertext())))]
    return (": " if len(cells) == 2 else " | ").join(cells)


def _lines(element: Any) -> Iterator[_Block]:
    """Yield the paragraph, or its lines where breaks part it into such as begin anew."""
    for breaking in element.iter("lb"):
        breaking.text = "\n"
    parts: list[str] = []
    for line in filter(None, map(clean, _text(element).split("\n"))):
        if parts and line[0].islower():
            parts[-1] += " " + line
        else:
            parts.append(line)
    bold = len(parts) == 1 and len(parts[0]) <= _LONGEST_BOLD_LINE and _is_bold(element, parts[0])
    yield from (_Block(part, heading=bold) for part in parts)


def _is_bold(element: Any, words: str) -> bool:
    """Return whether a paragraph is all in bold without a full stop: a heading in disguise."""
    bold = "".join(_text(part) for part in element if part.tag == "hi" and part.get("rend") == "#b")
    return element.tag == "p" and clean(bold) == words and words[-1] not in ".!,;…。"


def _plain_blocks(tree: Any) -> Iterator[_Block]:
    """Yield the paragraphs, headings and items of a page as they stand, without menus and feet."""
    from lxml import etree

    root = next((found for name in ("article", "main", "body") for found in tree.iter(name)), tree)
    etree.strip_elements(root, *_NOT_TEXT, etree.Comment, with_tail=False)
    blocks = [tag for tag in root.iter(*_PLAIN_BLOCKS) if not _inside_block(tag)]
    for tag in blocks:
        yield _Block(clean(" ".join(tag.itertext())), heading=tag.tag[0] == "h")
    if not blocks:
        yield from map(_Block, filter(None, map(clean, root.itertext())))


def _inside_block(tag: Any) -> bool:
    parent = tag.getparent()
    return parent is not None and parent.tag in _PLAIN_BLOCKS


def _without_heading(blocks: list[_Block], heading: str) -> list[_Block]:
    """Return the paragraphs without those at the top that repeat the heading."""
    key = title_key(heading)
    return [b for i, b in enumerate(blocks) if b.words and (i > 3 or title_key(b.words) != key)]
