"""The shape of a page, brought within bounds: what lies deeper than in any article is lifted.

What reads a page asks many elements for all that lies below them, so its cost grows with the sum of
the depths of all elements: pages made to hurt have a few thousand elements for each of a few
hundred levels.  Held below a sum, a page costs as much as its length.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

# Pages have some 30 levels; none has this many but one made to hurt, or by a broken template.
_DEEPEST = 200
# Of all depths together: 40,000 elements of 25 levels each, more than any article has.
_LARGEST_SUM = 1_000_000
# So deep may elements lie however many they are.
_ALWAYS_ALLOWED = 40
# Beyond some 2,000 levels the parser itself reads no further.
DEEPEST_PARSED = 2_000
_WRAPPERS = ("div", "section", "span", "center", "font", "main", "article")
# What is kept however deep it lies: paragraphs, and what tells text from other things.
_KEPT_DEEP = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "br", "time", "script", "style")
_INLINE = ("span", "font", "b", "i", "em", "strong", "u", "small", "sub", "sup", "q", "cite", "a")
_LIFTED = "lifted"


def flatten(tree: Any) -> int:
    """Return how deep a page is nested, and lift what lies deeper than any article does.

    First go wrappers that hold one element and no words, wherever they are, so that lists and
    tables inside keep their form; then, below the deepest level, all but paragraphs.
    """
    levels = Counter(level for level, _ in _levels(tree))
    depth = max(levels, default=0)
    if depth > _DEEPEST:
        _lift(tree, [tag for level, tag in _levels(tree) if level > 2 and _only_wraps(tag)])
        levels = Counter(level for level, _ in _levels(tree))
    deepest = _deepest_allowed(levels)
    if max(levels, default=0) > deepest:
        deep = (tag for level, tag in _levels(tree) if level > deepest)
        _lift(tree, [tag for tag in deep if tag.tag not in _KEPT_DEEP])
        # Paragraphs hold no paragraphs; those that do were made to cost time.
        _lift(tree, [tag for level, tag in _levels(tree) if level > deepest + 2])
    return depth


def _deepest_allowed(levels: Counter[int]) -> int:
    """Return the level below which elements are lifted, so that all depths stay below the sum."""
    below, total = sum(levels.values()), 0
    for level in range(1, _DEEPEST + 1):
        # Lifted to this level, each element below it adds one.
        total += below
        below -= levels[level]
        if total > _LARGEST_SUM and level > _ALWAYS_ALLOWED:
            return level
    return _DEEPEST


def _levels(tree: Any) -> Iterator[tuple[int, Any]]:
    """Yield the elements of a page with their depth, that of the root being 1."""
    from lxml import etree  # type: ignore[import-untyped]

    level = 0
    for event, tag in etree.iterwalk(tree, events=("start", "end")):
        level += 1 if event == "start" else -1
        if event == "start":
            yield level, tag


def _only_wraps(tag: Any) -> bool:
    if tag.tag not in _WRAPPERS or len(tag) != 1 or tag[0].tag not in _WRAPPERS:
        return False
    return not (tag.text or "").strip() and not (tag[0].tail or "").strip()


def _lift(tree: Any, tags: list[Any]) -> None:
    """Put the content of elements in their place; words of two blocks stay apart."""
    from lxml import etree

    for tag in tags:
        if tag.tag not in _INLINE:
            tag.text, tag.tail = f" {tag.text or ''}", f" {tag.tail or ''}"
        tag.tag = _LIFTED
    etree.strip_tags(tree, _LIFTED)
    _join_texts(tree)


def _join_texts(tree: Any) -> None:
    """Make one text of those that lifting left side by side: each was read again for the next.

    2,000 elements with 90,000 pieces of text between them took htmldate 6 s.
    """
    for tag in tree.iter():
        tag.text, tag.tail = tag.text, tag.tail
