"""General news made of parts: the same for the same numbers, with what it should hold."""

from __future__ import annotations

import random

from evaluation import bench_news


def test_the_same_number_gives_the_same_article() -> None:
    """And another number another one."""
    assert bench_news.article(7, told=False) == bench_news.article(7, told=False)
    assert bench_news.article(7, told=False) != bench_news.article(8, told=False)


def test_every_slot_is_filled() -> None:
    """No braces are left in the text."""
    found = "".join(d.text for d in bench_news.documents(60))
    assert set() == {"{", "}"} & set(found)


def test_one_document_in_a_hundred_tells_of_a_release() -> None:
    """The hundredth differs from itself without by one sentence."""
    found = bench_news.articles(200)
    differ = [n for n, each in enumerate(found, 1) if each != bench_news.article(n, told=False)]
    assert [100, 200] == differ


def test_news_is_varied() -> None:
    """Of a thousand sentences, nine in ten are met once."""
    chance = random.Random(1)
    found = [bench_news.sentence("frames", chance) for _ in range(1_000)]
    assert len(set(found)) > 900
