"""Makes an article of a timeline: all that it may say, and the sentences that were borne out.

`compose` gives every sentence in several wordings with the claims behind it; who checks them (the
pipeline does, with the reader of the articles) picks for each the first that is borne out.
"""

from airdate.brief.article.composing import compose
from airdate.brief.article.draft import Draft, Passage, Sentence
from airdate.brief.article.style import house_style

__all__ = ["Draft", "Passage", "Sentence", "compose", "house_style"]
