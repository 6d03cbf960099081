"""Documents, made of pages, files and mail: heading, paragraphs and numbered sentences.

`read_source` reads what a person names, `compose` makes a document of a heading and paragraphs;
`page`, `mail`, `plain`, `markdown` and `record` read one form each, `sentences` splits, and `fetch`
is the one place that speaks to the network.
"""

from airdate.documents.composition import Head, compose
from airdate.documents.heads import language_of
from airdate.documents.intake import Given, is_address, list_files, read_source

__all__ = ["Given", "Head", "compose", "is_address", "language_of", "list_files", "read_source"]
