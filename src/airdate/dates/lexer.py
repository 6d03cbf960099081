"""How a text is cut into tokens."""

from __future__ import annotations

import re

# A line break inside a wrapped sentence is a space; any other is a token that no rule crosses.
TOKEN = re.compile(
    r"[$£€¥₩]\s?\d[\d.,]*\w*"
    r"|\d{4}-\d\d-\d\d(?:T\d[\d:.]*Z?)?(?![\w-])"
    r"|\d+(?:[.,:/]\d+)*\w*%?"
    r"|[^\W\d]\w*"
    r"|['’]s\b"
    r"|(?<![a-z,])\n|\n(?![a-z0-9])"
    r"|[^\w\s]"
)
