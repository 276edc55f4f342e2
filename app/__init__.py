"""Front door and machine room: settings, wiring, processes, command line."""
