"""The shape of pages made to hurt is brought within bounds; that of others is left alone."""

import pytest
from lxml import etree, html

from airdate.documents.shape import _ALWAYS_ALLOWED, _LARGEST_SUM, _levels, flatten

_SIZE = 900_000


def _nested(*tags, depth):
    """Return as many groups of nested elements as a page of 900 kB holds."""
    opened = "".join(f"<{tag}>" for tag in tags) * depth
    closed = "".join(f"</{tag}>" for tag in reversed(tags)) * depth
    group = f"{opened}word and word. {closed}"
    return "<html><body>" + group * (_SIZE // len(group)) + "</body></html>"


def _tree(text):
    return html.document_fromstring(text, parser=html.HTMLParser(huge_tree=True))


@pytest.mark.parametrize(
    "tags",
    [("h2",), ("ul",), ("table",), ("div", "a"), ("p", "nav"), ("dl", "dd"), ("b", "i"), ("q",)],
    ids="-".join,
)
@pytest.mark.parametrize("depth", [100, 900])
def test_a_page_made_to_hurt_costs_no_more_than_its_length(tags, depth):
    """What reads it costs as much as all depths together: held to what the largest article has."""
    tree = _tree(_nested(*tags, depth=depth))
    words = "".join(tree.itertext()).split()
    flatten(tree)
    levels = [level for level, _ in _levels(tree)]
    most = max(_LARGEST_SUM, len(levels) * (_ALWAYS_ALLOWED + 3))
    assert sum(levels) <= most
    assert words == "".join(tree.itertext()).split()


def test_no_two_texts_are_left_side_by_side():
    """Each piece would be read again for the next: 2,000 elements took 6 s for it."""
    tree = _tree(_nested("h2", depth=900))
    flatten(tree)
    assert len(list(tree.itertext())) == len(tree.xpath("//text()"))


@pytest.mark.parametrize("count", [10, 1_000])
def test_pages_of_common_depth_are_left_as_they_are(count):
    """Forty levels are more than pages have, and nothing of them is lifted."""
    item = "<div>" * 36 + "<ul><li>One of many.</li></ul>" + "</div>" * 36
    tree = _tree("<html><body>" + item * count + "</body></html>")
    before = etree.tostring(tree)
    assert 40 == flatten(tree)
    assert before == etree.tostring(tree)
