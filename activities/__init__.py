"""Hands: one class per noun and queue, one transaction each."""
