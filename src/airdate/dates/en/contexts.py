"""Words around a date that tell it from what only looks like one: the guards of the rules.

Each is a regular expression on the 64 characters before (it ends in `$`) or after the words.
"""

from __future__ import annotations

MONTH_NAMES = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)


def _any(words: str) -> str:
    return "|".join(words.split())


def before(words: str) -> str:
    """Return the guard: one of some words stands before, with a space or hyphen between."""
    return rf"\b(?i:{_any(words)})[\s-]+$"


def after(words: str) -> str:
    """Return the guard: one of some words stands after, with a space or hyphen between."""
    return rf"[\s-]+(?i:{_any(words)})\b"


# "in May", "last fall", "early March": what stands before a time of the year.
TIME_WORDS = (
    "in by since until till of last next this that from and or for during early late mid "
    "through before after between on about around back coming past again each every throughout "
    "towards? toward previous following begin beginning start end middle over the maybe perhaps "
    "possibly probably likely releases? released premieres? premiered planned slated set due "
    "eyes eyeing targets? targeting expected arriv\\w+"
)
OPENS = r"^\s*$|[\n(\[–—/:\"“|•*]\s?$|[,.;]\s$"
BEFORE_SEASON = (
    rf"{before(TIME_WORDS)}|{OPENS}|\bfrom (?:the )?(?:\w+ ){{1,2}}to (?:the )?$"
    rf"|\b(?i:a|its|their)\s$"
)
BEFORE_MAY = (
    before(TIME_WORDS + " to is was a as at think thinks say says said [a-z]+day,?")
    + r"|^$|[\n(–—/:-]\s?$|,\s$|[\"“]$"
)
AFTER_MAY = (
    r"[ \t]+(?:of the|(?!(?:is|was|or|and|at|on|as|for|with|when|after|before|but|if|because"
    r"|while|since|though|until|by|from|where|than)\b)[a-z]+\s(?:the|a|an|his|her|their|be)\b"
    r"|be\b|not\b|have\b|[A-Z])"  # but see BEFORE_SLOT
)
# "Its March release", "Hands Back Summer Slot": what a time of the year stands before.
SLOT = (
    r"(?i:slots?|berth|releases?|premieres?|debut|launch|bow|date|start|shoot|opening|arrival"
    r"|landing|rollout|window|weekend|frame)\b"
)
BEFORE_SLOT = rf"[ \t]{SLOT}"
# "In May it ...": only a name of more words can still make another word of it.
SURELY_MAY = (
    r"\b(?i:in|since|until|till|throughout|early|late|mid|last|next)[\s-]+$"
    rf"|\b(?:{MONTH_NAMES})\.?,?\s(?:or|and|to|through)\s$"
)
AFTER_SURELY_MAY = r"[ \t]+(?:Day|Madness|Hare|Sisters|Girls|of the Penguins)\b"
BEFORE_SHORT_MONTH = before(
    "in by since until till early late mid last next this from to and of or through thru"
)
# "spring 2026", "fall of '26": a year behind it settles what a season is.
YEAR_FOLLOWS = r"\s(?:of\s|in\s)?(?:['’]?\d\d|nineteen|two thousand|(?:this|last|next|that) year)"
AFTER_SPRING = (
    r"[-\s](?i:water|roll|apart|off|into|below|short|under|behind|through|olympics|games|house"
    r"|palace|for|back|in|down|from|out|over|victim|gap|park|to|of"
    r"(?!\s(?i:\d|'|nineteen|two thousand|that|this|last|next|the year)))\b"
    r"|\s[A-Z][a-z]+(?:\s[A-Z]|er)"
)
AFTER_SUMMER = (
    r"[-\s](?i:olympics?|games|house|palace|camp|job|vacation|holidays?|school|intern|coat"
    r"|clothes|solstice|wheat|time|movie season)\b"
    r"|[ \t](?!(?:Slot|Berth|Release|Premiere|Debut|Launch|Bow|Date|Start|Shoot|Opening|Arrival"
    r"|Landing|Rollout|Window)\b)(?:of\s)?[A-Z][a-z]+"
)
AFTER_HOLIDAY = after(
    "tree carol card movie special film album present gift song massacre offensive egg bunny "
    "truce island seals? bonus party parade spirit eve ham"
)
NAMED_FOR_A_DAY = (
    r"\s(?:Night (?:Lights|Live|Football|Massacre)|Addams|Times|Herald|Telegraph)"
    r"|['’]s\s[A-Z]\w+\s[A-Z]"
)
DAYS_OF_NAMES = before(
    "bloody freaky black ruby casual fat super ash good palm easter cyber giving"
)

NOT_A_YEAR_BEFORE = (
    r"[#$£€@/.:]-?$|\b(?i:nos?|pages?|pp?|room|route|highway|flight|channel|area|bus|model"
    r"|version|code|episode|chapter|(?<!holiday )(?<!awards )season|part|vol|volume|level|about"
    r"|nearly|some|only|over|approximately|almost|exactly|roughly|top|fortune"
    r"|(?<!until at )(?<!till at )least|most|up to"
    r"|plus|windows|office|runner|earth|resolution|russell?|index|boeing|airbus"
    r"|(?<!earlier )(?<!later )(?<!sooner )than)\.?[ \t]*-?$"
    r"|(?<!mid-)(?<!late-)(?<!early-)(?<!post-)(?<!pre-)(?<=[A-Za-z]-)$"
    r"|(?<!\b1\d\d\d[-–])(?<!\b20\d\d[-–])(?<=\d[-–—,.])$"
)
NOT_A_YEAR_AFTER = (
    r"\s?%|[-–]\d{3}\b|[-–]\d{5}|\.\d|,\d{3}|[-\s](?i:"
    + _any(
        "men people persons troops soldiers casualties dead killed wounded km kilomet miles? feet "
        "ft meters metres yards tons tonnes pounds kg dollars points? shares? jobs workers "
        "employees planes aircraft ships prisoners civilians homes words pages calories votes "
        "barrels acres square horsepower hp cc rpm mg mm seats students passengers members? "
        "items tickets copies fans viewers "
        "units copies episodes steps hours? days? years? weeks months minutes seconds times"
    )
    + r")\b"
)
BEFORE_SPELLED_YEAR = (
    r"(?i)\b(?:in|of|by|since|until|from|to|a|year|after|before)\s(?:the\syear\s)?$|year\s*$"
)
BEFORE_SHORT_YEAR = before(
    "in of since by until from summer spring fall winter autumn early late mid class\\sof "
    "q[1-4] [1-4]q h[12] [12]h quarter half christmas halloween thanksgiving easter"
)
HALF_OF_A_YEAR = (
    r"(?i)\s(?:of\s)?(?:the\s|fiscal\s|this\s|next\s|last\s|that\s"
    r"|the (?:same|following|next) )?(?:year\b|'?\d\d)"
)
# "the last week of March" is a week of March, not of the anchor.
OF_A_MONTH = rf"\s(?:of|in)\s(?:(?:{MONTH_NAMES})\b|\d{{4}})"
IN_PLAY = r"(?i)\s(?:of the (?:game|match)|century|mile|horse|moon|finals?)"
BEFORE_14TH = before("on until till by since before after from through to and or between")
AFTER_14TH = (
    r"(?i)\s*(?:$|[.,;:)!?\n]|(?:and|or|to|at|in|when|for|that|with|as|it|they|he|she"
    r"|of (?:this|last|next|that|the) month|the|an?|its|their|his|her|our|we|you|but|so|who|which"
    r"|by|on|because|before|after|from|this|there)\b)"
)
