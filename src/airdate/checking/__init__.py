"""Makes a check of a draft: each claim that it makes, set beside all that is known.

`check` takes a reading of the draft (by the reader of the articles) and, for each installment that
it speaks of, the timeline; every claim gets a verdict, the claims that decide it, and a wording
that the sources allow. `cited` tells what the outlets are that it leans on. Both are pure.
"""

from airdate.checking.checker import check
from airdate.checking.cited import cited
from airdate.checking.findings import Checked, Checkup, Cited, Known, Verdict
from airdate.checking.grounding import Article, cited_claims, ground
from airdate.checking.rewording import Reworded, reworded

__all__ = [
    "Article",
    "Checked",
    "Checkup",
    "Cited",
    "Known",
    "Reworded",
    "Verdict",
    "check",
    "cited",
    "cited_claims",
    "ground",
    "reworded",
]
