"""`python -m app.devstack.token_pool --data DIR`: tops up the pool of spare SoftHSM tokens, saying how far it is."""

import argparse
import asyncio
import os
from pathlib import Path

from app.devstack.demo_people import FACILITIES, PEOPLE
from app.devstack.installation import marks
from app.devstack.softhsm import fill
from app.readiness import tell_progress
from app.settings import Settings


def main() -> None:
    """Fills the pool of the data folder's installation. Raises Unavailable when SoftHSM is not installed."""
    parser = argparse.ArgumentParser(prog="python -m app.devstack.token_pool", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    settings = Settings.read({**os.environ, "HSBA_DATA": str(parser.parse_args().data)})
    asyncio.run(
        fill(
            settings.tokens,
            max(settings.token_pool, wanted(settings)),
            progress=lambda made, of: tell_progress(made, of, "thẻ ký · tokens"),
        )
    )


def wanted(settings: Settings) -> int:
    """Tokens that the seed is about to take: one for each of the demo's signers and organisations."""
    known = marks(settings.data)
    to_come = known.get("demo", False) and not known.get("seeded", False)
    return len(FACILITIES) + sum(one.signs for one in PEOPLE) if to_come else 0


if __name__ == "__main__":
    main()
