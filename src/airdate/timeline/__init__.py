"""The room `timeline` makes one Timeline of weighed claims: what is believed, who says so, who not.

`reconcile` is its whole face. It is pure: claims, weights and a day in, a Timeline out.
"""

from airdate.timeline.reconciliation import reconcile

__all__ = ["reconcile"]
