"""Strip → its lists of names: `N (N), N and N return` becomes `P return`, P with three items.

What stands with a name stays with it: the bracket, "as" and a part, "who plays" and a part, "of"
and a work or company.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from airdate.claims.cast.strip import Strip, Unit

_JOB = (
    r"(?:co-)?(?:actors?|actress|actresses|stars?|directors?|writers?|producers?|creators?|"
    r"showrunners?|screenwriters?|filmmakers?|newcomers?|singers?|rappers?|comedians?|idols?|"
    r"authors?|scribes?|showrunner|developer|exec|executive|co-executive|series|lead|fellow|"
    r"veteran|rising|guest|supporting|[NTOQ](?:'s)?|head|winner|nominee|alum|alums|regular|"
    r"journalist|novelist|playwright|dancer|presenter|comic|host|youtuber|wrestler|"
    r"award-winning|acclaimed|breakout|original|former|model|musician|emmy|oscar|k-pop|co-star)"
)
_BEFORE_NAME = rf"(?:(?:the |an? |his |her |their )?(?:{_JOB} ){{1,5}})?"
_DETAIL = r"(?:(?!(?:and|or|with|by|but|alongside|while|from|in|at|for)\b)[a-z'-]+ ){0,5}?"
_PART = rf"{_DETAIL}(?P<%s>[NQ](?: \([^()N]{{1,60}}\))?)"
_AS = r"(?:,? (?:who (?:returns|is back|stars|appears|appeared|starred) )?as " + _PART % "as" + r")"
_WHO = (
    r"(?:,? (?:and )?who (?:also |will |previously |once |memorably |is set to |will be "
    r")?(?:plays?|"
    r"played|playing|portrays?|portrayed|portraying|voices?|voiced|embodies|took on|(?:was|is)(?= "
    r"[NQ])) " + _PART % "who" + r",?)"
)
_KNOWN = (
    r"(?:,? \(?(?:who is |who was |who's |an? [a-z -]{0,30})?(?:(?:best|also|perhaps|previously|"
    r"last|most|"
    r"widely|recently|well|largely|chiefly|mostly|currently|internationally|all|"
    r"formerly) ){0,2}(?:known|seen|recogni[sz]ed|famous|familiar|remembered|beloved|renowned) "
    r"(?:\w+ ){0,3}?(?:for|from|in|as|to)\b(?P<known>[^;.!?()]{0,60}?[TQN][^;.!?()]{0,40}?)"
    r"(?=, (?!(?:and )?[TQN]\b)| (?:is|are|will|has|have|was|were|joins?|stars?|plays?|returns?)\b|"
    r"[.;)]|$)\)?)"
)
# "Ola Berg, the villain of The Glass Bay, joins": an aside on earlier work.
_ASIDE = (
    r"(?:, (?:the|an?) "
    r"(?!(?:[a-z'-]+ ){0,3}(?:writers?|directors?|creators?|producers?|authors?|"
    r"showrunners?|sequel|prequel|spin-off|series|film|movie|drama|adaptation|voice|actor|"
    r"actress)\b)"
    r"(?:[a-z'-]+ ){1,5}(?:of|in|from|on|behind) (?:O's )?(?P<aside>[TQ])(?: [a-z]+)?(?=,))"
)
_OF = r"(?: ?,? (?:of|from(?! N)) (?P<of>(?:[OTQN](?:'s)? ?){1,2}(?: fame)?)(?![a-z]))"
_PAREN = r"(?: \((?P<paren>[^()]{1,160})\))"
ITEM = re.compile(
    rf"(?P<name>N)(?:'s (?P<owned>N)(?![&N]| [NT]| (?:novels?|books?|films?|movies?|series|shows?|"
    rf"dramas?|stories|comics?|saga|trilogy)\b))?(?:'s(?= \())?{_PAREN}?(?:{_OF}|{_AS}|{_WHO}|"
    rf"{_KNOWN}|{_ASIDE})?(?P<quoted> Q(?:, Q){{0,3}}(?!s?'))?(?P<paren2>(?: "
    rf"\([^()N]{{0,80}}N?[^()N]{{0,80}}\))?)"
)
_BARE = re.sub(r"\?P<\w+>", "?:", ITEM.pattern)
_BETWEEN = (
    r"(?:,? (?:and|&|plus|or|and then|and also|along with|together with|as well as|with)|,|"
    r";(?: and)?| /) "
)
LIST = re.compile(rf"(?:{_BARE})(?:(?:{_BETWEEN}){_BEFORE_NAME}(?:{_BARE})(?!'s)){{0,80}}")
# "as Jo and Ann, and Ola Berg will be back": the last name of the list begins a new clause.
_NEW_CLAUSE = re.compile(
    r" (?:is|are|was|were|will|has|have|had|would|should|returns?|joins?|stars?|plays?|portrays?|"
    r"voices?|to|also|'ll)\b"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A name of a list with what stands beside it, as units and stretches of the strip.

    paren: what the bracket holds; part: the unit of "as" or "who plays"; plays: whether it is
    said with a verb; known: the stretch of "known for"; of: the stretch of "of" or "from".
    job: the words of a trade before the name.
    """

    name: Unit
    paren: tuple[int, int] | None = None
    part: tuple[int, int] | None = None
    plays: bool = False
    known: tuple[int, int] | None = None
    quoted: tuple[int, int] | None = None
    of: tuple[int, int] | None = None
    job: str = ""
    owned: Unit | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A list of names at one place of the reduced text."""

    items: tuple[Item, ...]
    at: int
    elliptic: bool = False


@dataclass(frozen=True)
class Reduced:
    """A strip with its lists as one letter P each.

    groups: by their place in `text`.  units: the other letters, by their place in it.
    """

    strip: Strip
    text: str
    groups: dict[int, Group]
    units: dict[int, Unit] = field(default_factory=dict)


def reduce(strip: Strip) -> Reduced:
    """Return the strip with each list of names put together."""
    if "N" not in strip.text:
        return Reduced(strip, strip.text, {}, strip.units)
    writer = _Writer(strip)
    last = 0
    for match in LIST.finditer(strip.text):
        if strip.units.get(match.start()) is None:
            continue
        items = tuple(_items(strip, match.start(), match.end()))
        writer.copy(last, match.start())
        cut = _cut(strip.text, match, items, before=writer.tail)
        if cut:
            writer.put(items[:cut])
            writer.write(", and ")
            writer.put(items[cut:], elliptic=any(i.part for i in items[cut:]))
        else:
            writer.put(items)
        last = match.end()
    writer.copy(last, len(strip.text))
    return Reduced(strip, writer.text(), writer.groups, writer.units)


_VERB = re.compile(r" (?:[a-z]+(?:s|ed|ll)|is|are|will|has|have|wrote|also|would|can|took|led)\b")
# After these words a list begins with a part, not with a person.
_PART_NEXT = re.compile(r"\b(?:as|plays?|played|portrays?|voices?|is|are|playing|portraying|of) $")


def _cut(text: str, match: re.Match[str], items: tuple[Item, ...], *, before: str) -> int:
    """Return how many names of a list are parts ("as Jo, Ola Berg as Ann"), 0 where none is.

    before: what stands before the list.
    """
    if len(items) < 2:
        return 0
    # Two names take no comma before "and": "directed by Mia Hart, and Ola Berg wrote it".
    two_clauses = len(items) == 2 and items[1].job.strip() == ", and" and before[-2:-1].isalpha()
    if two_clauses and _VERB.match(text, match.end()):
        return 1
    if apart := _apart(items, before):
        return apart
    if not _PART_NEXT.search(before):
        return 0
    if any(item.part for item in items[1:]) and not before.endswith(" of "):
        return 1
    if _NEW_CLAUSE.match(text, match.end()) and not before.endswith((" is ", " are ")):
        return len(items) - 1
    verb = before.endswith(" is ") and _NEW_CLAUSE.match(text, match.end())
    return len(items) - 1 if verb else 0


# "Directed by Mia Hart, with Ola Berg in it": who is with the makers need not be one.
_MADE_BY = re.compile(r"\b(?:direct|writ|creat|produc|script|penn|helm|develop)\w* by [^,;]{0,30}$")


def _apart(items: tuple[Item, ...], before: str) -> int:
    """Return where a list falls into two by a semicolon or "with", 0 where it does not.

    Semicolons hold a list together where what stands with its names has commas.
    """
    breaks = [i for i, item in enumerate(items) if item.job.startswith((";", " ;"))]
    if len(breaks) == 1 and not any(i.paren or i.part or i.known for i in items[: breaks[0]]):
        return breaks[0]
    if not _MADE_BY.search(before):
        return 0
    joined = (i for i, item in enumerate(items) if item.job.startswith((", with ", " with ")))
    return next(joined, 0)


class _Writer:
    def __init__(self, strip: Strip) -> None:
        self.strip = strip
        self.out: list[str] = []
        self.length = 0
        self.groups: dict[int, Group] = {}
        self.units: dict[int, Unit] = {}
        self.tail = ""

    def copy(self, start: int, end: int) -> None:
        shift = self.length - start
        for at, unit in self.strip.units.items():
            if start <= at < end:
                self.units[at + shift] = unit
        self.write(self.strip.text[start:end])

    def put(self, items: tuple[Item, ...], *, elliptic: bool = False) -> None:
        self.groups[self.length] = Group(items, self.length, elliptic)
        self.write("P")

    def write(self, words: str) -> None:
        self.out.append(words)
        self.length += len(words)
        self.tail = (self.tail + words)[-60:]

    def text(self) -> str:
        """Return what was written so far."""
        self.out = ["".join(self.out)]
        return self.out[0]


_CREDIT_LINES = ("credit", "photo", "image", "pictured", "source", "left", "right", "above", "via")


def _items(strip: Strip, start: int, end: int) -> Iterator[Item]:
    before = start
    for match in ITEM.finditer(strip.text, start, end):
        unit = strip.units.get(match.start("name"))
        if unit is None:
            continue
        job = strip.text[before : match.start()]
        before = match.end()
        part = _span(match, "as") or _span(match, "who")
        paren = _span(match, "paren")
        if paren is not None and strip.text.startswith(_CREDIT_LINES, paren[0]):
            paren = None
        if paren is None and match["paren2"]:
            paren = (match.start("paren2") + 2, match.end("paren2") - 1)
        yield Item(
            unit,
            paren=paren,
            part=part,
            plays=match["who"] is not None,
            known=_span(match, "known"),
            quoted=_span(match, "quoted"),
            of=_span(match, "of")
            or _span(match, "aside")
            or _work_before(strip.text, match.start()),
            job=job,
            owned=strip.units.get(match.start("owned")) if match["owned"] else None,
        )


_WORK_BEFORE = re.compile(
    r"T(?:'s|(?: and T)? (?:(?:breakout|original|former|regular) )?"
    r"(?:stars?|actors?|actress(?:es)?|alums?|alumni|alumnus|alumna|veterans?|vet)) \Z"
)


def _work_before(text: str, at: int) -> tuple[int, int] | None:
    """Return the place of the work of "The Glass Bay's Ola Berg" or "Glass Bay star Ola Berg"."""
    start = max(0, at - 40)
    found = _WORK_BEFORE.search(text[start:at])
    return (start + found.start(), start + found.start() + 1) if found else None


def _span(match: re.Match[str], group: str) -> tuple[int, int] | None:
    return match.span(group) if match[group] is not None else None


def units_in(strip: Strip, span: tuple[int, int]) -> list[Unit]:
    """Return the units of a stretch of a strip, in order."""
    return [unit for at in range(*span) if (unit := strip.units.get(at)) is not None]
