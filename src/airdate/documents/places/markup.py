"""Markup of strangers made safe to parse, and its words: XML without its prologue, HTML as text.

Nothing before the root element reaches the parser, so no document type does, and with it no entity
and no file or address that one could name.  Entities of HTML become their letters; ampersands that
stand for themselves stay; control characters go.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any

from airdate.documents.composition import clean
from airdate.documents.encoding import decode
from airdate.documents.places.limits import MOST_AMPERSANDS, MOST_TAGS
from airdate.errors import Malformed

_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{2,30})""")
# Seven-bit encodings look like ASCII, and so like UTF-8, until their escapes are read.
_SEVEN_BIT = ("iso-2022", "hz")
# Characters in which the root of a document must begin: prologues have some hundred.
_PROLOGUE = 100_000
_DOCTYPE = re.compile(r"<!doctype", re.IGNORECASE)
_PAGE = re.compile(r"<(?:html|body|head)[\s>]", re.IGNORECASE)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(?:#(x?[0-9a-fA-F]{1,7});|(\w{1,32};))?")
# The ampersands that XML knows by itself.
_OWN = ("&amp;", "&lt;", "&gt;", "&quot;", "&apos;")
_SECTION, _SECTION_END = "<![CDATA[", "]]>"

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b[^<>]*>|<!--|-->|<[!?][^<>]*>")
_HIDDEN = ("script", "style", "template", "noscript", "iframe", "object", "svg", "head", "title")
_BLOCKS = frozenset(
    [
        *("p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("blockquote", "pre", "table", "tr", "section", "article", "header", "footer", "main"),
        *("aside", "figure", "figcaption", "hr"),
    ]
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NO_PROSE = ("script", "style", "template", "noscript", "iframe", "form", "svg", "button", "object")


def decode_xml(data: bytes, *, charset: str | None = None) -> str:
    """Return the text of an XML document by its marks, UTF-8, its own word, or the server's."""
    stated = _ENCODING.search(data[:1_000])
    own = stated[1].decode("ascii").lower() if stated else None
    if own and own.startswith(_SEVEN_BIT):
        try:
            return data.decode(own)
        except (ValueError, LookupError):
            pass
    return decode(data, declared=own or charset)


def root_of(text: str, names: tuple[str, ...]) -> tuple[str, str] | None:
    """Return what stands before the root element of one of these names, and the rest; else None.

    None too where a page of HTML begins first.
    """
    form = rf"<(?:[\w.-]{{1,20}}:)?(?:{'|'.join(names)})(?=[\s>/])"
    start = text[:_PROLOGUE]
    found = re.search(form, start, re.IGNORECASE)
    page = _PAGE.search(start)
    if found is None or (page and page.start() < found.start()):
        return None
    return text[: found.start()], text[found.start() :]


def has_doctype(prologue: str) -> bool:
    """Return whether a prologue declares a document type."""
    return _DOCTYPE.search(prologue) is not None


def mend(text: str, *, source: str = "the file") -> str:
    """Return XML whose ampersands and characters a parser takes, sections of CDATA as they were.

    Raises: Malformed where it has more than MOST_TAGS.
    """
    text = _ILLEGAL.sub("", text)
    if text.count("&") - sum(map(text.count, _OWN)) > MOST_AMPERSANDS:
        return text.replace("&", "&amp;")
    if text.count("<") > MOST_TAGS:
        problem = f"{source}: XML with more than {MOST_TAGS:,} tags is not read"
        raise Malformed(problem, "watch a smaller feed or list of the same site")
    parts: list[str] = []
    inside = False
    for number, piece in enumerate(text.split(_SECTION)):
        if number and not inside:
            parts.append(_SECTION)
            inside = True
        elif number:  # the mark of a section within one is text
            parts.append("<![CDATA ")
        if inside:
            words, end, rest = piece.partition(_SECTION_END)
            parts += (words, end)
            inside = not end
            piece = rest
        if not inside:
            parts.append(_AMPERSAND.sub(_letter, piece))
    return "".join(parts) + (_SECTION_END if inside else "")


def _letter(found: re.Match[str]) -> str:
    number, name = found[1], found[2]
    if number:
        code = int(number[1:] or "0", 16) if number[0] == "x" else _decimal(number)
        letter = chr(code) if 0 < code < 0x110000 else ""
        return "" if _ILLEGAL.match(letter) else html.escape(letter)
    if name and (letters := html5.get(name)):
        return html.escape(letters)
    return f"&amp;{name or ''}"


def _decimal(number: str) -> int:
    return int(number) if number.isdecimal() else 0


def elements(
    text: str, names: tuple[str, ...], *, flaws: list[str] | None = None
) -> Iterator[tuple[Any, bool]]:
    """Yield each element of these names, of any namespace, once it is whole; at the end the root.

    Yields (element, whether it is the root); an element is emptied after its turn, so a document
    takes no more memory than its largest one.  Broken XML is read as far as it can be understood.
    flaws: a list that is told what was broken.
    """
    from lxml import etree  # type: ignore[import-untyped]

    # Without `huge_tree` the parser stops at 256 levels, and at texts of ten million characters.
    walk = etree.iterparse(
        io.BytesIO(text.encode("utf-8", "replace")),
        events=("end",),
        tag=[form for name in names for form in (name, f"{{*}}{name}")],
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        for _, element in walk:
            yield element, False
            # The parser may be at work on what follows: only what lies before is taken out.
            element.clear(keep_tail=True)
            before = element.getprevious()
            if before is not None and local_name(before.tag) in names:
                before.getparent().remove(before)
    except etree.XMLSyntaxError:
        pass
    if flaws is not None:
        # A prefix that nobody declared breaks nothing.
        broken = (each for each in walk.error_log if each.domain_name != "NAMESPACE")
        flaws += (each.type_name for each in broken)
    if walk.root is not None:
        yield walk.root, True


def local_name(tag: Any) -> str:
    """Return an element's name without its namespace, in lower case."""
    return str(tag).rpartition("}")[2].rpartition(":")[2].lower()


def words_of(markup: str) -> str:
    """Return the words of HTML as one line, scripts and styles left out; for summaries and titles.

    Text without markup is as it was, its entities read.
    """
    if "<" not in markup:
        return clean(html.unescape(markup) if "&" in markup else markup)
    parts: list[str] = []
    hidden, last = "", 0
    for tag in _TAG.finditer(markup):
        closing, name = tag[1], (tag[2] or tag[0]).lower()
        if not hidden:
            parts.append(markup[last : tag.start()])
            parts.append(" " if name in _BLOCKS else "")
            if not closing and (name in _HIDDEN or name == "<!--"):
                hidden = "-->" if name == "<!--" else name
        elif name == hidden and (closing or name == "-->"):
            hidden = ""
        last = tag.end()
    if not hidden:
        parts.append(markup[last:])
    return clean(html.unescape("".join(parts)))


def paragraphs_of(markup: str) -> list[tuple[str, bool]]:
    """Return the paragraphs of HTML, and whether each is a heading; for the text of an article."""
    from lxml import etree

    from airdate.documents.page import tree_of

    tree = tree_of(f"<div>{markup}</div>")
    if tree is None:
        return []
    etree.strip_elements(tree, *_NO_PROSE, etree.Comment, with_tail=False)
    found: list[tuple[str, bool]] = []
    line: list[str] = []

    def end_line(heading: bool) -> None:
        if words := clean("".join(line)):
            found.append((words, heading))
        line.clear()

    for event, tag in etree.iterwalk(tree, events=("start", "end")):
        name = tag.tag if isinstance(tag.tag, str) else ""
        if name in _BLOCKS:
            end_line(heading=event == "end" and name in _HEADINGS)
        elif name in ("td", "th") and event == "end":
            line.append(" ")
        line.append((tag.text if event == "start" else tag.tail) or "")
    end_line(heading=False)
    return found
