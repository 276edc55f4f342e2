"""Rules, judged by tables and properties."""
