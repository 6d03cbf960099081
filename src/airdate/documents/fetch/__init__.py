"""Pages from the network: the one place that speaks HTTP, and the guard around it.

`client` asks and follows redirects, `guard` connects to checked addresses alone, `addresses` says
which these are, `body` takes in what is sent within limits.
"""

from airdate.documents.fetch.body import Limits
from airdate.documents.fetch.client import Fetcher, Page

__all__ = ["Fetcher", "Limits", "Page"]
