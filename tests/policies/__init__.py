"""The policies that ship, read as an officer's files are read."""
