"""How a credit is said: its status, and what is no claim at all."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from airdate.claims.cast.rules import Match, trades
from airdate.claims.needles import Needs, folded
from airdate.model import CreditKind, Status

_REMEMBERED = 10_000  # words: those of some dozen articles
_RUMOURED = re.compile(
    r"\b(?:reportedly|rumou?r(?:s|ed)?|in (?:final |early |positive |advanced )?(?:talks|"
    r"negotiations|"
    r"discussions)|linked|speculat\w+|eyed|circling|allegedly|supposedly|apparently|tipped|leak\w*|"
    r"insiders?|fans (?:think|believe|suspect)|is said to|are said to|said to be|reported to|"
    r"believed to|thought to|considering|considered|reviewing|looking at|offered|unconfirmed|"
    r"being (?:negotiated|wooed|sounded out)|gossip|buzz|rumou?r has it|word is|i am told|"
    r"theor(?:y|ies|ise|ize)|one (?:popular )?post|the internet|courted|approached|mulling)\b"
)
_EXPECTED = re.compile(
    r"\b(?:should|would|could|may|might|likely|presumably|probably|possibly|perhaps|expect(?:s|"
    r"ed)?|"
    r"we'd|almost certain(?:ly)?|all but certain|likeliest|hard to imagine|"
    r"no doubt|seems?|looks? (?:set|likely))\b"
)
_PLANNED = re.compile(
    r"\b(?:will|'ll|set to|slated|due to|going to|is to|are to|to (?:return|reprise|star|play|join|"
    r"direct|appear|lead|write|produce|helm|feature)|scheduled)\b"
)
_DENIED = re.compile(
    r"\b(?:no (?:word|confirmation|decision) (?:on|of|about)|(?:has|have) (?:not|n't|yet)(?: to)? "
    r"(?:been )?confirm\w*|hasn't been confirmed|haven't been confirmed|denie[sd]|not confirmed|"
    r"yet to be (?:confirmed|announced|cast)|unclear (?:if|whether)|not known (?:if|whether)|"
    r"groundless|baseless|contrary to|untrue|no truth|not down to|debunked|"
    r"whether)\b"
)
# "Mia Hart was to have played Jo": a plan that no longer holds.
_DROPPED = re.compile(
    r"\b(?:(?:was|were) (?:once |originally )?to (?:have )?(?!be (?:seen|found))[a-z]+|"
    r"would have (?:starred|played|directed|written)|(?:was|were|had been) (?:once |originally )"
    r"(?:set|due|slated|cast|attached))\b"
)
# In a headline "Mia Hart to star" tells what is to come.
_TO_COME = re.compile(r"P(?:,[^,;]*,)? to (?!the |a |an |her |his |be )[a-z]+")
_WILL_BE = re.compile(r"\b(?:will|to|'ll) (?:also |again )?be $")
_WISH = re.compile(
    r"\b(?:would (?:also )?(?:love|like|be (?:happy|open|keen|up|thrilled))|'d (?:love|like)|"
    r"hop(?:es?|ed|ing) "
    r"(?:to|that)|wants? to|wanted to|wish(?:es)?|open to|keen to|willing|happy to|ready to|"
    r"interested in|game to|if (?:he|she|they)|only if|unless|begg(?:ed|ing))\b"
)


_IF = re.compile(
    r"\b(?:if|whether|unless|should|wish(?:es|ed)?|hop(?:e|es|ing) (?:that|for))\s[^,;.]{0,30}$"
)


@lru_cache(maxsize=64)  # a sentence is asked for each of its names
def wishes(text: str) -> bool:
    """Return whether a clause speaks of what somebody would like."""
    return _is_met(_WISH, text)


def is_wish(match: Match, text: str) -> bool:
    """Return whether the words say only that somebody would like it so, or what if it were."""
    return bool(_WISH.search(match.words) or _IF.search(text[: match.start]))


def status(match: Match | None, sentence: str, kind: CreditKind, *, at: int = 0) -> Status:
    """Return how a credit is made, from the words of the match and of its sentence.

    sentence: its reduced text.  at: the list in it; without a match the words of its clause tell.
    Method: what is stated as settled is done, what is said to come planned; hedges of the writer
    are expected, unnamed reports rumoured; a plan that is told as past is dropped.
    """
    around = clause(sentence, at)
    words = match.words if match is not None else around
    if kind is CreditKind.DEPARTING:
        return Status.RUMOURED if _RUMOURED.search(around) else Status.DONE
    said = status_of(words, around)
    ahead = match is not None and _WILL_BE.search(sentence[max(0, match.start - 20) : match.start])
    if said is Status.DONE and (ahead or _TO_COME.match(sentence, at)):
        return Status.PLANNED
    dropped = said in (Status.DONE, Status.PLANNED) and _DROPPED.search(around)
    return Status.DROPPED if dropped else said


def clause(text: str, at: int) -> str:
    """Return the part of a reduced sentence between semicolons that holds a place."""
    start = text.rfind(";", 0, at) + 1
    end = text.find(";", at)
    return text[start : end if end >= 0 else len(text)]


def status_of(words: str, sentence: str) -> Status:
    """Return how a statement is made, from its own words and those of its sentence, lower case."""
    if _RUMOURED.search(words) or _RUMOURED.search(sentence):
        return Status.RUMOURED
    if _EXPECTED.search(words):
        return Status.EXPECTED
    if _DENIED.search(words):
        return Status.DENIED
    return Status.PLANNED if _PLANNED.search(words) else Status.DONE


_SPEECH = re.compile(
    r"\b(?:sa(?:ys?|id)|t(?:ells?|old)|according|add(?:s|ed)|explain(?:s|ed)|reveal(?:s|ed)|"
    r"hint(?:s|ed)|"
    r"teas(?:es|ed)|call(?:s|ed) it|ask(?:s|ed)|question|interview\w*|talk(?:s|ed|ing)? (?:to|"
    r"with)|sp(?:oke|eaks?|eaking)|"
    r"statement|shar(?:es|ed)|post(?:s|ed)|promis(?:es|ed)|warn(?:s|ed)|admit(?:s|ted)|"
    r"describ(?:es|ed)|"
    r"not(?:es|ed)|recall(?:s|ed)|insist(?:s|ed)|joked?|thank(?:s|ed)|instagram|twitter|tweet\w*|"
    r"based on|novels?|books?|manga|author|podcast|studies|president|chief|executive (?!producer)|"
    r"ceo|head of)\b"
)
_ON_CAST = re.compile(
    r"\b(?:cast|stars?|starring|roles?|parts?|characters?|actors?|actress(?:es)?|plays?|played|"
    r"playing|leads?|"
    r"ensemble|line-?up|performances?|performers?|co-stars?|cameos?|on[- ]screen|opposite|"
    r"alongside)\b"
)
_TRADES_BEFORE = re.compile(
    r"(?<!casting )(?<!managing )(?<!art )(?<!music )(?<!creative )(?<!supervising )"
    r"(?:\b[a-z-]+(?:,? and |, |/| / | & )(?:(?:co-)?executive )?){0,3}\b[a-z-]+ $"
)


_PLAYERS = frozenset(
    [
        "actor",
        "actors",
        "actress",
        "actresses",
        "star",
        "stars",
        "co-star",
        "co-stars",
        "lead",
        "leads",
    ]
)


@lru_cache(maxsize=64)  # a sentence is asked for each of its names
def is_speech(text: str) -> bool:
    """Return whether a sentence reports what somebody says, so that a trade in it is no claim."""
    return '"' in text or _is_met(_SPEECH, text)


@lru_cache(maxsize=64)  # a sentence is asked for each of its names
def is_on_cast(text: str) -> bool:
    """Return whether a sentence speaks of cast and parts."""
    return _is_met(_ON_CAST, text)


_JOINING = frozenset({"and", "executive", "co-executive"})


@cache
def _last_parts() -> frozenset[str]:
    """Return what stands after the last hyphen of words that may end a row of trades."""
    known = {*trades(), *_PLAYERS, *_JOINING}
    return frozenset(word.rpartition("-")[2] for word in known)


@lru_cache(maxsize=_REMEMBERED)
def _ends_in_a_trade(word: str) -> bool:
    """Return whether a word with the blank after it may be the last of a row of trades."""
    last = re.findall(r"[a-z]+ \Z", word)
    return bool(last) and last[0][:-1] in _last_parts()


@lru_cache(maxsize=64)  # a list is asked for each of its names
def trades_before(text: str, at: int) -> tuple[CreditKind, ...]:
    """Return the kinds of the trades that stand right before a name: "creator and director P"."""
    if not _ends_in_a_trade(text[text.rfind(" ", 0, at - 1) + 1 : at]):
        return ()
    found = _TRADES_BEFORE.search(text[max(0, at - 80) : at])
    words = re.findall(r"[a-z-]+", found[0]) if found else []
    if words and words[-1] in _PLAYERS:
        return (CreditKind.CAST,)
    told: list[CreditKind] = []
    for word in reversed(words):
        kind = trades().get(word)
        if kind is not None:
            told.append(kind)
        elif word not in _JOINING:
            break
    return tuple(dict.fromkeys(told))


_AROUND = (
    (
        re.compile(
            r"\b(?:won't|not (?:be )?(?:back|returning)|no longer|leaving|departing|exits?|gone)\b"
        ),
        CreditKind.DEPARTING,
    ),
    (
        re.compile(
            r"\b(?:newcomers?|new (?:cast|faces?|additions?|recruits?|members?|stars?|arrivals?|"
            r"series)|"
            r"join(?:s|ed|ing)? the (?:cast|series|show|ensemble)|recruits?|fresh faces)\b"
        ),
        CreditKind.NEW,
    ),
    (
        re.compile(
            r"\b(?:return(?:s|ing|ed)?|repris\w+|(?:are|is|be|come|coming|all) back|again|original "
            r"cast)\b"
        ),
        CreditKind.RETURNING,
    ),
)


@lru_cache(maxsize=64)  # a sentence is asked for each of its names
def kind_around(text: str) -> CreditKind | None:
    """Return the one kind of acting that the words of a sentence speak of, None for none or two."""
    found = [kind for pattern, kind in _AROUND if _is_met(pattern, text)]
    return found[0] if len(found) == 1 else None


_ASKED = (_WISH, _SPEECH, _ON_CAST, *(pattern for pattern, _ in _AROUND))


def _is_met(pattern: re.Pattern[str], text: str) -> bool:
    """Return whether one of those asked of every sentence is met: most lack a word for it."""
    return pattern in _possible(text) and pattern.search(text) is not None


@lru_cache(maxsize=64)
def _possible(text: str) -> tuple[re.Pattern[str], ...]:
    return tuple([_ASKED[place] for place in _needs().met(folded(text))])


@cache
def _needs() -> Needs:
    return Needs(_ASKED)
