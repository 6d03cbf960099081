"""Lets the tests of this room use the claims of `tests/timeline/weighed_claims.py`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "timeline"))
