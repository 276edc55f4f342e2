"""Data the officers own, and the one reader of it."""
