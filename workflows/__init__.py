"""Time: what comes next, who is reminded, how long we wait."""
