"""Benchmarks: whole lifecycles with real parts, each figure with the machine it was measured on."""
