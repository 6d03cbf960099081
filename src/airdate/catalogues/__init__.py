"""Catalogues of works: what TVmaze, Wikidata and TMDB call them, and the dates that they list.

A client each, which asks through the guarded fetcher; what it answers is parsed by pure functions.
`told` makes a document of a catalogue's answer, in our own words, and `understand` reads it with
the reader of the articles: a catalogue's date is a claim, with that catalogue as its source.
"""

from airdate.catalogues.forms import Candidate, Season, Work
from airdate.catalogues.matching import Match, choice, matched
from airdate.catalogues.telling import Told, told, understand
from airdate.catalogues.tmdb import Tmdb
from airdate.catalogues.tvmaze import TVmaze
from airdate.catalogues.wikidata import Wikidata

__all__ = [
    "Candidate",
    "Match",
    "Season",
    "TVmaze",
    "Tmdb",
    "Told",
    "Wikidata",
    "Work",
    "choice",
    "matched",
    "told",
    "understand",
]
