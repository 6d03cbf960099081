"""Korean."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from airdate.dates.ko.rules import NAMED, STAGES
from airdate.dates.rules import Language
from airdate.dates.tense import Cues
from airdate.dates.vocabulary import load

# The verb stands at the end: what it says of the time is found behind the date.
CUES = Cues(
    cue=re.compile(
        r"(?P<future>예정|계획|전망|목표|예고|할 것|될 것|겠|하기로"
        r"|(?:[된한온진간난연낸본탄뗀린긴킨든운친른큰쓴]|[가-힣]는)다\b)"
        r"|(?P<past>[했됐었았였갔왔렸졌쳤켰췄][다고던으지])"
    ),
    at_hand=None,
    verb_last=True,
)


@cache
def language() -> Language:
    """Return Korean, made ready once."""
    rows = tuple(load(Path(__file__).with_name("lexicon.tsv")))
    return Language("ko", rows, NAMED, STAGES, script="가-힣", cues=CUES)
