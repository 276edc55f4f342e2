"""The keeper of the wrapping key: its process, its token, and the client that knocks at its door."""
