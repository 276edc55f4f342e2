"""Hands: what an act's transaction judges, and on which rows."""
