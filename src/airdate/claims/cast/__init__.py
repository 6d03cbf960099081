"""Document → cast claims: who is in it or makes it, in which part, returning, new or leaving."""

from airdate.claims.cast.reader import Credits, Subjects, read

__all__ = ["Credits", "Subjects", "read"]
