"""Threads as posts and documents: each shape of file, hashed authors, what is gone, what is odd."""

import json
from datetime import UTC, datetime

import pytest

from airdate.documents.places import read_thread_document, read_threads, thread_address
from airdate.documents.places.posts import hash_author
from airdate.errors import Malformed
from airdate.model import Document

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECRET = b"a key of this ledger"
OPENED = 1_763_500_000


def read(data, *, url=None, name="", secret=SECRET):
    """Return the threads of bytes or of what becomes JSON."""
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return read_threads(raw, url=url, now=NOW, secret=secret, name=name)


def t3(key="abc", **more):
    """Return an opening post as Reddit writes it."""
    data = {
        "id": key,
        "name": f"t3_{key}",
        "title": "Harbour Lights S2 &amp; the long wait",
        "selftext": "It was **renewed** in June.\n\n> quoted\n\nSee [this](https://v.example/a).",
        "author": "Ada",
        "created_utc": OPENED,
        "score": 12,
        "permalink": f"/r/television/comments/{key}/harbour/",
        "subreddit_name_prefixed": "r/television",
        "num_comments": 3,
        "url": "https://vista.example/a",
    }
    return {"kind": "t3", "data": {**data, **more}}


def t1(key, replies="", **more):
    """Return an answer as Reddit writes it."""
    data = {
        "id": key,
        "name": f"t1_{key}",
        "author": "Bo",
        "body": f"words of {key}",
        "created_utc": OPENED + 60,
        "score": 2,
        "parent_id": "t3_abc",
        "link_id": "t3_abc",
        "replies": replies,
    }
    return {"kind": "t1", "data": {**data, **more}}


def listing(*children):
    """Return a listing of Reddit's."""
    return {"kind": "Listing", "data": {"children": list(children), "after": None}}


class TestReddit:
    """Threads and listings, as JSON and as RSS."""

    def test_a_thread_has_its_opening_post_and_answers_in_order(self):
        """Depth, parents, scores, moments; `more` is no post."""
        data = [
            listing(t3()),
            listing(
                t1("one", listing(t1("two", parent_id="t1_one"))),
                t1("three", score_hidden=True),
                {"kind": "more", "data": {"children": ["four"]}},
            ),
        ]
        (thread,) = read(data, url="https://www.reddit.com/r/television/comments/abc.json")
        assert ("Harbour Lights S2 & the long wait", "r/television", 3) == (
            thread.title,
            thread.place,
            thread.comments,
        )
        assert "https://www.reddit.com/r/television/comments/abc/harbour/" == thread.url
        assert [
            ("t3_abc", 0, None, 12),
            ("t1_one", 1, "t3_abc", 2),
            ("t1_two", 2, "t1_one", 2),
            ("t1_three", 1, "t3_abc", None),
        ] == [(post.key, post.depth, post.parent, post.score) for post in thread.posts]
        assert "It was renewed in June.\nSee this." == thread.posts[0].text
        assert datetime.fromtimestamp(OPENED, UTC) == thread.posts[0].posted_at

    def test_a_listing_gives_a_thread_for_each_opening_post(self):
        """Without their answers."""
        threads = read(listing(t3("abc"), t3("def", title="Another")))
        assert [("t3_abc", 1), ("t3_def", 1)] == [(t.posts[0].key, len(t.posts)) for t in threads]

    def test_a_listing_of_answers_gives_the_threads_they_are_of(self):
        """As the comments of a place or a person."""
        (thread,) = read(listing(t1("one", link_title="The wait", subreddit="television")))
        assert ("The wait", "r/television", 1) == (
            thread.title,
            thread.place,
            thread.posts[0].depth,
        )

    def test_lines_of_an_archive_give_their_threads(self):
        """Openings and answers in any order; depth by the post that each names."""
        rows = [
            t1("b", parent_id="t1_a", subreddit="tv")["data"],
            t3("abc", subreddit="tv")["data"],
            t1("a", subreddit="tv")["data"],
            t1("c", parent_id="t1_a", subreddit="tv", link_id="t3_abc")["data"],
            t3("def", subreddit="tv", title="Other")["data"],
        ]
        first, second = read("\n".join(map(json.dumps, rows)).encode())
        assert ("Harbour Lights S2 & the long wait", "Other") == (first.title, second.title)
        assert [("t3_abc", 0), ("t1_b", 1), ("t1_a", 1), ("t1_c", 2)] == [
            (post.key, post.depth) for post in first.posts
        ]

    def test_the_rss_of_a_thread_and_of_a_listing(self):
        """What Reddit adds below a post is none of its words."""
        entry = (
            "<entry><author><name>/u/{who}</name></author><content type='html'>&lt;!-- SC_OFF --"
            "&gt;&lt;div class='md'&gt;&lt;p&gt;{words}&lt;/p&gt;&lt;/div&gt;&lt;!-- SC_ON --&gt; "
            "&amp;#32; submitted by &amp;#32; &lt;a href='https://www.reddit.com/user/{who}'&gt; "
            "/u/{who} &lt;/a&gt; &lt;span&gt;[link]&lt;/span&gt;</content><id>{key}</id>"
            "<link href='https://www.reddit.com/r/television/comments/{of}/x/'/>"
            "<updated>2026-11-20T08:00:00+00:00</updated><title>{title}</title></entry>"
        )

        def feed(*entries):
            inner = "".join(entry.format(**each) for each in entries)
            return f'<feed xmlns="http://www.w3.org/2005/Atom">{inner}</feed>'.encode()

        first = {"who": "Ada", "words": "Renewed?", "key": "t3_abc", "of": "abc", "title": "Wait"}
        answer = {**first, "who": "Bo", "words": "No.", "key": "t1_x", "title": "/u/Bo on Wait"}
        (thread,) = read(feed(first, answer))
        assert ("Wait", "r/television") == (thread.title, thread.place)
        assert [("t3_abc", 0, "Renewed?", None), ("t1_x", 1, "No.", "t3_abc")] == [
            (post.key, post.depth, post.text, post.parent) for post in thread.posts
        ]
        other = {**first, "key": "t3_def", "of": "def", "title": "Other"}
        assert ["Wait", "Other"] == [each.title for each in read(feed(first, other))]

    @pytest.mark.parametrize(
        ("url", "json_url"),
        [
            ("https://old.reddit.com/r/tv/comments/abc/x/", "/r/tv/comments/abc/x.json?{}500"),
            ("https://www.reddit.com/r/tv", "/r/tv/new.json?{}100"),
            ("https://redd.it/abc", "/comments/abc.json?{}500"),
        ],
    )
    def test_the_address_of_the_json(self, url, json_url):
        """Of a thread, of a place's newest threads, of a short link."""
        wanted = f"https://www.reddit.com{json_url.format('raw_json=1&limit=')}"
        assert wanted == thread_address(url)

    def test_other_addresses_stay(self):
        """Also what only looks like Reddit."""
        for url in ("https://reddit.com.example/r/tv", "https://www.reddit.com/r/tv/.rss"):
            assert url == thread_address(url)


class TestComments:
    """Comments as JSON."""

    def test_youtube_data_api(self):
        """Threads of comments with their replies; authors are hashed like all others."""

        def comment(key, **more):
            snippet = {
                "textOriginal": f"words of {key}",
                "authorDisplayName": "@bo",
                "likeCount": 3,
            }
            return {
                "kind": "youtube#comment",
                "id": key,
                "snippet": {**snippet, "publishedAt": "2026-11-20T08:00:00Z", **more},
            }

        data = {
            "kind": "youtube#commentThreadListResponse",
            "items": [
                {
                    "kind": "youtube#commentThread",
                    "id": "a",
                    "snippet": {"videoId": "abcDEF12345", "topLevelComment": comment("a")},
                    "replies": {"comments": [comment("a.b", parentId="a")]},
                }
            ],
        }
        (thread,) = read(data, name="Trailer")
        assert ("Trailer", "https://www.youtube.com/watch?v=abcDEF12345") == (
            thread.title,
            thread.url,
        )
        assert [("a", 1, None, 3), ("a.b", 2, "a", 3)] == [
            (post.key, post.depth, post.parent, post.score) for post in thread.posts
        ]
        assert hash_author("Bo", secret=SECRET) == thread.posts[0].author_hash

    def test_yt_dlp(self):
        """The video's description opens the thread."""
        data = {
            "id": "abc",
            "title": "Season 2 trailer",
            "webpage_url": "https://www.youtube.com/watch?v=abc",
            "channel": "Vista",
            "description": "Coming in March.",
            "upload_date": "20261110",
            "comments": [
                {
                    "id": "x",
                    "text": "Finally",
                    "author": "Bo",
                    "timestamp": OPENED,
                    "parent": "root",
                },
                {"id": "y", "text": "Yes", "author": "Cy", "like_count": 4, "parent": "x"},
            ],
        }
        (thread,) = read(data)
        assert [("abc", 0, None), ("x", 1, "abc"), ("y", 2, "x")] == [
            (post.key, post.depth, post.parent) for post in thread.posts
        ]
        assert datetime(2026, 11, 10, tzinfo=UTC) == thread.posts[0].posted_at
        document = read_thread_document(thread)
        assert isinstance(document, Document)
        assert ("youtube.com", "Season 2 trailer\nComing in March.") == (
            document.outlet,
            document.text,
        )

    def test_lines_and_arrays_of_posts(self):
        """Answers nested or named by their parent; a broken line does not stop the next."""
        posts = [
            {"title": "The wait", "author": "Ada", "date": "2026-11-20", "text": "So long."},
            {"author": {"name": "Bo"}, "date": "2026-11-21", "text": "Yes", "score": "5"},
        ]
        posts[1]["replies"] = [{"user": "Cy", "created_at": "2026-11-22T08:00:00Z", "body": "No"}]
        lines = "\n".join([json.dumps(posts[0]), "{broken", json.dumps(posts[1])])
        for data in (posts, lines.encode()):
            (thread,) = read(data)
            assert "The wait" == thread.title
            assert [("So long.", 0, None), ("Yes", 1, 5), ("No", 2, None)] == [
                (post.text, post.depth, post.score) for post in thread.posts
            ]
            assert [None, thread.posts[0].key, thread.posts[1].key] == [
                post.parent for post in thread.posts
            ]

    def test_discourse_and_hacker_news(self):
        """The link that a story is about is not the thread's address."""
        topic = {
            "title": "The wait",
            "post_stream": {
                "posts": [
                    {"post_number": 1, "username": "a", "cooked": "<p>Long</p>"},
                    {
                        "post_number": 2,
                        "username": "b",
                        "cooked": "<blockquote>Long</blockquote>No",
                    },
                ]
            },
        }
        (thread,) = read(topic)
        assert [("Long", 0), ("No", 1)] == [(post.text, post.depth) for post in thread.posts]
        story = {
            "id": 7,
            "type": "story",
            "title": "It ends",
            "author": "a",
            "url": "https://vista.example/",
            "created_at": "2026-11-20T08:00:00Z",
            "text": None,
            "children": [{"id": 8, "author": "b", "text": "<p>Sad", "created_at_i": 1}],
        }
        (thread,) = read(story)
        assert "https://news.ycombinator.com/item?id=7" == thread.url
        assert [("", 0), ("Sad", 1)] == [(post.text, post.depth) for post in thread.posts]


class TestPlainText:
    """Conversations saved as text."""

    @pytest.mark.parametrize(
        "form",
        [
            "[{day} 18:20] {name}: {words}",
            "{day} 18:20 {name}: {words}",
            "{day} 18:20 - {name}: {words}",
            "{day}T18:20:00Z <{name}> {words}",
            "[{day}, 6:20 PM] {name}: {words}",
            "{name} ({day} 18:20): {words}",
            "{name} — {day} 18:20\n{words}",
            "- {name}, {day} 18:20: {words}",
        ],
    )
    def test_each_line_with_moment_and_author_begins_a_post(self, form):
        """Lines below belong to it, and what stands above the first is the title."""
        rows = [("2026-11-20", "Ada Lind", "So long."), ("2026-11-21", "bo_7", "Yes")]
        rows.append(("2026-11-21", "cy", "No"))
        body = "\n".join(form.format(day=d, name=n, words=w) for d, n, w in rows)
        (thread,) = read(f"# The wait\n\n{body}\nnever\n".encode())
        assert "The wait" == thread.title
        assert [
            ("So long.", 20, hash_author("Ada Lind", secret=SECRET), 0),
            ("Yes", 21, hash_author("bo_7", secret=SECRET), 1),
            ("No\nnever", 21, hash_author("cy", secret=SECRET), 1),
        ] == [(p.text, p.posted_at.day, p.author_hash, p.depth) for p in thread.posts]
        assert {18} == {post.posted_at.hour for post in thread.posts}

    def test_days_are_read_in_the_order_that_fits_all(self):
        """One day beyond the twelfth tells for the others."""
        for days, months in (
            (["03/11/2025", "21/11/2025"], 11),
            (["11/03/2025", "11/21/2025"], 11),
        ):
            text = "\n".join(f"{d}, 18:20 - Bo: words {i}" for i, d in enumerate([*days, days[0]]))
            (thread,) = read(text.encode())
            assert [(months, 3), (months, 21), (months, 3)] == [
                (post.posted_at.month, post.posted_at.day) for post in thread.posts
            ]

    def test_indents_are_levels_of_answers(self):
        """By the column at which they begin."""
        text = (
            "[2026-11-20] Ada: one\n[2026-11-20] Bo: two\n  [2026-11-20] Cy: three\n"
            "    [2026-11-20] Di: four\n[2026-11-20] Ed: five\n"
        )
        (thread,) = read(text.encode())
        keys = {post.text: post.key for post in thread.posts}
        assert [("one", 0), ("two", 1), ("three", 2), ("four", 3), ("five", 1)] == [
            (post.text, post.depth) for post in thread.posts
        ]
        assert [None, keys["one"], keys["two"], keys["three"], keys["one"]] == [
            post.parent for post in thread.posts
        ]


class TestPosts:
    """What is kept of a post."""

    def test_no_name_is_kept_and_without_a_secret_no_hash(self):
        """The same author is the same hash, however it is written."""
        (thread,) = read([listing(t3(author="Ada")), listing(t1("one", author="u/ADA"))])
        assert 1 == len({post.author_hash for post in thread.posts})
        assert "Ada" not in repr(thread)
        (bare,) = read([listing(t3()), listing()], secret=b"")
        assert [None] == [post.author_hash for post in bare.posts]
        assert thread.posts[0].author_hash != hash_author("Ada", secret=b"another")

    def test_deleted_removed_and_bots_are_marked(self):
        """Their words are gone, but for those of bots."""
        answers = [
            t1("a", body="[deleted]", author="[deleted]"),
            t1("b", body="[removed]"),
            t1("c", body="Rules", author="AutoModerator"),
            t1("d", body="A link.\n\n^(I am a bot, and this action was performed automatically)"),
            t1("e", author="Abbot", body="Nice"),
        ]
        (thread,) = read([listing(t3()), listing(*answers)])
        assert [
            ("kept", 12),
            ("deleted", 0),
            ("removed", 0),
            ("bot", 5),
            ("bot", None),
            ("kept", 4),
        ] == [(p.state, None if "bot" in p.text else min(len(p.text), 12)) for p in thread.posts]

    def test_future_moments_are_not_believed(self):
        """A post cannot be of a day to come."""
        (thread,) = read([listing(t3(created_utc=OPENED + 10**9)), listing()])
        assert [None] == [post.posted_at for post in thread.posts]


class TestDocuments:
    """A thread as a document: its title and its opening post."""

    def test_it_is_of_the_forum_on_the_day_of_its_opening_post(self):
        """Answers are not in it."""
        (thread,) = read([listing(t3()), listing(t1("one"))])
        document = read_thread_document(thread)
        assert isinstance(document, Document)
        assert ("reddit.com", "2025-11-18", "header", "t3_abc") == (
            document.outlet,
            str(document.published),
            document.published_basis,
            document.name,
        )
        assert "words of one" not in document.text

    def test_other_hosts_are_named_as_forums(self):
        """So that what is said there is weighed as talk, whatever site it claims to be of."""
        posts = [{"author": "a", "date": "2026-11-20", "text": "It ends.", "title": "Sad"}]
        for url, outlet in (("https://board.example/t/1", "board.example forum"), (None, None)):
            (thread,) = read(posts, url=url)
            document = read_thread_document(thread)
            assert isinstance(document, Document)
            assert (outlet or "an online forum") == document.outlet


class TestHostile:
    """Whatever the bytes, the answer comes soon."""

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"Hello",
            b"{}",
            b"[]",
            b"[" * 200_000,
            b'{"a":' * 100_000,
            b"<rss><channel></channel></rss>",
            b'{"heading": "A", "paragraphs": ["b"]}',
            json.dumps(listing()).encode(),
            b"[2026-11-20 " * 50_000,
            b"a, " * 100_000 + b"2026-11-20",
        ],
    )
    def test_what_is_no_thread_is_malformed(self, data):
        """Nothing, prose, depth without end, documents, feeds."""
        with pytest.raises(Malformed) as caught:
            read(data, name="the file")
        assert "the file is no thread that can be read" == caught.value.problem

    def test_deep_answers_are_kept_to_a_depth(self):
        """Deeper ones are left out; the reading does not recurse."""
        deep = ""
        for n in range(150):
            deep = listing(t1(f"k{n}", deep))
        (thread,) = read([listing(t3()), deep])
        assert (101, 100) == (len(thread.posts), max(post.depth for post in thread.posts))

    def test_odd_values_are_no_words(self):
        """Numbers for texts, texts for lists."""
        odd = t1("one", author=7, body=None, created_utc="x", score=[1], parent_id={})
        (thread,) = read([listing(t3(title=3, selftext=[], permalink=9)), listing(odd)], name="N")
        assert ("N", None, 1) == (thread.title, thread.url, len(thread.posts))

    def test_no_other_scheme_passes_as_an_address(self):
        """Nor an address of a person."""
        for url in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"):
            data = {"title": "A", "url": url, "posts": [{"author": "a", "date": "1", "text": "b"}]}
            assert [None] == [thread.url for thread in read(data)]
