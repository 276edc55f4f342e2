"""Sheets on paper: what a person reads, what a machine reads, where the marks go."""
