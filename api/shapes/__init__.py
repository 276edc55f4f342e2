"""What goes in and comes out as JSON; one file per noun."""
