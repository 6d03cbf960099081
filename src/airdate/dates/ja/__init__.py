"""Japanese."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from airdate.dates.ja.rules import NAMED, STAGES
from airdate.dates.rules import Language
from airdate.dates.tense import Cues
from airdate.dates.vocabulary import load

CUES = Cues(
    cue=re.compile(
        r"(?P<future>予定|決定|公開へ|放送へ|見込み|計画|開始する|公開される|放送される|配信される)"
        r"|(?P<past>した|された|だった|ていた|った)"
    ),
    verb_last=True,
)


@cache
def language() -> Language:
    """Return Japanese, made ready once."""
    rows = tuple(load(Path(__file__).with_name("lexicon.tsv")))
    return Language("ja", rows, NAMED, STAGES, script="ぁ-んァ-ヶー一-龥々", solid=True, cues=CUES)
