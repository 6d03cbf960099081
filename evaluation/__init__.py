"""Measures of quality and speed; they need the evaluation data, the product does not."""
