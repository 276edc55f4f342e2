"""The JSON interface, asked as machines ask it."""
