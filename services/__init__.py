"""What a person may ask: the only door to Temporal and to writing."""
