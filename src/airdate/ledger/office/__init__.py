"""Makes tables for what airdate works by: tokens, follows, places, alerts, and the talk of fans.

They are in the same database as the ledger, so that a document and the note that its place was
visited are kept in one transaction or not at all. Unlike the ledger's own, some of them change:
each module says which, and why.
"""

from airdate.ledger.office import alerts, follows, places, talk, tokens

__all__ = ["alerts", "follows", "places", "talk", "tokens"]
