"""The front door and the machine room: settings, supervisor, commands, container files."""
