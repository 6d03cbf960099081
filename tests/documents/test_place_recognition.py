"""Bytes told by their content; moments and addresses as strangers write them."""

import gzip
import json
from datetime import UTC, datetime

import pytest

from airdate.documents.places import look_of
from airdate.documents.places.addresses import web_address
from airdate.documents.places.moments import read_moment

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class TestLooks:
    """What bytes are."""

    @pytest.mark.parametrize(
        ("look", "data"),
        [
            ("feed", b"<?xml version='1.0'?>\n<!-- a feed --><rss version='2.0'></rss>"),
            ("feed", b"\xef\xbb\xbf<feed xmlns='http://www.w3.org/2005/Atom'/>"),
            ("feed", b"<rdf:RDF></rdf:RDF>"),
            ("feed", b'{"version": "https://jsonfeed.org/version/1", "items": []}'),
            ("sitemap", b"<urlset></urlset>"),
            # Packed without the hour: what a test is called by may not change with the clock.
            ("sitemap", gzip.compress(b"<sitemapindex></sitemapindex>", mtime=0)),
            ("sitemap", b"https://v.example/1\nhttps://v.example/2\n"),
            ("opml", b"<?xml version='1.0'?><opml></opml>"),
            ("thread", json.dumps([{"author": "a", "date": "2026", "text": "b"}]).encode()),
            ("thread", b'{"author": "a", "text": "b"}\n{"author": "c", "text": "d"}\n'),
            ("thread", b'{"kind": "Listing", "data": {"children": []}}'),
            ("thread", b"[2026-11-20 8:00] a: b\n[2026-11-20 8:01] c: d\n[2026-11-20 8:02] e: f"),
            ("mbox", b"From a@v.example Fri Nov 20 08:00:00 2026\nSubject: a\n\nb"),
            ("mail", b"From: a@v.example\nSubject: b\n\nc"),
            ("page", b"<!doctype html><html><body><p>the <rss> element</p></body></html>"),
            ("page", b"<article>words</article>"),
            ("other", b"From now on <rss> is a word in a long line of prose about it."),
            ("other", b'{"heading": "A", "paragraphs": ["b"]}'),
            ("other", b'[{"heading": "A", "paragraphs": ["b"], "date": "2026-11-20"}]'),
            ("other", b"Title: A\nDate: 2026-11-20\n\nProse of a document: with colons."),
            ("other", b"[" * 100_000),
            ("other", b"\x1f\x8bbroken"),
            ("other", b""),
        ],
    )
    def test_it_is_told_by_the_content(self, look, data):
        """Not by a name, and not by a word in prose."""
        assert look == look_of(data)


class TestMoments:
    """Moments in the forms that feeds and forums write."""

    @pytest.mark.parametrize(
        "text",
        [
            "Fri, 20 Nov 2026 08:30:00 GMT",
            "Fri, 20 Nov 2026 08:30:00 +0000",
            "20 Nov 2026 03:30:00 EST",
            "Fri, 20 Nov 26 08:30:00 Z",
            "Friday, 20 November 2026 08:30:00 UTC",
            "2026-11-20T08:30:00Z",
            "2026-11-20T08:30:00.123+00:00",
            "2026-11-20T09:30+0100",
            "2026-11-20 08:30:00",
            "2026/11/20 08:30",
            "20261120T083000Z".replace("T083000", "T08:30:00"),
            "November 20, 2026 8:30 AM",
            "Nov. 20, 2026, 3:30 a.m. ET",
            "Fri Nov 20 08:30:00 2026",
            "Fri Nov 20 08:30:00 UTC 2026",
            "20. November 2026 08:30",
            "20 novembre 2026 à 08:30".replace(" à", ""),
            "20 de noviembre de 2026 08:30",
            "1795163400",
            "1795163400000",
            1795163400,
            1795163400.0,
        ],
    )
    def test_the_same_moment_in_many_forms(self, text):
        """To the minute, in UTC."""
        found = read_moment(text, now=NOW)
        assert datetime(2026, 11, 20, 8, 30, tzinfo=UTC) == (
            found.replace(second=0, microsecond=0) if found else None
        )

    @pytest.mark.parametrize(
        "text",
        [
            *(
                "",
                "yesterday",
                "10:30",
                "2026-02-30",
                "2026-13-01",
                "0000-00-00",
                "1970-01-01",
                "x",
            ),
            *("Fri, 99 Nov 2026 08:30:00 GMT", "2026-11-20T25:00:00Z", "1 " * 40, None, True, -5),
            *("2027-01-01", 99999999999999999, float("nan"), float("inf"), "٢٠٢٦-١١-٢٠x", [], {}),
        ],
    )
    def test_what_is_no_moment_is_none(self, text):
        """Days that do not exist are not the nearest ones; nothing is taken from the clock."""
        assert read_moment(text, now=NOW) is None

    def test_midnight_at_the_end_of_a_day_is_the_next(self):
        """As ISO 8601 once allowed."""
        assert datetime(2026, 11, 21, tzinfo=UTC) == read_moment("2026-11-20T24:00:00Z", now=NOW)


class TestAddresses:
    """Addresses of the web."""

    @pytest.mark.parametrize(
        ("raw", "full"),
        [
            ("https://v.example/a?b=c#d", "https://v.example/a?b=c#d"),
            (" /a b ", "https://vista.example/a%20b"),
            ("//v.example/a", "https://v.example/a"),
            ("?p=2", "https://vista.example/tv/?p=2"),
            ("https://v.example/?a=1&amp;b=2", "https://v.example/?a=1&b=2"),
            ("HTTPS://V.example/A", "HTTPS://V.example/A"),
            ("https://bücher.example/", "https://bücher.example/"),
            *(
                (odd, None)
                for odd in (
                    "javascript:alert(1)",
                    "java\nscript:alert(1)",
                    "\x01javascript:alert(1)",
                    "data:text/html,x",
                    "file:///etc/passwd",
                    "ftp://v.example/",
                    "https://a:b@v.example/",
                    "https://v.example\\@w.example/",
                    "https://v.example:99999/",
                    "https://[::1",
                    "https://%31.example/",
                    "https:///a",
                    "https://v.example/\u202egpj",
                    "https://v.example/" + "a" * 5_000,
                    "",
                    None,
                )
            ),
        ],
    )
    def test_only_http_and_https_that_all_read_alike(self, raw, full):
        """Resolved against the base."""
        found = web_address(raw, "https://vista.example/tv/")
        assert (full and full.lower()) == (found and found.lower())
