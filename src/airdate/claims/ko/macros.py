"""What the short names in the patterns of the word lists stand for."""

from __future__ import annotations

from functools import cache

# A title is blotted out with this sign before cues are looked for, letter by letter.
BLOT = "□"


@cache
def expanded(pattern: str) -> str:
    """Return a pattern with `{title}` and `{to1}` to `{to4}` (words between) written out."""
    for count in range(1, 5):
        pattern = pattern.replace(f"{{to{count}}}", rf"(?:[^\s,.□]+\s){{0,{count}}}?")
    return pattern.replace("{title}", BLOT)
