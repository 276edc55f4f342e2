"""JSON, for machines."""
