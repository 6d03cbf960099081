"""The order of a name and its bracket: which of the two is the person, which the part."""

from __future__ import annotations

import re

from airdate.claims.cast.groups import Group, Reduced
from airdate.claims.cast.people import People
from airdate.claims.cast.strip import Unit
from airdate.claims.names import given_names, plain, surnames

# What stands before a part that has its player in brackets, and after persons with their parts.
_STORY_BEFORE = re.compile(
    r"(?:\b(?:tale|story|journey|death|life|lives|adventures?|love|romance|relationship|fate|"
    r"return|"
    r"rivalry|friendship|wedding|marriage|character|characters|couple|role|part) (?:of|between|"
    r"for) "
    r"(?:[a-z'-]+ ){0,2}|"
    r"\b(?:follows?|following|sees|forces?|between|when|sisters?|brothers?|friends?|mother|father|"
    r"daughter|son|wife|husband|detective|doctor|hero|heroine|centers on|centres on|around|about|"
    r"meets?|"
    r"named|called|lovers|orphan|teenager|if|where|finds|leaves|with her|with his|her|his) )$"
)
_WHO_BEFORE = re.compile(
    r"\b(?:cop|detective|doctor|nurse|teacher|student|lawyer|partner|husband|wife|sister|brother|"
    r"son|"
    r"daughter|mother|father|friend|boss|agent|officer|queen|king|captain|killer|assassin|thief|"
    r"chief|"
    r"rival|lover|boyfriend|girlfriend|neighbou?r|teenager|orphan|widow|widower|journalist|"
    r"reporter|"
    r"scientist|soldier|hero|heroine|villain|protagonist|inspector|hacker|gangster|chef|prince|"
    r"princess|survivor|cousin|uncle|aunt|roommate|colleague|classmate|prosecutor|heir|heiress|student|pupil|"
    r"sheriff|warrior|witch|vampire|surgeon|spy|gangsters|sisters|brothers|twins?|family|"
    r"fan-favou?rite)s? $"
)
_STORY_AFTER = re.compile(
    r" (?:clash(?:es)?|find|finds|discovers?|falls?|becomes?|learns?|tries|must|struggles?|fights?|"
    r"meets?|gets?|dies|died|kills?|marries|go|goes|face|faces|navigates?|hunts?|investigates?|"
    r"spirited)\b"
)
_CAST_AFTER = re.compile(
    r" (?:(?:will|are|is|all|both|have|has|should|also|to) ){0,3}(?:returns?|stars?|reprise|joins?|"
    r"joined|"
    r"cast|back|confirmed|round|lead|headline|added|set to|play)\b"
)
_CAST_BEFORE = re.compile(
    r"\b(?:cast(?: members?)?|stars?|starring|actors?|joined by|newcomers?|reprised? by|voices?)"
    r"(?: (?:includ(?:es?|ing)|are|is|of|as|like|such as))?:? $"
)
# These introduce people: what stands outside the brackets is a person, what is in them a part.
_GAP = r"(?: (?!(?:and|but|while|who|whose|where)\b)[a-z0-9'-]+,?| [TO](?:'s)?,?)"
_PEOPLE_BEFORE = re.compile(
    r"\b(?:(?:returning|returnees?|joining|boarding|starring|co-starring|reprising|featuring|"
    r"headlining|toplining|coming back|also back|appearing|newcomers?|newly cast|additions?)"
    rf"{_GAP}{{0,8}}?(?: (?:are|is|includ(?:es?|ing)|will be|being|with))?:?"
    r"|(?:headed|headlined|led|fronted|rounded out) by|(?:brings?|bringing|welcom(?:es?|ing)) back"
    r"|(?:adds|added|enlist(?:s|ed)|recruit(?:s|ed)|has cast|have cast|co-stars?))"
    r" (?:(?:actors?|actress|fellow|leads?|both|also|regulars?|stars?) ){0,2}$"
)
_PEOPLE_AFTER = re.compile(
    r"(?:,? (?:who|all of whom|both of whom))?(?: (?:will|are|is|all|both|have|has|should|also|to|"
    r"set|again|once|more|expected|confirmed|officially|now)){0,4} (?:repris(?:e|es|ed|ing)|"
    r"co-stars?|stars? in|joins?|joined|headlines?|topline|round(?:s|ed)? out|signed on|been cast|"
    r"were cast|was cast|returns? as|returns? to (?:the|their|his|her) (?:cast|roles?|parts?))\b"
)
# And these the parts: "returning characters include Jo (Mia Hart)".
_PARTS_BEFORE = re.compile(
    r"\b(?:characters?|protagonists?|heroes|heroines?|villains?|survivors?|halfbies)"
    rf"{_GAP}{{0,6}}?(?: (?:are|is|includ(?:es?|ing)|like|such as|being))?:? $"
)
_LIST_BEFORE = re.compile(r"\b(?:includ(?:es?|ing)|alongside|by|are|is):? $")


def _stage_name(outer: str, inner: str) -> bool:
    """Return whether a name of one word beside a full Korean one may be an actor's: Lomon, Rowoon.

    Korean actors often go by such a name, so that its form tells little; a given name of two
    syllables with a hyphen (Su-hyeok) is how texts shorten parts.
    """
    words = plain(inner).split()
    korean = len(words) == 2 and words[0] in surnames() and "-" in words[1]
    return korean and " " not in outer and "-" not in outer


def lean(name: Unit, bracket: Unit, people: People) -> float:
    """Return above 0 where the name is the person's and the bracket the part, else below."""
    outer, inner = people.likely(name), people.likely(bracket)
    lean = 0.1
    if plain(name.words) in people.parts or plain(bracket.words) in people.persons:
        lean -= 1.0
    if plain(name.words) in people.persons or plain(bracket.words) in people.parts:
        lean += 1.0
    several, inside = " " in name.words, " " in bracket.words
    if _stage_name(name.words, bracket.words):
        lean -= 0.3
    elif _stage_name(bracket.words, name.words):
        lean += 0.3
    else:
        lean += 0.6 * (several - inside) + outer - inner
    for words, sign in ((plain(name.words), 1), (plain(bracket.words), -1)):
        if " " in words:
            lean += sign * 0.4 * min(people.by_last[words], 2)
            lean -= sign * 0.3 * min(people.by_first[words], 2)
    first, first_inside = plain(name.words).split()[0], plain(bracket.words).split()[0]
    lean += 0.15 * ((first in given_names()) - (first_inside in given_names()))
    return lean


# Characters of the reduced text before a list that may say what it is a list of.
_LEAD = 60


def context(group: Group, reduced: Reduced) -> float:
    """Return what the words around a list add to the lean: above 0 for persons, below for parts."""
    before = reduced.text[max(0, group.at - _LEAD) : group.at]
    lean = -0.8 if _STORY_BEFORE.search(before) else 0.0
    lean -= 0.8 if _WHO_BEFORE.search(before) else 0.0
    lean -= 0.5 if _STORY_AFTER.match(reduced.text, group.at + 1) else 0.0
    lean += 0.4 if _CAST_AFTER.match(reduced.text, group.at + 1) else 0.0
    lean += 0.5 if _LIST_BEFORE.search(before) else 0.0
    if _PARTS_BEFORE.search(before):
        lean -= 1.5
    elif _PEOPLE_BEFORE.search(before):
        lean += 1.0
    lean += 0.6 if _PEOPLE_AFTER.match(reduced.text, group.at + 1) else 0.0
    return lean + (1.5 if _CAST_BEFORE.search(before) else 0.0)
