"""Korean: a document in Korean → its claims.

`read` is the one name that the registry of languages asks for; `docs/languages.md` tells the rest.
"""

from airdate.claims.ko.reader import read

__all__ = ["read"]
