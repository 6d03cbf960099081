"""Forms of English verbs, so that word lists name each verb once."""

from __future__ import annotations

from enum import StrEnum
from functools import cache


class Form(StrEnum):
    """The form in which a cue stands; NOUN is for cues that are no verb."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    PARTICIPLE = "participle"
    ING = "ing"
    NOUN = "noun"


# base: past, participle (the regular ones follow from spelling)
_IRREGULAR = {
    "be": "was been", "begin": "began begun", "break": "broke broken", "bring": "brought brought",
    "buy": "bought bought", "call": "called called", "come": "came come", "cut": "cut cut",
    "do": "did done", "draw": "drew drawn", "find": "found found", "get": "got got",
    "give": "gave given", "go": "went gone", "hear": "heard heard", "hit": "hit hit",
    "hold": "held held", "keep": "kept kept", "lay": "laid laid", "lead": "led led",
    "learn": "learned learned", "leave": "left left", "let": "let let", "make": "made made",
    "mean": "meant meant", "meet": "met met", "put": "put put", "read": "read read",
    "rise": "rose risen", "roll": "rolled rolled", "run": "ran run", "say": "said said",
    "see": "saw seen", "sell": "sold sold", "set": "set set", "shoot": "shot shot",
    "show": "showed shown", "shut": "shut shut", "speak": "spoke spoken", "spend": "spent spent",
    "stand": "stood stood", "take": "took taken", "tell": "told told", "think": "thought thought",
    "understand": "understood understood", "write": "wrote written", "rewrite": "rewrote rewritten",
    "send": "sent sent", "greenlight": "greenlit greenlit",
}  # fmt: skip
_DOUBLED = {
    "drop", "admit", "slot", "step", "wrap", "slip", "stop", "plan", "scrap", "can", "tap", "nab",
    "set", "get", "hit", "put", "cut", "run", "shut", "begin", "pen", "ban", "tip", "let",
}  # fmt: skip


@cache
def forms(base: str) -> dict[str, Form]:
    """Return the spellings of a verb → their form; where past and participle agree, PAST."""
    past, participle = _IRREGULAR.get(base, f"{_past(base)} {_past(base)}").split()
    # "it hit screens": a base that is its own past reads as past unless a modal stands before it
    found = {base: Form.BASE, participle: Form.PARTICIPLE, past: Form.PAST}
    found |= {_third(base): Form.THIRD, _ing(base): Form.ING}
    if base == "cancel":
        found |= {"cancelled": Form.PAST, "cancelling": Form.ING}
    if base == "greenlight":
        found["greenlighted"] = Form.PAST
    return found


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return (base + base[-1] if base in _DOUBLED else base) + "ed"


def _third(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    return base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeiou" else base + "s"


def _ing(base: str) -> str:
    if base.endswith("e") and base not in {"be", "see"}:
        return base[:-1] + "ing"
    return (base + base[-1] if base in _DOUBLED else base) + "ing"
