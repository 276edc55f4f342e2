"""Rules: standard library only, no clock, no disk, no dice."""
