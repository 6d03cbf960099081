"""Document → Reading: every claim of an article, with who says it and how sure they are.

`read` finds the claims, `jsonform` writes them as plain values. A `Catalogue` of known titles and
aliases helps where there is one; without it titles are found from quotes, seasons and repetition.
"""

from airdate.claims.catalogue import Catalogue
from airdate.claims.jsonform import jsonform
from airdate.claims.reader import LANGUAGES, READER, read

__all__ = ["LANGUAGES", "READER", "Catalogue", "jsonform", "read"]
