"""The laws of watched places: whatever the bytes, an answer or `Malformed`, and nothing odd."""

import io
import json
from datetime import UTC, datetime
from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from airdate.documents.composition import clean
from airdate.documents.places import (
    Letter,
    Outline,
    added,
    find_feeds,
    look_of,
    read_feed,
    read_item,
    read_letter,
    read_opml,
    read_sitemap,
    read_thread_document,
    read_threads,
    snapshot_of,
    write_opml,
)
from airdate.documents.places.addresses import web_address
from airdate.documents.places.mailbox import read_mbox
from airdate.documents.places.markup import mend, paragraphs_of, words_of
from airdate.documents.places.moments import read_moment
from airdate.errors import Malformed
from airdate.model import Document, Unreadable

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://vista.example/feed"

_PIECES = st.sampled_from(
    [
        *("<rss>", "</rss>", "<channel>", "<item>", "</item>", "<entry>", "</entry>", "<feed>"),
        *("<rdf:RDF>", "<title>", "</title>", "<link>", "</link>", "<link href='", "'/>", "<guid>"),
        *("<urlset>", "<url>", "<loc>", "</loc>", "</url>", "<sitemap>", "<opml>", "<body>"),
        *("<outline xmlUrl='", "' text='", "'>", "</outline>", "<![CDATA[", "]]>", "<!--", "-->"),
        *("<!DOCTYPE a [", "<!ENTITY b 'c'>", "]>", "&b;", "&#0;", "&#x1F600;", "&nbsp;", "&", "<"),
        *("javascript:alert(1)", "file:///etc/passwd", "data:text/html,a", "https://v.example/a"),
        *("//v.example", "http://[", "http://a:b@c.example/", "xml:base='javascript:a'", "\\"),
        *("<pubDate>", "</pubDate>", "Fri, 20 Nov 2026 08:00:00 GMT", "2036-01-01", "99999999999"),
        *(
            "<p>",
            "<script>",
            "</script>",
            "<br>",
            "\n",
            "\r\n",
            "\x00",
            "\x0b",
            "é",
            "撮影",
            "\ufeff",
        ),
        *("From a@v.example Fri Nov 20 08:00:00 2026\n", "Subject: a\n", "Message-ID: <a@b>\n"),
        *("Content-Type: multipart/mixed; boundary=b\n", "--b\n", "From: a@b.example\n", "\n\n"),
        *("[2026-11-20 18:20] a: ", "2026-11-21 ", "20/11/2026, 8:00 - ", "<link rel=alternate "),
    ]
)
_SOUP = st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=40).map(
    lambda pieces: "".join(pieces).encode("utf-8", "replace")
)
_ROOTED = st.builds(
    lambda root, soup: root + soup,
    st.sampled_from([b"<rss><channel><item>", b"<feed><entry>", b"<urlset><url>", b"<opml><body>"]),
    _SOUP,
)
_BYTES = st.one_of(_ROOTED, _SOUP, st.binary(max_size=200))
_KEYS = st.sampled_from(
    [
        *("kind", "data", "children", "items", "id", "url", "title", "text", "author", "date"),
        *("replies", "body", "snippet", "topLevelComment", "version", "comments", "post_stream"),
        *("posts", "score", "webpage_url", "content_html", "created_utc", "permalink", "name"),
        *("parent", "hubs"),
    ]
)
_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["Listing", "t3", "t1", "youtube#commentThread", "https://v.example/", "root"]),
    st.sampled_from(
        ["javascript:a", "file:///a", "[deleted]", "2026-11-20", "https://jsonfeed.org"]
    ),
)
_JSON = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_KEYS, inner, max_size=6)),
    max_leaves=25,
)


def _is_web(address: str | None) -> bool:
    """Return whether an address is none, or one of the web without a user's name."""
    if address is None:
        return True
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def _is_past(moment: datetime | None) -> bool:
    return moment is None or (moment <= NOW and moment.utcoffset() is not None)


def _as_bytes(value) -> bytes:
    return json.dumps(value).encode()


class TestFeeds:
    """Items with keys of their own, addresses of the web, moments that have come."""

    @given(st.one_of(_BYTES, _JSON.map(_as_bytes)))
    @settings(max_examples=300, deadline=None)
    def test_bytes_are_a_feed_or_malformed(self, data):
        """And reading them again gives the same."""
        try:
            feed = read_feed(data, url=URL, now=NOW)
        except Malformed:
            return
        assert feed == read_feed(data, url=URL, now=NOW)
        assert len(feed.items) == len({item.key for item in feed.items})
        assert all(map(_is_web, (feed.home, feed.next, feed.hub, *(i.url for i in feed.items))))
        assert all(_is_past(i.published) and _is_past(i.updated) for i in feed.items)
        assert all(i.title == clean(i.title) and i.summary == clean(i.summary) for i in feed.items)
        for item in feed.items:
            assert isinstance(read_item(item, feed=feed, now=NOW), (Document, Unreadable))


class TestThreads:
    """Posts with keys of their own, and moments that have come."""

    @given(st.one_of(_BYTES, _JSON.map(_as_bytes), st.lists(_JSON).map(_as_bytes)))
    @settings(max_examples=300, deadline=None)
    def test_bytes_are_threads_or_malformed(self, data):
        """And reading them again gives the same."""
        try:
            threads = read_threads(data, url=None, now=NOW, secret=b"secret", name="name")
        except Malformed:
            return
        assert threads == read_threads(data, url=None, now=NOW, secret=b"secret", name="name")
        for thread in threads:
            assert thread.title
            assert thread.posts
            assert _is_web(thread.url)
            assert len(thread.posts) == len({post.key for post in thread.posts})
            assert all(_is_past(post.posted_at) and 0 <= post.depth for post in thread.posts)
            assert isinstance(read_thread_document(thread), (Document, Unreadable))


class TestLists:
    """Sitemaps and lists of feeds."""

    @given(_BYTES)
    @settings(max_examples=200, deadline=None)
    def test_bytes_are_a_sitemap_or_malformed(self, data):
        """With addresses of the web alone, none twice."""
        try:
            found = read_sitemap(data, url=URL, now=NOW)
        except Malformed:
            return
        pages = [*found.pages, *found.sitemaps]
        assert all(_is_web(each.url) and _is_past(each.published) for each in pages)
        assert len(found.pages) == len({page.url for page in found.pages})

    @given(_BYTES)
    @settings(max_examples=200, deadline=None)
    def test_bytes_are_a_list_or_malformed_and_what_is_written_is_read(self, data):
        """The same feeds, whatever their titles."""
        try:
            found = read_opml(data)
        except Malformed:
            return
        assert all(_is_web(feed.url) and _is_web(feed.home) for feed in found.feeds)
        again = read_opml(write_opml(found.feeds, title=found.title))
        assert {feed.url for feed in found.feeds} == {feed.url for feed in again.feeds}

    @given(
        st.lists(
            st.builds(
                Outline,
                st.integers(0, 99).map(lambda n: f"https://v.example/{n}?a=1&b=2"),
                st.text(min_size=1, max_size=9).map(clean).filter(bool),
                st.just("https://v.example/"),
                st.lists(st.sampled_from(["TV", "Film", "a & b", "<x>"]), unique=True).map(tuple),
            ),
            unique_by=lambda feed: feed.url,
        )
    )
    @settings(deadline=None)
    def test_what_is_written_is_read_again(self, feeds):
        """Titles, homes and tags."""
        assert set(feeds) == set(read_opml(write_opml(feeds, title="A")).feeds)


class TestMailboxes:
    """Each message once, wherever reading was broken off."""

    @given(_SOUP)
    @settings(max_examples=200, deadline=None)
    def test_reading_goes_on_behind_any_message(self, data):
        """The messages behind a mark are those that came after it."""
        letters = list(read_mbox(io.BytesIO(data), source="box"))
        for number, letter in enumerate(letters, 1):
            rest = read_mbox(io.BytesIO(data), source="box", mark=letter.mark)
            assert [each.data for each in letters[number:]] == [each.data for each in rest]
            assert isinstance(read_letter(letter, now=NOW), (Document, Unreadable))

    @given(_SOUP)
    @settings(max_examples=200, deadline=None)
    def test_any_bytes_are_a_document_or_unreadable(self, data):
        """Behind a header or without one."""
        for head in (b"", b"From: a@v.example\nSubject: b\n"):
            letter = Letter("k", "", head + data, "box")
            assert isinstance(read_letter(letter, now=NOW), (Document, Unreadable))


class TestPages:
    """Feeds that pages name, marks of their sentences."""

    @given(_BYTES)
    @settings(max_examples=200, deadline=None)
    def test_feeds_are_of_the_web(self, data):
        """Whatever a page names."""
        assert all(_is_web(link.url) for link in find_feeds(data, url=URL))

    @given(st.lists(st.text(max_size=30), min_size=1))
    @settings(deadline=None)
    def test_nothing_is_new_on_a_page_that_did_not_change(self, paragraphs):
        """And every sentence with a mark is, where nothing was known."""
        from airdate.documents import compose

        found = snapshot_of(compose("A heading of words", paragraphs))
        assert () == added(found.marks, found)
        assert sum(map(bool, found.marks)) == len(added((), found))


class TestParts:
    """Addresses, moments, markup."""

    @given(st.one_of(st.text(), _PIECES), st.one_of(st.none(), st.just(URL), st.text(max_size=20)))
    def test_an_address_is_of_the_web_or_none_and_stays_what_it_is(self, raw, base):
        """Resolved once, it is resolved."""
        found = web_address(raw, base)
        assert _is_web(found)
        assert found is None or found == web_address(found)

    @given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.booleans(), st.binary()))
    def test_a_moment_has_come_or_is_none(self, raw):
        """Whatever it is read from."""
        assert _is_past(read_moment(raw, now=NOW))

    @given(st.datetimes(datetime(1990, 1, 2), datetime(2026, 11, 22), timezones=st.just(UTC)))
    def test_a_moment_is_read_as_it_was_written(self, moment):
        """In the forms of mail and of the web."""
        whole = moment.replace(microsecond=0)
        assert whole == read_moment(whole.isoformat(), now=NOW)
        assert whole == read_moment(whole.strftime("%a, %d %b %Y %H:%M:%S +0000"), now=NOW)
        assert whole == read_moment(whole.timestamp(), now=NOW)

    @given(st.text())
    def test_words_have_no_markup_left_to_run(self, text):
        """A script's words are none; paragraphs are clean lines."""
        assert "alert" not in words_of(f"{text.replace('alert', '')}<script>alert(1)</script>")
        assert all(words == clean(words) and words for words, _ in paragraphs_of(text))

    @given(_SOUP)
    def test_mending_is_done_once(self, data):
        """What was mended needs no mending."""
        once = mend(data.decode("utf-8", "replace"))
        assert once == mend(once)

    @given(st.one_of(_BYTES, _JSON.map(_as_bytes)))
    @settings(deadline=None)
    def test_any_bytes_look_like_something(self, data):
        """And are never an error."""
        looks = {"feed", "sitemap", "opml", "thread", "mbox", "mail", "page", "other"}
        assert look_of(data) in looks
