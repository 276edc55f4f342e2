"""`python -m app.devstack.stories`: plays the demo's stories once on the running stack, so that there is something to see."""

import os
import sys

from app import demo
from app.devstack.installation import mark
from app.settings import Settings

NAME = "2026-0001"
"""Another name than that of `hsba demo`, which plays its own."""


def main() -> int:
    """Plays them; gives the exit code. A story that did not end well goes on at the next start."""
    settings = Settings.read(dict(os.environ))
    code = demo.run(settings, settings.data / "stories", NAME, as_json=False, morning_too=True)
    if code == 0:
        mark(settings.data, told=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
