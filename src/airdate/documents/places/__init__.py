"""Watched places, made of bytes: feeds, threads, sitemaps, mailboxes, lists of feeds, home pages.

Pure: no network, no clock; the moment is an argument, and nothing later is believed.  What is
not what it was taken for, or is beyond a bound of `limits`, raises `Malformed`.
"""

from airdate.documents.places.change import Snapshot, added, snapshot_of, take_snapshot
from airdate.documents.places.feed import Feed, Item, is_whole, read_feed, read_item
from airdate.documents.places.home import FeedLink, find_feeds
from airdate.documents.places.mailbox import Letter, read_letter, read_mailbox
from airdate.documents.places.opml import Opml, Outline, read_opml, write_opml
from airdate.documents.places.recognition import Look, look_of
from airdate.documents.places.sitemap import Listed, Sitemap, read_sitemap
from airdate.documents.places.thread import read_thread_document, read_threads, thread_address

__all__ = [
    "Feed",
    "FeedLink",
    "Item",
    "Letter",
    "Listed",
    "Look",
    "Opml",
    "Outline",
    "Sitemap",
    "Snapshot",
    "added",
    "find_feeds",
    "is_whole",
    "look_of",
    "read_feed",
    "read_item",
    "read_letter",
    "read_mailbox",
    "read_opml",
    "read_sitemap",
    "read_thread_document",
    "read_threads",
    "snapshot_of",
    "take_snapshot",
    "thread_address",
    "write_opml",
]
