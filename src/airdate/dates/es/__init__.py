"""Spanish."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from airdate.dates.es.rules import NAMED, STAGES
from airdate.dates.rules import Language
from airdate.dates.tense import Cues
from airdate.dates.vocabulary import load

CUES = Cues(
    cue=re.compile(
        r"(?i)\b(?:(?P<future>\w+r(?:á|án|é|emos)|va a|van a|prevé\w*|previst[oa]s?|llega|llegan"
        r"|estrena|se estrena|próxim[oa]|planea\w*|espera\w*)"
        r"|(?P<past>\w{3,}ó|\w+(?:aron|ieron)|fue|era|ha|había|han|hizo|tuvo|hubo))\b"
    )
)


@cache
def language() -> Language:
    """Return Spanish, made ready once."""
    rows = tuple(load(Path(__file__).with_name("lexicon.tsv")))
    return Language("es", rows, NAMED, STAGES, cues=CUES)
