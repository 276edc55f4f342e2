"""Reads → frozen rows; no writes."""
