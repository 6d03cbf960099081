"""Pages from the network: the one place that speaks HTTP, and the guard around it.

`client` asks and follows redirects, `addressing` parses addresses, `accept` says what is taken in
and `answers` what came, `guard` connects to checked addresses alone, `addresses` says which these
are, `body` takes in what is sent within limits; `sockets` holds libraries that connect by
themselves to the same.
"""

from airdate.documents.fetch.accept import ANYTEXT, ARTICLES, FEEDS, JSON, Accept
from airdate.documents.fetch.addressing import shown
from airdate.documents.fetch.answers import Page, Visit
from airdate.documents.fetch.body import Limits
from airdate.documents.fetch.client import Fetcher
from airdate.documents.fetch.guard import why_inside
from airdate.documents.fetch.sockets import guarded_sockets

__all__ = [
    "ANYTEXT",
    "ARTICLES",
    "FEEDS",
    "JSON",
    "Accept",
    "Fetcher",
    "Limits",
    "Page",
    "Visit",
    "guarded_sockets",
    "shown",
    "why_inside",
]
