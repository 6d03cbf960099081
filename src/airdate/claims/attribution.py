"""Whom a text credits for its words: speakers, outlets, domains in brackets, "fans"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice

from airdate.claims import bodies
from airdate.claims.clauses import Clauses
from airdate.claims.inflect import forms
from airdate.claims.lexicon import rows
from airdate.claims.needles import Needles, folded, needed
from airdate.claims.voices import voices
from airdate.model import Document, Sentence

_FAN_WORDS = (
    r"fans|viewers|followers|redditors|netizens|insiders|sources|sleuths|leakers|observers|"
    r"analysts|commenters|critics|users|readers|outlets|reports|rumou?rs|threads|theories|"
    r"speculation|predictions|listings|posts|leaks|people\sbehind\s[A-Z][\w ]{2,30}"
)
_WHO = re.compile(
    r"(?P<pronoun>\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\b)"
    r"|(?P<role>\b[Tt]he\s(?:[\w-]+\s){0,2}(?:actor|actress|star|co-star|director|writer|creator|"
    r"co-creator|showrunner|producer|author|executive|boss|filmmaker|scribe|screenwriter|"
    r"lead|actor-producer|comedian|singer|novelist))\b"
    r"|(?P<body>\b[Tt]he\s(?:[\w-]+\s){0,2}(?:"
    + "|".join(sorted(bodies.ROLES, key=len)[::-1])
    + r"))\b"
    rf"|(?P<group>\b(?:(?:[Ss]ome|[Mm]any|[Mm]ost|[Ss]everal|[Oo]nline|[Aa]nother|[Pp]roduction|"
    rf"[Tt]rade|[Uu]nnamed|[Ii]ndustry|[Rr]eddit|[Ff]an|[Oo]ther)\s){{0,2}}(?:{_FAN_WORDS}|report|"
    rf"[A-Z]?(?:{_FAN_WORDS}))\b|\bFans\b|\bViewers\b|\bInsiders\b|\bSources\b|\bSome\b|\bMany\b)"
    r"|(?P<name>\b[A-Z][\w’'.+!-]*(?:\s(?:(?:of|the|on|van|von|de|da|bo|bin|al|and)\s)?"
    r"[A-Z][\w’'.+!-]*){0,5})"
)
_LATELY = (
    r"(?:\s(?:has|have|had|also|then|later|since|just|now|previously|recently|reportedly|"
    r"officially|first|himself|herself|further|still|finally|already|both|even|once|yesterday|"
    r"today|quickly|is|was|are|were|on\s\w+day|last\s\w+|this\s\w+|earlier|in\s\w+|[a-z]+ly))"
    r"{0,3}\s"
)
_DIRECT = re.compile(_LATELY + r"$")
_APPOSITION = re.compile(r"(?:\s\([^)]{1,60}\))?,\s[^;]{2,120},(?:" + _LATELY + r"|\s)$")
_ERRAND = re.compile(
    r"\s(?:used|took\sto|went\son|hopped\son|turned\sto|is|was|came\sforward|has|had|stopped|sat"
    r")\b[^;.]{0,70}\s(?:to|and)\s$"
)
_NOT = re.compile(
    r"\b(?:not|never|n['’]t|yet\sto|nobody|nothing|no\sone|without|declined|refus\w+|whether|until)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
# "Production is expected to end": nobody in particular expects
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s(?:\w+ly\s|now\s|also\s)?$", re.I)
# "Mia Hart reported to join", "Netflix expected to renew": said of the subject, in headlines
_OF_THE_SUBJECT = re.compile(
    r"(?:reported|said|rumou?red|believed|understood|thought|expected|announced|revealed|confirmed|"
    r"suspected|claimed|speculated|predicted|named|listed|described|teased|tipped)\s"
    r"(?:to\s(?!the\b|an?\b|his\b|her\b|its\b|their\b|our\b|us\b|me\b|them\b|him\b|fans\b|"
    r"reporters\b|press\b|media\b|viewers\b|investors\b|local\b|several\b|[a-z]+\sthat\b)[a-z]"
    r"|as\s|for\s(?!the\sfirst\stime|years|months))"
)
_CREDIT_PHRASE = re.compile(
    r"\b(?P<cue>according\sto|as\sper|per|as\s(?:\w+\s)?reported\sby|reported\sby|as\stold\sto|"
    r"confirmed\sby|announced\sby|revealed\sby|shared\sby|in\sthe\swords\sof|courtesy\sof|via|"
    r"say|says|reports?\sfrom|report\sby|citing|quoting|a\srepresentative\sfor|seen\sby|as)\s",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"[(\[](?:via\s|source:\s|per\s)?(?P<domain>(?:[a-z0-9-]+\.)+[a-z]{2,})(?:/[^)\]\s]*)?"
    r"[)\]]['\"”]?[.!?]?\s*$",
    re.IGNORECASE,
)
_BRACKETED_BODY = re.compile(r"\((?:via|source:|per)\s(?P<name>[A-Z][^()]{1,40})\)[.!?]?\s*$")
_QUOTE = re.compile(r"[\"“]")
_PERSON = re.compile(r"\b[A-Z][\w’'-]+(?: (?:(?:de|van|von|bo|da) )?[A-Z][\w’'.-]+){1,3}")
_ASIDE = re.compile(r"[,\"”]\s?$")


@dataclass(frozen=True, slots=True)
class Scope:
    """Words of a document that a source is credited for; the higher rank holds."""

    start: int
    end: int
    source: str
    rank: int


@dataclass(frozen=True)
class Credits:
    """Whom a document credits, sentence by sentence."""

    scopes: dict[int, tuple[Scope, ...]]

    def at(self, sentence: int, start: int, end: int) -> str | None:
        """Return whom the text credits for `text[start:end]`, None where it speaks for itself."""
        held = [s for s in self.scopes.get(sentence, ()) if s.start <= start and end <= s.end]
        best = max(held, key=lambda s: (s.rank, s.start - s.end), default=None)
        return best.source if best else None


@cache
def verbs() -> re.Pattern[str]:
    """Return a pattern of the verbs of saying and thinking, in all forms."""
    spellings = {form for row in rows("speech.tsv") for form in forms(row["verb"])}
    longest = sorted(spellings, key=len, reverse=True)
    return re.compile(
        r"\b(?:"
        + "|".join(
            [
                *longest,
                r"let\s(?:it\sbe\sknown|slip)",
                r"put\sit",
                r"made\sit\sknown",
                r"(?:have|has)\s(?:settled\son|figured\sone\sout)",
                r"convinced",
                r"talking\sabout",
                r"put",
            ]
        )
        + r")\b"
    )


_OF_SAYING, _OF_CREDIT = 1, 2


@cache
def _needles() -> Needles:
    """Return what tells that no verb of saying, and no phrase of credit, is in a text."""
    return Needles([needed(verbs()), needed(_CREDIT_PHRASE)])


# More sayings than these in one sentence are no prose, and each costs every claim a look.
_MOST_SCOPES = 60


class _Speakers:
    """Who was named last, as the reading goes on; resolves pronouns and short names."""

    def __init__(self, document: Document) -> None:
        self._full: dict[str, str] = {}
        for match in _PERSON.finditer(document.text[: 1 << 20]):
            self._learn(re.sub(r"['’]s?$", "", match[0]))
        self.person: str | None = None
        self.body: dict[str, str] = {}

    def _learn(self, name: str) -> None:
        words = name.split()
        if bodies.kind_of(words[0]) and len(words) > 2:
            words = words[1:]
        for word in {words[-1], words[0]}:
            self._full.setdefault(word, " ".join(words))

    def full(self, name: str) -> str:
        """Return the fullest form of a name that the document has."""
        name = re.sub(r"(?:['’]s?|[.,])$", "", name)
        if bodies.kind_of(name) or " " in name:
            return name
        return self._full.get(name, name)

    def resolve(self, match: re.Match[str]) -> str | None:
        """Return the name behind a pronoun, a role, a group or a name."""
        if match["pronoun"]:
            return self.person if match[0].casefold() != "it" else None
        if match["role"]:
            return self.person
        if match["body"]:
            role = match[0].casefold().removeprefix("the ")
            kinds = next((k for r, k in bodies.ROLES.items() if role.endswith(r)), ())
            return next((self.body[k] for k in kinds if k in self.body), None)
        return match[0] if match["group"] else self.full(match["name"])

    def meet(self, words: str) -> None:
        """Remember the bodies and persons that a sentence names."""
        for name in bodies.named(words):
            if kind := bodies.kind_of(name):
                self.body[kind] = name


_ROLE_WORDS = re.compile(
    r"^(?:(?:[A-Z][\w’'-]*\s)?(?:Actor|Actress|Star|Director|Showrunner|Creator|Writer|Producer|"
    r"Executive|Author|President|CEO|Chief|Co-creator|Studio|The|But|And|When|While|As|Now|So|In|On"
    r"|Then|Yet|Meanwhile|Later|Since|Still|Although|Though|Asked|That|This|At|For|With|By|To|Of"
    r"|From|Per|According|If|Also|Even|Last|Speaking|Talking|After|Before|During)\s)+"
)
_NO_SOURCE = re.compile(
    r"^(?:(?:I|We|You|He|She|It|They|That|There|What)['’](?:m|s|re|ve|d|ll)|I|We|You|What|Which|Who|That|This|There|Here|Season|Seasons|Part|Production|Filming|"
    r"Nothing|Nobody|Everything|The|A|An|But|And|If|As|Word|Rumou?r|Many|Shooting|One|Others|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Q|A|Yes|No|When|How|Why|Where)$"
)


def credits(document: Document) -> Credits:
    """Return whom the document credits for which words, by conventions 15 and 16 of the reader.

    Speakers outrank outlets, and outlets the domain in brackets that ends a sentence; last comes
    the one whose name opens the line.
    """
    speakers = _Speakers(document)
    scopes: dict[int, tuple[Scope, ...]] = {}
    previous: Sentence | None = None
    for sentence in document.sentences:
        words = document.words_of(sentence.number)
        spoken = chain(_said(words, speakers), _phrases(words, speakers))
        found = [*_bracketed(words), *islice(spoken, _MOST_SCOPES)]
        same_paragraph = previous is not None and previous.paragraph == sentence.paragraph
        if not found and same_paragraph and _only_quote(words) and speakers.person:
            found = [Scope(0, len(words), speakers.person, 1)]
        base = sentence.start
        if found:
            scopes[sentence.number] = tuple(
                Scope(base + s.start, base + s.end, s.source, s.rank) for s in found
            )
        speakers.meet(words)
        previous = sentence
    for voice in voices(document):
        for number in voice.sentences:
            line = document.sentences[number]
            whole = Scope(line.start, line.end, voice.name, 0)
            scopes[number] = (*scopes.get(number, ()), whole)
    return Credits(scopes)


def _only_quote(words: str) -> bool:
    """Return whether a sentence is nothing but someone's words in quotes."""
    return bool(re.fullmatch(r"[\"“].*[\"”]\.?", words, re.DOTALL))


def _said(words: str, speakers: _Speakers) -> Iterator[Scope]:
    """Yield the scopes of verbs of saying: "X said that ...", "..., said X", "..., X reports"."""
    if not _needles().mask(folded(words)) & _OF_SAYING:
        return
    subjects = list(_WHO.finditer(words))
    clauses = Clauses(words)
    at = 0
    for verb in verbs().finditer(words):
        while at < len(subjects) and subjects[at].end() <= verb.start():
            at += 1
        before = subjects[max(0, at - 5) : at]
        subject = _subject(words, verb, before=before) or _inverted(words, verb)
        passive = _PASSIVE.search(words, max(0, verb.start() - 24), verb.start())
        if subject is None or (passive and verb[0] != "convinced"):
            continue
        if _OF_THE_SUBJECT.match(words, verb.start()):
            continue
        name = _name(subject, speakers)
        if name is None or _NOT.search(words, max(0, verb.start() - 22), verb.start()):
            continue
        is_body = bodies.kind_of(name) is not None
        if not subject["pronoun"] and not subject["group"] and not is_body and " " in name:
            speakers.person = name
        start, end = _reach(words, verb, subject=subject, clauses=clauses)
        yield Scope(start, end, name, 2 if bodies.kind_of(name) == "outlet" else 3)


def _name(subject: re.Match[str], speakers: _Speakers) -> str | None:
    """Return the name of a subject without the job before it, None where it is no source."""
    found = speakers.resolve(subject)
    if found is None:
        return None
    bare = re.sub(r"['’]s?$", "", _ROLE_WORDS.sub("", found)).strip(" .,")
    if subject["group"]:
        return re.sub(r"^(?:of|plenty\sof)\s", "", bare) or None
    if not bare or _NO_SOURCE.match(bare):
        return None
    return speakers.full(bare)


def _subject(
    words: str, verb: re.Match[str], *, before: list[re.Match[str]]
) -> re.Match[str] | None:
    """Return who does the saying, from the candidates ahead of the verb."""
    for candidate in reversed(before):
        gap = words[candidate.end() : verb.start()]
        if len(gap) > 160:
            return None
        if gap == " " or _DIRECT.match(gap) or _APPOSITION.match(gap) or _ERRAND.match(gap):
            lead = words[max(0, candidate.start() - 6) : candidate.start()]
            return None if re.search(r"\b(?:what|by|to|of)\s$", lead) else candidate
        if gap in {" who ", ", who "} or re.fullmatch(r",?\swho\s(?:has\s|had\s)?", gap):
            return candidate
    return None


_AFTER_VERB = re.compile(r"\s(?:(?:the\s)?[a-z-]+\s){0,3}$")


def _inverted(words: str, verb: re.Match[str]) -> re.Match[str] | None:
    """Return who follows a verb at the end of what was said: "..., said X"."""
    if not re.search(r"[,\"”’']\s$", words[max(0, verb.start() - 3) : verb.start()]):
        return None
    if words.startswith(" by ", verb.end()):
        return None  # "..., written by Mia Hart": who made it, not who says it
    subject = _WHO.search(words, verb.end(), verb.end() + 80)
    if subject and _AFTER_VERB.match(words[verb.end() : subject.start()] + ""):
        return subject
    return None


_ENDS = re.compile(r"\s?[,.;]")
_CUT = re.compile(r";|,\s(?:but|while|although|though|whereas)\b")
_TAIL, _LONG = 60, 600  # characters: what tells a closing "he said", how far a saying may reach


def _reach(
    words: str, verb: re.Match[str], *, subject: re.Match[str], clauses: Clauses
) -> tuple[int, int]:
    """Return the part of a sentence that a verb of saying covers.

    What follows the verb; all of the sentence where the saying stands aside or closes it.
    """
    first, last = min(verb.start(), subject.start()), max(verb.end(), subject.end())
    rest = re.findall(r"[^\W\d]+", words[last : last + _TAIL])
    aside = _ASIDE.search(words[max(0, first - 3) : first]) is not None
    if aside and (len(rest) < 4 or _ENDS.match(words, last)):
        return 0, len(words)
    if len(rest) < 3 or (aside and subject.start() > verb.start()):
        return 0, len(words)
    start = clauses.around(first)[0] if not aside else 0
    cut = _CUT.search(words, last, last + _LONG)
    return start, cut.start() if cut else len(words)


_PHRASE_CUT = re.compile(r";|,\sbut\s")


def _phrases(words: str, speakers: _Speakers) -> Iterator[Scope]:
    """Yield the scopes of "according to X", "per X", "as reported by X"."""
    if not _needles().mask(folded(words)) & _OF_CREDIT:
        return
    for cue in _CREDIT_PHRASE.finditer(words):
        subject = _WHO.match(words, cue.end()) or _WHO.match(words, _past_job(words, cue.end()))
        if subject is None:
            continue
        name = _name(subject, speakers)
        if name is None:
            continue
        spoken = cue["cue"].casefold()
        if spoken in {"say", "says", "as"} and not _closes(
            words, cue, subject=subject, spoken=spoken
        ):
            continue
        if bodies.kind_of(name) is None and " " in name and not subject["group"]:
            speakers.person = name
        low = max(0, cue.start() - _LONG)
        cuts = [m.start() for m in _PHRASE_CUT.finditer(words, low, subject.end() + _LONG)]
        start = max([c for c in cuts if c < cue.start()], default=0)
        end = min([c for c in cuts if c >= subject.end()], default=len(words))
        yield Scope(start, end, name, 2 if bodies.kind_of(name) == "outlet" else 3)


def _closes(words: str, cue: re.Match[str], *, subject: re.Match[str], spoken: str) -> bool:
    """Return whether "..., say the fans" or "..., as Kim put it" stands beside what was said."""
    if spoken == "as":
        return verbs().match(words, subject.end() + 1) is not None
    return words[max(0, cue.start() - 2) : cue.start()].startswith(",")


def _past_job(words: str, at: int) -> int:
    """Return where a name begins after its job: "according to showrunner Ryan Condal"."""
    job = re.compile(r"(?:the\s|its\s)?(?:[\w’'+-]+\s){1,4}?(?=[A-Z])").match(words, at)
    return job.end() if job else at


def _bracketed(words: str) -> Iterator[Scope]:
    """Yield the scope of a credit in brackets that ends a sentence: "(about.netflix.com)."."""
    if match := _BRACKETED.search(words, max(0, len(words) - 120)):
        yield Scope(0, len(words), match["domain"].casefold(), 1)
    elif match := _BRACKETED_BODY.search(words, max(0, len(words) - 80)):
        yield Scope(0, len(words), match["name"], 1)
