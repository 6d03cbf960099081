"""The rules of cast and crew: patterns over reduced sentences, kept as data beside the code.

Each row of `cast_rules.tsv` (who is in it) and `cast_crew.tsv` (who makes it) is a rule: a pattern
on the form that `strip` and `groups` make, the kind it gives, the least likelihood that its names
must have, its confidence, and an example with what is found in it.  In a pattern,
`{P}` is the list of persons, `{P2}` a second list, `{K}` a part, `{as}` an optional "as" and part,
`{aux}` auxiliaries and adverbs, `{gap}` an aside between commas, `{few}` a few words,
`{jobs}` trades before a name, `{verb}` and `{noun}` words of `cast_trades.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from typing import Any

from airdate.claims.cast.groups import Group, Reduced
from airdate.claims.lexicon import rows
from airdate.claims.needles import Needs, folded
from airdate.model import CreditKind

_AUX = (
    r"(?:(?:is|are|was|were|be|been|being|has|have|had|having|will|would|'ll|'s|'re|'ve|should|may|"
    r"might|could|can|must|to|set|slated|scheduled|due|expected|confirmed|poised|ready|bound|"
    r"going|both|all|each|also|again|once|more|of course|in turn|reportedly|likely|presumably|"
    r"probably|possibly|apparently|allegedly|now|currently|officially|already|just|recently|"
    r"supposed|previously|originally|newly|finally|then|still|here|too|as well|either|so|himself|"
    r"herself|"
    r"themselves|reported|rumou?red|said|believed|thought|understood|announced|revealed|named|"
    r"unveiled|tapped|attached|signed|in talks|in negotiations|in final talks|well|only|first|even|"
    r"alone|together|anticipated|[a-z]+ly|meanwhile|though|however|for (?:his|her|their) part|did|"
    r"does|do|in|who|"
    r"actually|definitely|certainly|surely|not only|has yet|subsequently|ultimately|later|"
    r"abruptly|quietly|suddenly|formally|formerly|initially|and company|and co\.?|making|closing|"
    r"on board),? ){0,8}"
)
_WORDS = {
    "aux": _AUX,
    "gap": r"(?:, (?:who|whose|known|best known|seen)\b[^;.!?]{1,110}?,"
    r"|[,;](?! (?:and|but|while|which|with|as) )(?:[^;.!?P]{1,90}?[,;])?)?",
    "few": r"(?:(?!(?:and|but|while|who|when|after|by|with)\b)(?:[a-z0-9'-]+|O(?:'s)?),? ){0,6}?",
    "made": r"(?:makes?|made|making)",
    "P": r"(?P<p>P)",
    "P2": r"(?P<r>P)",
    "K": r"(?P<k>[PQ])(?!')",
    "jobs": r"(?:[a-z'-]+ |T |T's |O |O's ){0,4}?",
    "crew": r"(?:co-|executive )?(?:showrunners?|directors?|writers?|producers?|creators?|head "
    "writer|ep)",
}
_AS = (
    r"(?:(?:[ ,]+(?!(?:and|but|while|who|when|after)\b)[a-z0-9':;-]+| T| O){0,12}?,? "
    r"(?:as|roles? of|parts? of|roles? as|play|playing|be playing|voice|voicing|portray|"
    r"portraying) "
    r"(?:(?!(?:and|but|while|who|when|after|by|with|are|is|will)\b)[a-z0-9'-]+,? "
    r"){0,6}?(?P<as>[PQ])(?!'))?"
)


@dataclass(frozen=True)
class Rule:
    """A row: see the head of the module."""

    name: str
    pattern: re.Pattern[str]
    kind: str
    needs: float
    confidence: float
    order: int

    @cached_property
    def least(self) -> int:
        """How many letters P and Q a match of the pattern takes at least."""
        try:
            from re import _parser  # type: ignore[attr-defined]
        except ImportError:  # another Python: the rule is then tried on every list
            return 0
        return _least(_parser.parse(self.pattern.pattern))


def _least(parts: Iterable[tuple[Any, Any]]) -> int:
    """Return how many letters P and Q the parts of a pattern's syntax tree take at least."""
    total = 0
    for kind, value in parts:
        name = str(kind)
        if name == "LITERAL":
            total += chr(value) in "PQ"
        elif name == "IN":
            total += all(str(one) == "LITERAL" and chr(code) in "PQ" for one, code in value)
        elif name == "SUBPATTERN":
            total += _least(value[-1])
        elif name == "BRANCH":
            total += min(map(_least, value[1]))
        elif name.endswith("_REPEAT"):
            total += value[0] * _least(value[2])
    return total


@dataclass(frozen=True, slots=True)
class Match:
    """A rule met in a reduced sentence, for one list of persons.

    parts: the places of the letters that name the parts.  words: the words of the match.
    start, end: of the match in the reduced text.  kind: the word of the rule's row for this list.
    other: the second list of the match, which has the same part.
    """

    rule: Rule
    kinds: tuple[CreditKind, ...]
    group: Group
    part: int | None
    words: str
    start: int
    end: int
    kind: str
    other: Group | None = None


@cache
def trades() -> dict[str, CreditKind]:
    """Return the words of trades → what they make of a person."""
    return {
        word.replace("-", " ") if word.startswith("exec") else word: CreditKind(row["kind"])
        for row in rows("cast_trades.tsv")
        for word in row["words"].split()
    }


def _trade_words(form: str) -> str:
    words = [
        w for row in rows("cast_trades.tsv") if row["form"] == form for w in row["words"].split()
    ]
    longest = sorted(words, key=len, reverse=True)
    return "|".join(w.replace("-", "[- ]") if w.startswith("exec") else w for w in longest)


@cache
def _places() -> dict[str, str]:
    verb, noun = _trade_words("verb"), _trade_words("noun")
    between = r"(?:,? (?:and |& |then |also |or )?(?:also |then )?|/|, )"
    verbs = rf"(?P<v>\b(?:{verb})\b(?:{between}(?:{verb})\b){{0,4}})"
    not_of = r"(?<!casting )(?<!managing )(?<!art )(?<!music )(?<!creative )(?<!sound )"
    nouns = (
        rf"(?P<v>{not_of}\b(?:{noun})\b(?! of photography)"
        rf"(?:(?:,? (?:and |& )?|/|-)(?:co-|executive |head |lead |now )?(?:{noun})\b){{0,4}})"
    )
    return _WORDS | {"verb": verbs, "noun": nouns}


def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern with its words in braces filled in; a second {verb} is not captured."""
    for name, meaning in (*_places().items(), ("as", _AS)):
        first, *others = pattern.split("{" + name + "}")
        if others:
            again = re.sub(r"\?P<\w+>", "?:", meaning)
            pattern = first + meaning + again.join(others)
    return re.compile(rf"(?<![\w]){pattern}" if pattern[0].isalpha() else pattern)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in the order of their rows."""
    table = [*rows("cast_rules.tsv"), *rows("cast_crew.tsv")]
    return tuple(
        Rule(
            row["rule"],
            _compiled(row["pattern"]),
            row["kind"],
            float(row["needs"]),
            float(row["confidence"]),
            order,
        )
        for order, row in enumerate(table)
    )


@cache
def _needs() -> Needs:
    return Needs(rule.pattern for rule in rules())


# So many lists of persons of one sentence are read: each has its asides tried by every rule, and
# prose has a handful.
_MOST_GROUPS = 40


def matches(reduced: Reduced) -> Iterator[Match]:
    """Yield the rules met in a reduced sentence, as far as its fortieth list of persons."""
    if not reduced.groups:
        return
    end = next(islice(sorted(reduced.groups), _MOST_GROUPS, None), len(reduced.text))
    known, text = rules(), reduced.text[:end]
    letters = text.count("P") + text.count("Q")
    for rule in [known[index] for index in _needs().met(folded(text))]:
        if rule.least > letters:
            continue
        for found in rule.pattern.finditer(reduced.text, 0, end):
            yield from _sides(rule, found, reduced)


def _sides(rule: Rule, found: re.Match[str], reduced: Reduced) -> Iterator[Match]:
    """Yield a match per list of persons; "new>departing" has two, each with its kind."""
    places = found.groupdict()
    part = next((found.start(n) for n in ("k", "as") if places.get(n)), None)
    first, _, second = rule.kind.partition(">")
    for name, kind in (("p", first), ("r", second)):
        group = reduced.groups.get(found.start(name)) if places.get(name) else None
        if group is not None and kind:
            kinds = _kinds(kind, places.get("v") or "")
            if name == "p" and _is_object(found, reduced.text):
                continue
            span = (found[0], found.start(), found.end())
            other = reduced.groups.get(found.start("r" if name == "p" else "p")) if second else None
            yield Match(rule, kinds, group, part, *span, kind, other)


_PREPOSITION = re.compile(r"\b(?:opposite|by|from|alongside|beside|of|to|for|about|like|with|on) $")


def _is_object(found: re.Match[str], text: str) -> bool:
    """Return whether the list before an aside is an object: "with Ola Berg, has signed on"."""
    at = found.start("p")
    subject_rule = at == found.start()
    aside = text[at + 1 : at + 2] == "," and not text.startswith(", who", at + 1)
    return subject_rule and aside and bool(_PREPOSITION.search(text[:at]))


_KIND_WORDS = re.compile(r"exec(?:utive)?[- ]produc\w+|[a-z-]+")


def _kinds(kind: str, words: str) -> tuple[CreditKind, ...]:
    """Return the kinds of a rule; those of a trade are told by the words of the match."""
    if kind in CreditKind.__members__.values():
        return (CreditKind(kind),)
    known = trades()
    told = (known.get(w) or known.get(w.replace("-", " ")) for w in _KIND_WORDS.findall(words))
    return tuple(dict.fromkeys(k for k in told if k is not None))
