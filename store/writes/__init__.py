"""Inserts and updates: safe to repeat, never committing."""
