"""Feeds as items: every form, odd days, odd links, broken XML, and what must not get through."""

import json
from datetime import UTC, datetime

import pytest

from airdate.documents.places import feed as feeds
from airdate.documents.places import is_whole, markup, read_feed, read_item
from airdate.documents.places.limits import LARGEST_FEED
from airdate.documents.places.markup import words_of
from airdate.errors import Malformed
from airdate.model import Document, Unreadable

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ARTICLE = "<p>Filming of the second season ended on Friday, the producers said.</p>" * 20


def rss(items: str, head: str = "<title>Vista</title>", root: str = "") -> bytes:
    """Return a feed of RSS 2.0."""
    return f'<rss version="2.0"{root}><channel>{head}{items}</channel></rss>'.encode()


def read(data: bytes, url: str | None = "https://vista.example/feed.xml"):
    """Return the feed as of NOW."""
    return read_feed(data, url=url, now=NOW)


class TestForms:
    """Each form of feed gives the same things."""

    def test_rss_2_gives_title_home_and_items(self):
        """The common case, with the modules that most feeds use."""
        found = read(
            rss(
                "<item><title>Harbour Lights &amp;amp; more</title><link>/a?x=1&amp;y=2</link>"
                "<guid isPermaLink='false'>g-1</guid><dc:creator>Ada Lind</dc:creator>"
                "<pubDate>Fri, 20 Nov 2026 08:30:00 -0500</pubDate>"
                "<description>&lt;p&gt;It &lt;b&gt;wrapped&lt;/b&gt;.&lt;/p&gt;</description>"
                f"<content:encoded><![CDATA[{ARTICLE}]]></content:encoded></item>",
                head="<title>Vista</title><link>https://vista.example/</link><ttl>45</ttl>"
                "<language>en-GB</language>"
                "<atom:link rel='hub' href='https://hub.example/'/>"
                "<atom:link rel='next' href='?page=2'/>",
                root=' xmlns:dc="http://purl.org/dc/elements/1.1/"'
                ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
                ' xmlns:atom="http://www.w3.org/2005/Atom"',
            )
        )
        assert ("Vista", "https://vista.example/", 45, "en") == (
            found.title,
            found.home,
            found.ttl_minutes,
            found.language,
        )
        assert ("https://hub.example/", "https://vista.example/feed.xml?page=2") == (
            found.hub,
            found.next,
        )
        (item,) = found.items
        assert ("g-1", "https://vista.example/a?x=1&y=2", "Harbour Lights & more", "Ada Lind") == (
            item.key,
            item.url,
            item.title,
            item.author,
        )
        assert datetime(2026, 11, 20, 13, 30, tzinfo=UTC) == item.published
        assert ("It wrapped.", ARTICLE) == (item.summary, item.full_html)

    def test_atom_1_and_0_3_give_items(self):
        """The alternate link counts, not that of the comments; text is not taken for markup."""
        for space, published in (
            ("http://www.w3.org/2005/Atom", "published"),
            ("http://purl.org/atom/ns#", "issued"),
        ):
            found = read(
                f'<feed xmlns="{space}" xml:base="https://vista.example/base/" xml:lang="de">'
                "<title>Vista</title><link rel='self' href='/self'/><link href='/'/>"
                "<entry><id>tag:vista.example,2026:1</id>"
                "<title type='text'>1 &lt; 2 seasons</title>"
                "<link rel='replies' href='/comments'/><link rel='alternate' href='one'/>"
                "<author><name>Ada</name><email>a@vista.example</email></author>"
                f"<{published}>2026-11-20T08:00:00Z</{published}>"
                "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Der Dreh ist "
                "zu Ende.</p></div></content></entry></feed>".encode()
            )
            (item,) = found.items
            assert ("tag:vista.example,2026:1", "https://vista.example/base/one") == (
                item.key,
                item.url,
            )
            assert ("1 < 2 seasons", "Ada", "de") == (item.title, item.author, item.language)
            assert "Der Dreh ist zu Ende." == item.summary
            assert datetime(2026, 11, 20, 8, tzinfo=UTC) == item.published
            assert "https://vista.example/" == found.home

    def test_rdf_and_rss_0_9_give_items(self):
        """Items stand beside the channel; days and authors are Dublin Core's."""
        found = read(
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
            b' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            b"<channel rdf:about='https://vista.example/'><title>Vista</title>"
            b"<link>https://vista.example/</link></channel>"
            b"<item rdf:about='https://vista.example/a'><title>A</title>"
            b"<dc:date>2026-11-20</dc:date></item></rdf:RDF>"
        )
        assert ("Vista", "https://vista.example/") == (found.title, found.home)
        assert [("https://vista.example/a", "A", datetime(2026, 11, 20, tzinfo=UTC))] == [
            (item.url, item.title, item.published) for item in found.items
        ]
        old = b"<?xml version='1.0'?><!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN' 'x.dtd'>"
        assert ["A"] == [
            item.title for item in read(old + rss("<item><title>A</title></item>")).items
        ]

    def test_json_feed_1_0_and_1_1_give_items(self):
        """Numbers as identifiers, text as content, one author or several."""
        for person in ({"author": {"name": "Ada"}}, {"authors": [{"name": "Ada"}]}):
            data = {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "Vista <3",
                "home_page_url": "https://vista.example/",
                "next_url": "/feed.json?2",
                "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
                "items": [
                    {"id": 7, "url": "/a", "title": "A", "content_text": "One.\nTwo <b>.", **person}
                ],
            }
            found = read(json.dumps(data).encode())
            (item,) = found.items
            assert ("Vista <3", "https://hub.example/") == (found.title, found.hub)
            assert "https://vista.example/feed.json?2" == found.next
            assert ("7", "https://vista.example/a", "Ada") == (item.key, item.url, item.author)
            assert "One. Two <b>." == item.summary

    def test_what_is_no_feed_is_malformed(self):
        """Pages, prose, other JSON and nothing at all."""
        for data in (b"", b"<html><body>rss</body></html>", b"Hello", b"{}", b"[]", b"<rss", b"\0"):
            with pytest.raises(Malformed) as caught:
                read(data)
            assert "https://vista.example/feed.xml is no feed" == caught.value.problem

    def test_an_empty_feed_has_no_items(self):
        """A feed without items is a feed."""
        assert ("Vista", ()) == (read(rss("")).title, read(rss("")).items)


class TestKeys:
    """An item is the same item at each visit."""

    def test_the_key_is_the_identifier_else_the_address_else_a_hash(self):
        """Title and day make the hash."""
        found = read(
            rss(
                "<item><guid>one</guid><link>https://vista.example/1</link></item>"
                "<item><link>https://vista.example/2</link></item>"
                "<item><title>Three</title></item>"
            )
        )
        assert ["one", "https://vista.example/2"] == [item.key for item in found.items[:2]]
        assert found.items[2].key.startswith("sha256:")
        assert (
            found.items
            == read(
                rss("<item/>")
                and rss(
                    "<item><guid>one</guid><link>https://vista.example/1</link></item>"
                    "<item><link>https://vista.example/2</link></item>"
                    "<item><title>Three</title></item>"
                )
            ).items
        )

    def test_one_identifier_for_all_items_does_not_make_them_one(self):
        """Some programs give each item the address of the site."""
        same = "<item><guid>x</guid><link>/{0}</link><title>{0}</title></item>"
        found = read(rss(same.format(1) + same.format(2) + same.format(1)))
        assert ["x", "x https://vista.example/2"] == [item.key for item in found.items]


class TestDays:
    """Moments are read in the forms that feeds write, and none that has not come."""

    def test_future_days_are_not_believed(self):
        """A zone left out may seem to lie ahead by some hours: that is now."""
        days = ("Sun, 22 Nov 2026 20:00:00 GMT", "Thu, 26 Nov 2026 00:00:00 GMT", "yesterday")
        items = "".join(f"<item><title>{d}</title><pubDate>{d}</pubDate></item>" for d in days)
        assert [NOW, None, None] == [item.published for item in read(rss(items)).items]


class TestLinks:
    """Only addresses of the web get through."""

    @pytest.mark.parametrize(
        "link",
        [
            "javascript:alert(1)",
            "JaVa&#10;Script:alert(1)",
            " data:text/html,x",
            "file:///etc/passwd",
            "https://user:word@vista.example/",
            "http:\\\\vista.example",
            "mailto:a@vista.example",
            "https://",
            "view-source:https://vista.example/",
        ],
    )
    def test_no_other_scheme_passes_as_link_home_or_identifier(self, link):
        """In each place where a feed may name an address."""
        found = read(
            rss(
                f"<item><title>A</title><link>{link}</link><guid>{link}</guid></item>",
                head=f"<title>V</title><link>{link}</link>",
            )
        )
        assert [None] == [item.url for item in found.items]
        assert found.home is None

    def test_links_of_a_saved_file_are_resolved_against_its_home(self):
        """A file has no address of its own."""
        found = read(
            rss(
                "<item><link>/a</link></item>",
                head="<title>V</title><link>https://v.example/</link>",
            ),
            url=None,
        )
        assert ["https://v.example/a"] == [item.url for item in found.items]


class TestHostile:
    """Whatever the bytes, the answer comes soon and without a file or an address being opened."""

    def test_entities_are_neither_read_nor_expanded(self, tmp_path):
        """A bomb and a file are but words."""
        secret = tmp_path / "secret"
        secret.write_text("TOP")
        bomb = "".join(
            f'<!ENTITY l{n} "{"".join(f"&l{n - 1};" for _ in range(10)) if n else "lol"}">'
            for n in range(12)
        )
        doctype = f'<!DOCTYPE rss [{bomb}<!ENTITY f SYSTEM "file://{secret}">]>'
        data = doctype.encode() + rss("<item><title>A &l11; &f; caf&eacute;</title></item>")
        assert ["A &l11; &f; café"] == [item.title for item in read(data).items]

    def test_deep_nesting_ends_the_reading_not_the_program(self):
        """100,000 levels."""
        deep = "<b>" * 100_000
        assert "Vista" == read(rss(f"<item><title>A</title><description>{deep}")).title

    def test_larger_feeds_are_refused(self):
        """By their size alone."""
        with pytest.raises(Malformed) as caught:
            read(rss("x" * LARGEST_FEED))
        assert "larger than 16 MB" in caught.value.problem

    def test_items_beyond_the_most_are_counted(self, monkeypatch):
        """The first ones stay."""
        monkeypatch.setattr(feeds, "MOST_ITEMS", 3)
        items = "".join(f"<item><title>{n}</title></item>" for n in range(5))
        found = read(rss(items))
        assert (["0", "1", "2"], 2) == ([item.title for item in found.items], found.left_out)

    def test_broken_xml_gives_what_can_be_read(self):
        """Ampersands, control characters, tags that nobody closed, an end that never comes."""
        found = read(
            b"\n junk <rss><channel><title>Vista & Co</title>"
            b"<item><title>One & two \x0b&nbsp;&bogus;</title><link>https://v.example/1</link></item>"
            b"<item><title>Two</title><description>a <br> b</description>"
            b"<link>https://v.example/2</link></item>"
            b"<item><title>Three</title><link>https://v.example/3</link></item>"
        )
        assert "Vista & Co" == found.title
        assert ["https://v.example/1", "https://v.example/2", "https://v.example/3"] == sorted(
            {item.url for item in found.items}
        )
        assert "One & two &bogus;" == found.items[0].title

    def test_encodings_are_told_by_the_feed_and_by_its_letters(self):
        """A declaration that is wrong does no harm."""
        text = "<rss><channel><title>Küste – лето 夏</title></channel></rss>"
        for said, real in (("utf-8", "utf-8"), ("iso-8859-1", "utf-8"), ("utf-16", "utf-16")):
            data = f"<?xml version='1.0' encoding='{said}'?>{text}".encode(real)
            assert "Küste – лето 夏" == read(data).title
        for said in ("iso-2022-jp", "shift_jis", "euc-jp"):
            data = f"<?xml version='1.0' encoding='{said}'?>{text}".replace("Küste –", "").encode(
                said
            )
            assert "лето 夏" == read(data).title

    @pytest.mark.parametrize(
        ("data", "title"),
        [
            (rss("<item><title>A" * 30_000), "Vista"),
            (rss("<![CDATA[" * 100_000), "Vista"),
            (rss("&" * 300_000), "Vista"),
            (rss("<item><description>" + "&lt;script&gt;" * 100_000 + "</description>"), "Vista"),
            (b"<!DOCTYPE rss [" + b"<!ENTITY a 'b'>" * 5_000 + b"]>" + rss("<item/>"), "Vista"),
            (rss("<item><pubDate>" + "1 " * 100_000 + "</pubDate></item>"), "Vista"),
            (rss("<item " + "a='b' " * 20_000 + "/>"), "Vista"),
            (rss("<a>" * 100_000), "Vista"),
        ],
    )
    def test_time_grows_with_the_length_alone(self, data, title):
        """What makes careless parsers try each place with each other comes to an end."""
        assert title == read(data).title


class TestDocuments:
    """An item with its article in it is a document without its page being fetched."""

    def test_long_full_text_is_whole_and_a_teaser_is_not(self):
        """By length, and by words that lead on to the page."""
        whole = "<item><description>Short.</description><content:encoded>{}</content:encoded>"
        body = ARTICLE.replace("<", "&lt;")
        items = [
            f"{whole.format(body)}</item>",
            f"{whole.format(body + 'Read more')}</item>",
            f"{whole.format(body + ' […]')}</item>",
            f"{whole.format(body + 'The post A appeared first on Vista.')}</item>",
            "<item><description>Only this.</description><link>/a</link></item>",
        ]
        verdicts = [is_whole(item) for one in items for item in read(rss(one)).items]
        assert [True, False, False, True, False] == verdicts

    def test_the_document_has_heading_paragraphs_day_outlet_and_address(self):
        """And none of what a program put below it."""
        body = f"<h2>Cast</h2>{ARTICLE}<p>The post A appeared first on Vista.</p><script>x</script>"
        found = read(
            rss(
                "<item><title>A wrap</title><link>https://www.vista.example/a</link><guid>k</guid>"
                "<pubDate>2026-11-20</pubDate>"
                f"<content:encoded><![CDATA[{body}]]></content:encoded></item>"
            )
        )
        document = read_item(found.items[0], feed=found, now=NOW)
        assert isinstance(document, Document)
        assert ("A wrap", "vista.example", "https://www.vista.example/a", "k") == (
            document.heading,
            document.outlet,
            document.url,
            document.name,
        )
        assert ("2026-11-20", "header") == (str(document.published), document.published_basis)
        lines = document.text.split("\n")
        assert ["A wrap", "Cast"] == lines[:2]
        assert "Filming of the second season ended on Friday, the producers said." == lines[-1]

    def test_what_a_program_put_below_a_summary_is_none_of_it(self):
        """Else each headline would be said twice."""
        words = (
            "Filming has ended. [&#8230;] The post &lt;a&gt;A wrap&lt;/a&gt; appeared first on V."
        )
        (item,) = read(
            rss(f"<item><title>A wrap</title><description>{words}</description></item>")
        ).items
        assert "Filming has ended. […]" == item.summary

    def test_an_item_without_words_is_unreadable(self):
        """There is nothing to make a document of."""
        found = read(rss("<item><link>https://vista.example/a</link></item>"))
        assert Unreadable("https://vista.example/a", "the item has no words", "open its page") == (
            read_item(found.items[0], feed=found, now=NOW)
        )


class TestPeers:
    """Where a feed is as the books have it, other readers read the same."""

    @pytest.mark.parametrize("form", ["rss", "atom"])
    def test_titles_links_identifiers_and_moments_are_the_same(self, form):
        """As fastfeedparser gives them; what is odd is read in our own way, on purpose."""
        peer = pytest.importorskip("fastfeedparser")
        moment = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
        if form == "rss":
            item = (
                "<item><title>Part {0} &amp;amp; more</title><link>https://v.example/{0}</link>"
                "<guid isPermaLink='false'>g{0}</guid>"
                "<pubDate>Fri, 20 Nov 2026 03:30:00 -0500</pubDate></item>"
            )
            data = rss("".join(map(item.format, range(5))))
        else:
            item = (
                "<entry><title>Part {0} &amp;amp; more</title><link href='https://v.example/{0}'/>"
                "<id>g{0}</id><published>2026-11-20T09:30:00+01:00</published></entry>"
            )
            space = 'xmlns="http://www.w3.org/2005/Atom"'
            data = f"<feed {space}>{''.join(map(item.format, range(5)))}</feed>".encode()
        ours = [(i.key, i.url, i.title, i.published) for i in read(data).items]
        theirs = [
            (e["id"], e["link"], words_of(e["title"]), datetime.fromisoformat(e["published"]))
            for e in peer.parse(data)["entries"]
        ]
        assert [
            (f"g{n}", f"https://v.example/{n}", f"Part {n} & more", moment) for n in range(5)
        ] == ours
        assert theirs == ours


def test_a_feed_of_videos_gives_their_captions():
    """Descriptions stand in a group of the media module."""
    found = read(
        b'<feed xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">'
        b"<title>Vista</title><entry><id>yt:video:abc</id><title>Season 2 trailer</title>"
        b"<link rel='alternate' href='https://www.youtube.com/watch?v=abc'/>"
        b"<media:group><media:title>x</media:title><media:content url='https://v.example/v'/>"
        b"<media:description>Coming in March.\nOn Vista.</media:description></media:group>"
        b"<published>2026-11-20T08:00:00+00:00</published></entry></feed>"
    )
    (item,) = found.items
    assert ("Season 2 trailer", "Coming in March. On Vista.", None) == (
        item.title,
        item.summary,
        item.full_html,
    )


def test_more_tags_than_any_feed_has_are_refused_and_ampersands_stand_for_themselves(monkeypatch):
    """Each tag takes memory, each odd ampersand time."""
    monkeypatch.setattr(markup, "MOST_TAGS", 9)
    with pytest.raises(Malformed) as caught:
        read(rss("<item/>" * 5))
    assert "https://vista.example/feed.xml: XML with more than 9 tags is not read" == (
        caught.value.problem
    )
    monkeypatch.setattr(markup, "MOST_TAGS", 99)
    monkeypatch.setattr(markup, "MOST_AMPERSANDS", 3)
    assert ["&&&& a"] == [i.title for i in read(rss("<item><title>&&&& a</title></item>")).items]
