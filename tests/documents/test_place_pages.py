"""Pages that are watched: the feeds they name, and what is new on them."""

from datetime import UTC, datetime

import pytest

from airdate.documents import compose
from airdate.documents.places import (
    FeedLink,
    Snapshot,
    added,
    find_feeds,
    snapshot_of,
    take_snapshot,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://vista.example/tv/"


class TestFeeds:
    """The feeds of a site by its home address."""

    def test_a_page_names_its_feeds_those_of_comments_last(self):
        """Relative to its base; no feed twice, no pages in other languages, no odd schemes."""
        page = (
            b"<html><head><base href='/x/'><link rel='alternate' hreflang='de' href='/de'>"
            b"<link rel=alternate type='application/rss+xml' title='Comments'"
            b" href='/comments/feed'>"
            b"<LINK REL='ALTERNATE nofollow' TYPE='application/rss+xml; charset=utf-8' href='feed'>"
            b"<link rel='alternate' type='application/atom+xml' title='A' href='//v.example/atom'>"
            b"<link rel='alternate' type='application/feed+json' href='https://v.example/f.json'>"
            b"<link rel='alternate' type='application/json' href='/wp-json/posts/1'>"
            b"<link rel='alternate' type='application/rss+xml' href='javascript:alert(1)'>"
            b"<link rel='alternate' type='application/rss+xml' href='feed'></head></html>"
        )
        assert (
            FeedLink("https://vista.example/x/feed", "", "rss"),
            FeedLink("https://v.example/atom", "A", "atom"),
            FeedLink("https://v.example/f.json", "", "json"),
            FeedLink("https://vista.example/comments/feed", "Comments", "rss"),
        ) == find_feeds(page, url=URL)

    def test_without_them_links_that_look_like_feeds_count(self):
        """By their address; a page about food is none."""
        page = (
            b"<body><a href='/rss.xml'>News by RSS</a><a href='/feeding-cats'>Cats</a>"
            b"<a href='/a/feed/'>Feed</a><a href='mailto:rss@v.example/rss'>x</a></body>"
        )
        assert (
            FeedLink("https://vista.example/rss.xml", "News by RSS", "rss"),
            FeedLink("https://vista.example/a/feed/", "Feed", "rss"),
        ) == find_feeds(page, url=URL)

    @pytest.mark.parametrize("page", [b"", b"\x00", b"<link" * 50_000, b"<div>" * 100_000])
    def test_odd_pages_name_none(self, page):
        """Nothing, and without end."""
        assert () == find_feeds(page, url=URL)


def snapshot(*paragraphs: str) -> Snapshot:
    """Return the snapshot of a text."""
    return snapshot_of(compose("Harbour Lights season 2", paragraphs))


class TestChange:
    """What is new since the last visit, and only that."""

    def test_passing_words_change_nothing(self):
        """Days of updates, ages, counters, notices, the order of paragraphs."""
        before = snapshot(
            "Updated on November 20, 2026 at 8:15 am",
            "Filming ended in Riga on Friday.",
            "The cast returns for eight episodes.",
            "Posted 3 hours ago, 1,204 comments.",
            "Advertisement",
            "© 2025 Vista Media.",
            "Friday, November 20, 2026",
        )
        after = snapshot(
            "Updated on November 22, 2026 at 9:40 pm",
            "The cast returns for eight episodes.",
            "Filming ended in Riga on Friday.",
            "Posted 2 days ago, 1,377 comments.",
            "Sponsored content",
            "© 2026 Vista Media.",
            "Sunday, November 22, 2026",
        )
        assert (before.key, ()) == (after.key, added(before.marks, after))

    def test_a_new_sentence_is_found_and_so_is_a_new_day_in_an_old_one(self):
        """A release that moved by a week is news, though but a number has changed."""
        before = snapshot("Filming ended in Riga.", "It opens on March 4, 2027.")
        after = snapshot("Filming ended in Riga. Editing has begun.", "It opens on March 11, 2027.")
        assert ["Editing has begun.", "It opens on March 11, 2027."] == [
            after.document.words_of(number) for number in added(before.marks, after)
        ]
        assert before.key != after.key

    def test_a_page_is_compared_by_its_main_text(self):
        """Menus and scripts are none of it."""
        page = "<html><body><nav>{0}</nav><article><p>Filming of the second season ended in Riga "
        page += "on Friday, the producers said.</p><p>{1}</p></article><script>{0}</script></body>"
        one, two, three = (
            take_snapshot(page.format(*each).encode(), url=URL, now=NOW)
            for each in (("a", "So it is."), ("b", "So it is."), ("b", "The trailer comes in May."))
        )
        assert isinstance(one, Snapshot)
        assert isinstance(two, Snapshot)
        assert isinstance(three, Snapshot)
        assert one.key == two.key
        assert ["The trailer comes in May."] == [
            three.document.words_of(number) for number in added(two.marks, three)
        ]

    def test_other_scripts_count_by_their_letters(self):
        """A sentence of eight Korean letters is long enough to be news."""
        before, after = (
            snapshot("촬영이 끝났다."),
            snapshot("촬영이 끝났다.", "내년 봄에 공개된다."),
        )
        assert ["내년 봄에 공개된다."] == [
            after.document.words_of(number) for number in added(before.marks, after)
        ]
