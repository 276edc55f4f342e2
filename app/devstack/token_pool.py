"""`python -m app.devstack.token_pool --data DIR`: tops up the pool of spare SoftHSM tokens, saying how far it is."""

import argparse
import asyncio
import os
from pathlib import Path

from app.devstack.softhsm import fill
from app.readiness import tell_progress
from app.settings import Settings


def main() -> None:
    """Fills the pool of the data folder's installation. Raises Unavailable when SoftHSM is not installed."""
    parser = argparse.ArgumentParser(prog="python -m app.devstack.token_pool", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    settings = Settings.read({**os.environ, "HSBA_DATA": str(parser.parse_args().data)})
    asyncio.run(fill(settings.tokens, settings.token_pool, progress=lambda made, of: tell_progress(made, of, "thẻ ký · tokens")))


if __name__ == "__main__":
    main()
