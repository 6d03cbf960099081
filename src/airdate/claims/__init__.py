"""Document → Reading: every claim of an article, with who says it and how sure they are."""
