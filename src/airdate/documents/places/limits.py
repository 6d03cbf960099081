"""The bounds of what comes from watched places: each with its unit and its reason.

All are of the bytes after decompression.  What lies beyond a bound of count is left out and
counted; what lies beyond one of size or depth is refused (`Malformed`).
"""

from __future__ import annotations

from airdate.errors import Malformed

# Bytes. The largest feed of a news site that keeps all its items has some 5 MB; a parsed tree takes
# 3 to 7 times as much memory.
LARGEST_FEED = 16_000_000
# Items. Ten years of a site with thirty items a day; archives put in one feed reach it.
MOST_ITEMS = 100_000
# Items that are held while it is found out which are told twice.
MOST_DRAFTS = 120_000
# Characters of one title, author or name: headlines have 150, the longest names 80.
LONGEST_LINE = 1_000
# Characters of a key: a guid is an address or a UUID; longer ones are hashed.
LONGEST_KEY = 500
# Characters of an address: browsers and servers stop at about 2,000 to 8,000.
LONGEST_ADDRESS = 4_000
# Characters of one item's HTML: a long article with its markup has 200,000.
LONGEST_HTML = 1_000_000
# Characters of one post: Reddit allows 40,000, other forums less.
LONGEST_POST = 40_000
# Tags of an XML document: 100,000 items of ten fields each. A tag takes a hundred bytes of memory.
MOST_TAGS = 2_500_000
# Ampersands, beside those of XML itself, that are looked at one by one; where there are more, all
# stand for themselves.
MOST_AMPERSANDS = 500_000
# Bytes of a saved thread: one with 10,000 comments as JSON has some 20 MB; as plain text, where
# each line is looked at for a moment and a name, one with 50,000 posts has 6 MB.
LARGEST_THREAD = 32_000_000
LARGEST_CONVERSATION = 8_000_000
# Posts of one thread, and threads of one file or listing.
MOST_POSTS = 100_000
MOST_THREADS = 1_000
# Levels of answers: forums show ten, and link on after some twenty; deeper ones are put here.
DEEPEST_ANSWER = 100
# Levels of JSON. The decoder itself stops near the depth of the stack, about 1,000; a hundred
# levels of answers need three each.
DEEPEST_JSON = 400
# Bytes of a sitemap after decompression, and its entries: both from sitemaps.org.
LARGEST_SITEMAP = 52_428_800
MOST_ENTRIES = 50_000
# Bytes of a list of feeds, its outlines, and the levels of its folders: readers export up to some
# thousand feeds in a megabyte, in two or three levels.
LARGEST_OPML = 8_000_000
MOST_OUTLINES = 20_000
DEEPEST_FOLDER = 20
# Bytes of one message, attachments and all: most servers refuse more than 25 to 50 MB.
LARGEST_LETTER = 50_000_000
# Bytes of a message's header: servers allow 32 to 128 KB.
LARGEST_HEADER = 256_000
# Feeds that one page may name.
MOST_LINKS = 50


def at_most(data: bytes, limit: int, *, what: str, source: str) -> None:
    """Do nothing for bytes within a limit. Raises: Malformed, naming the source and the limit."""
    if len(data) > limit:
        problem = f"{source}: {what} larger than {limit / 1e6:.0f} MB is not read"
        raise Malformed(problem, "split it, or watch a smaller one of the same site")
