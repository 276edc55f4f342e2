"""The judges' own rules: what they accept and what they must refuse. The outside validators themselves run in `make evidence`."""
