"""A list of names → the role of each: what its brackets and the words beside it tell."""

from __future__ import annotations

import re
from dataclasses import replace

from airdate.claims.cast import order
from airdate.claims.cast.groups import Group, Item, Reduced, units_in
from airdate.claims.cast.people import People, Role
from airdate.claims.cast.strip import Strip, Unit
from airdate.claims.names import given_names, is_common_word, plain, word_class


def roles(group: Group, reduced: Reduced, people: People) -> list[Role]:
    """Return the roles of a list: brackets read as part, person or earlier work."""
    strip = reduced.strip
    brackets = _shared([_other_than(item, strip, people) for item in group.items], group)
    named = sum(b is not None and b[0] == "name" for b in brackets)
    titles = sum(b is not None and b[0] == "title" for b in brackets)
    if 0 < titles < named:
        brackets = [_as_part(b) for b in brackets]
    elif titles:
        pairs = zip(group.items, brackets, strict=True)
        brackets = [bracket or _as_work(item, strip) for item, bracket in pairs]
    pairs = zip(group.items, brackets, strict=True)
    beside = [(item.name, b[1]) for item, b in pairs if b is not None and b[0] == "name"]
    turned = bool(beside) and (
        sum([order.lean(name, unit, people) for name, unit in beside])
        + order.context(group, reduced)
        < 0
    )
    all_titles = 0 < titles >= len(beside)
    found = [
        _role(item, bracket, strip, turned=turned, titles=all_titles)
        for item, bracket in zip(group.items, brackets, strict=True)
    ]
    work = _told_after(group, reduced)
    return [replace(role, known=role.known or work) for role in found] if work else found


# "P comes from the later seasons of T", "P, who was last seen in T": said of the whole list
_EARLIER_WORK = re.compile(
    r"P(?:,? who)?,? (?:(?:has|have|had|was|were|is|are|last|previously|most|recently|also|first|"
    r"both|all|earlier|once) ){0,4}(?:com(?:es?|ing) from|came from|seen in|appeared in|starred in|"
    r"broke out (?:in|with)|(?:made|make|won|found) (?:a name|fame|(?:his|her|their) names?) "
    r"(?:with|in|through)|rose to fame (?:with|in)|known (?:for|from)|recogni[sz]ed from|"
    r"remembered from) (?:(?:the|his|her|their|an?) )?(?:[a-z-]+ ){0,3}?"
    r"(?:(?:seasons?|series|episodes) of )?(?P<work>[TQ])(?! (?:season|part))"
)


def _told_after(group: Group, reduced: Reduced) -> tuple[str, str] | None:
    """Return the earlier work that the words after a list give to all of it."""
    told = _EARLIER_WORK.match(reduced.text, group.at)
    unit = reduced.units.get(told.start("work")) if told else None
    return _work(unit) if unit is not None else None


def _other_than(item: Item, strip: Strip, people: People) -> tuple[str, Unit] | None:
    """Return what a bracket holds, None for the person's other name: Lomon (Park Solomon)."""
    bracket = _bracket(item, strip)
    alias = bracket is not None and people.name(bracket[1]) == people.name(item.name)
    return None if alias else bracket


def _as_part(bracket: tuple[str, Unit] | None) -> tuple[str, Unit] | None:
    """Return a bracket of one word as a part: among parts it is one, whatever else it names."""
    if bracket is not None and bracket[0] == "title" and " " not in bracket[1].words:
        return ("name", bracket[1])
    return bracket


def _as_work(item: Item, strip: Strip) -> tuple[str, Unit] | None:
    """Return a bracket that names nobody and no known work as a work: among works it is one."""
    found = units_in(strip, item.paren) if item.paren else []
    alone = len(found) == 1 and item.paren and strip.text[slice(*item.paren)] == "O"
    return ("title", found[0]) if alone and not found[0].words.isupper() else None


def _shared(brackets: list[tuple[str, Unit] | None], group: Group) -> list[tuple[str, Unit] | None]:
    """Return the brackets, a work after a pair ("Ann Lee and Ola Berg (The Bay)") for both of it.

    At the end of a longer list it is the last one's alone.
    """
    shared = list(brackets)
    for place in range(len(brackets) - 1):
        bracket, items = brackets[place + 1], group.items
        apart = place == 0 or items[place].job.startswith(",")
        pair = items[place + 1].job.strip() in {"and", "&"}
        inside = place + 2 < len(items) or len(items) == 2
        if bracket and bracket[0] == "title" and not brackets[place] and apart and pair and inside:
            shared[place] = bracket
    return shared


def _role(
    item: Item,
    bracket: tuple[str, Unit] | None,
    strip: Strip,
    *,
    turned: bool,
    titles: bool,
) -> Role:
    part = _part(item, strip)
    known = _known(item, strip)
    if bracket is not None:
        kind, unit = bracket
        if kind == "played":
            return Role(unit, part=item.name.words, turned=True, said=True)
        if kind == "title" or (kind == "name" and titles and "-" not in unit.words):
            return Role(item.name, part, known or _work(unit), said=False, job=item.job)
        if kind == "name" and turned:
            return Role(unit, part=item.name.words, turned=True, said=True)
        if kind == "name" or kind == "part":
            return Role(item.name, unit.words, known, said=True, job=item.job)
    if item.owned is not None and _is_work_of(item.name, item.owned):
        return Role(item.owned, part, known or _work(item.name), job=item.job)
    if item.owned is not None and part is None and item.owned.likely not in (0.02, 0.3, 0.1):
        return Role(item.name, item.owned.words, known, said=True, job=item.job, owned=True)
    said = item.plays or known is not None
    return Role(item.name, part, known, said=said and part is not None, job=item.job)


def _is_work_of(owner: Unit, owned: Unit) -> bool:
    """Return whether "X's Y" is a work and somebody of it rather than a person and a part."""
    given = [plain(u.words).split()[0] in given_names() for u in (owner, owned)]
    doubtful = owner.likely < 0.8 and not given[0]
    return " " in owned.words and given[1] and doubtful and owned.likely > owner.likely


def _part(item: Item, strip: Strip) -> str | None:
    span = item.part or (item.known if _known_as(item, strip) else None)
    found = units_in(strip, span) if span else []
    return found[0].words if found else None


def _known_as(item: Item, strip: Strip) -> bool:
    """Return whether "known" names a part of the same work: "seen previously as Jo"."""
    if item.known is None or any(u.letter in "TQ" for u in units_in(strip, item.known)):
        return False
    return strip.text[: item.known[0]].endswith(" as")


def _known(item: Item, strip: Strip) -> tuple[str, str] | None:
    """Return the earlier work that stands with a name: (title, part there or "")."""
    if item.quoted is not None:
        return _work(units_in(strip, item.quoted)[0])
    for span in (item.known, item.of):
        if span is None or (span is item.known and _known_as(item, strip)):
            continue
        found = units_in(strip, span)
        works = [u for u in found if u.letter in "TQ"]
        named = [u for u in found if u.letter == "N"]
        if span is item.of:
            if works or strip.text[span[0] : span[1]].rstrip().endswith("fame"):
                return _work((works or named or found)[0]) if found else None
            continue
        if not works and not named:
            continue
        work = works[-1] if works else named[-1]
        part = next((u.words for u in named if u is not work and u.start < work.start), "")
        return (_work(work)[0], part)
    return None


def _work(unit: Unit) -> tuple[str, str]:
    return (unit.title or unit.words.strip(" ,.'\"“”‘’"), "")


_PLAYED = ("played by", "voiced by", "portrayed by", "actor", "actress")


def _bracket(item: Item, strip: Strip) -> tuple[str, Unit] | None:
    """Return what a bracket holds (name, part, played, title) and the unit in question."""
    if item.paren is None:
        return None
    start, end = item.paren
    words = strip.text[start:end]
    found = units_in(strip, item.paren)
    if not found:
        return None
    first = found[0]
    if words.startswith(_PLAYED):
        named = [u for u in found if u.letter == "N"]
        return ("played", named[0]) if named else None
    if words == "Q" and " " not in first.words:  # Mia Hart ("Jo"): a part in quotes
        return ("name", first)
    if words.startswith(("as ", "who plays", "playing", "who played", "voice of", "the voice of")):
        return ("part", first)
    if first.letter in "TQ" or any(u.letter in "TQ" for u in found) or _is_title(found, words):
        work = next((u for u in found if u.letter in "TQ"), first)
        return ("title", work)
    if first.letter == "N" and (len(words) < 3 or len(found) == 1):
        return ("name", first) if words.replace("N", "").strip(" a-z,.'") == "" else None
    if first.letter == "O" and len(found) == 1 and words == "O" and " " not in first.words:
        return ("name", first) if not first.words.isupper() else None
    return ("name", first) if first.letter == "N" and len(found) == 1 else None


def _is_title(found: list[Unit], words: str) -> bool:
    """Return whether a bracket's words look like the name of a work rather than of a part."""
    if any(c.isdigit() for c in words) or "season" in words or ":" in words:
        return True
    first = found[0].words.split()
    if first[0] in {"The", "A", "An"} and len(first) > 1:
        return not any(w in word_class("honorific") for w in first[1:])
    if words.startswith("the ") or " of " in words or " in " in words:
        return True
    if len(found) > 1 and ("," in words or " and " in words):
        return True
    small = any(w in word_class("weak_opener") for w in first[1:])
    return len(first) > 1 and (small or all(is_common_word(w) for w in first))
