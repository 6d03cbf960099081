"""What people want to be told, and what was told."""
