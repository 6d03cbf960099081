"""Sitemaps and lists of feeds: what is listed, and what must not get through."""

import gzip
from datetime import UTC, datetime

import pytest

from airdate.documents.places import (
    Listed,
    Outline,
    opml,
    read_opml,
    read_sitemap,
    sitemap,
    write_opml,
)
from airdate.errors import Malformed

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://vista.example/sitemap.xml"
NEWS = (
    b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    b'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    b'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
    b"<url><loc> https://vista.example/a </loc><lastmod>2026-11-21</lastmod>"
    b"<image:image><image:loc>https://cdn.example/a.jpg</image:loc>"
    b"<image:title>A picture</image:title></image:image>"
    b"<news:news><news:publication><news:name>Vista</news:name>"
    b"<news:language>en</news:language></news:publication>"
    b"<news:publication_date>2026-11-20T08:00:00Z</news:publication_date>"
    b"<news:title>Harbour &amp; Lights</news:title></news:news></url>"
    b"<url><loc>javascript:alert(1)</loc></url><url><loc>/b</loc></url>"
    b"<url><loc>https://vista.example/a</loc></url></urlset>"
)


class TestSitemaps:
    """Pages and further sitemaps, in their order."""

    def test_a_news_sitemap_lists_pages_with_title_and_moment(self):
        """Pictures in a page are not the page; no address twice; only addresses of the web."""
        found = read_sitemap(NEWS, url=URL, now=NOW)
        first = Listed(
            "https://vista.example/a",
            "Harbour & Lights",
            datetime(2026, 11, 20, 8, tzinfo=UTC),
            datetime(2026, 11, 21, tzinfo=UTC),
            "en",
        )
        assert ((first, Listed("https://vista.example/b")), (), 1) == (
            found.pages,
            found.sitemaps,
            found.left_out,
        )

    def test_gzip_is_opened_and_an_index_lists_sitemaps(self):
        """As most sites write them."""
        index = (
            b"<sitemapindex><sitemap><loc>https://vista.example/1.xml.gz</loc>"
            b"<lastmod>2026-11-21T08:00:00+01:00</lastmod></sitemap></sitemapindex>"
        )
        found = read_sitemap(gzip.compress(index), url=URL, now=NOW)
        modified = datetime(2026, 11, 21, 7, tzinfo=UTC)
        assert ((), (Listed("https://vista.example/1.xml.gz", modified=modified),)) == (
            found.pages,
            found.sitemaps,
        )

    def test_a_text_lists_an_address_a_line(self):
        """And is none where a line is anything else."""
        found = read_sitemap(b"https://v.example/1\r\n\r\nhttps://v.example/2\n", url=URL, now=NOW)
        assert ["https://v.example/1", "https://v.example/2"] == [page.url for page in found.pages]
        with pytest.raises(Malformed, match="'Hello' is no address"):
            read_sitemap(b"https://v.example/1\nHello", url=URL, now=NOW)

    def test_entries_beyond_the_most_are_counted(self, monkeypatch):
        """The first ones stay."""
        monkeypatch.setattr(sitemap, "MOST_ENTRIES", 2)
        lines = b"".join(b"https://v.example/%d\n" % n for n in range(5))
        found = read_sitemap(lines, url=URL, now=NOW)
        assert (2, 3) == (len(found.pages), found.left_out)

    def test_a_bomb_is_refused_by_its_size_after_decompression(self):
        """60 MB of blanks in 60 kB."""
        with pytest.raises(Malformed, match="larger than 52 MB"):
            read_sitemap(gzip.compress(b" " * 60_000_000, 1), url=URL, now=NOW)

    @pytest.mark.parametrize(
        "data", [b"<html></html>", b"<rss></rss>", b"\x1f\x8bxx", b"<", b"<urlset"]
    )
    def test_what_is_no_sitemap_is_malformed(self, data):
        """Pages, feeds, broken archives."""
        with pytest.raises(Malformed):
            read_sitemap(data, url=URL, now=NOW)


class TestOpml:
    """Lists of feeds."""

    def test_folders_and_categories_are_tags(self):
        """No feed twice; attributes are written in any case."""
        found = read_opml(
            b'<opml version="1.0"><head><title>Mine</title></head><body>'
            b'<outline text="TV"><outline title="News">'
            b'<outline text="V" type="rss" xmlUrl="https://v.example/f" htmlUrl="https://v.example/"'
            b' category="/Film/Series,Drama"/></outline></outline>'
            b'<outline text="V2" xmlurl="https://v.example/f"/>'
            b'<outline text="W" xmlUrl="file:///etc/passwd"/>'
            b'<outline text="no feed"/></body></opml>'
        )
        feed = Outline(
            "https://v.example/f",
            "V",
            "https://v.example/",
            ("TV", "News", "Film", "Series", "Drama"),
        )
        assert ("Mine", (feed,), 1) == (found.title, found.feeds, found.left_out)

    def test_what_is_written_is_read_again(self):
        """With marks that XML would take for its own."""
        feeds = (
            Outline(
                "https://v.example/f?a=1&b=2", 'V "&" <W>', "https://v.example/", ("TV", "Film")
            ),
            Outline("https://w.example/f", "W"),
        )
        found = read_opml(write_opml(feeds, title="A & B"))
        assert ("A & B", set(feeds)) == (found.title, set(found.feeds))

    def test_a_document_type_is_refused(self):
        """With what to do about it."""
        data = b'<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><body/></opml>'
        with pytest.raises(Malformed) as caught:
            read_opml(data, source="feeds.opml")
        assert "feeds.opml declares a document type" == caught.value.problem
        assert "take the line" in caught.value.remedy

    def test_feeds_beyond_the_most_are_counted(self, monkeypatch):
        """The first ones stay."""
        monkeypatch.setattr(opml, "MOST_OUTLINES", 2)
        lines = "".join(f"<outline text='a' xmlUrl='https://v.example/{n}'/>" for n in range(5))
        found = read_opml(f"<opml><body>{lines}</body></opml>".encode())
        assert (2, 3) == (len(found.feeds), found.left_out)

    @pytest.mark.parametrize("data", [b"", b"<rss/>", b"<html><opml>", b"{}", b"\x00" * 99])
    def test_what_is_no_list_is_malformed(self, data):
        """Feeds, pages, other files."""
        with pytest.raises(Malformed, match="is no OPML"):
            read_opml(data)

    def test_folders_without_end_are_read_to_a_depth(self):
        """100,000 of them."""
        deep = b"<opml><body>" + b"<outline text='a'>" * 100_000
        assert () == read_opml(deep).feeds
