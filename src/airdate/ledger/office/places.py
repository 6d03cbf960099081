"""The places that are watched, and what came of each visit."""
