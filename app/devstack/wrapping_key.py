"""`python -m app.devstack.wrapping_key --data DIR`: gives a new installation a SoftHSM token with a wrapping key made inside it.

Nobody has components of that key: it is lost with the token's folder. A facility makes its own by `hsba keys found`.
"""

import argparse
import os
from pathlib import Path

from app.keeper.token import opened_or_made, what_to_do
from app.keeper.wrapping_keys import make_inside, refuse_to_hide
from app.readiness import give_up
from app.settings import Settings
from domain.errors import NotFound
from signing.tokens import SecretRefused
from store.key_places import KeyPlaces


def main() -> None:
    """Gives up where there are keys of records and no wrapping key: it has to be recovered, or made by whoever moves from a master key.

    One made here would hide that, and is in nobody's envelopes.
    """
    parser = argparse.ArgumentParser(prog="python -m app.devstack.wrapping_key", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    settings = Settings.read({**os.environ, "HSBA_DATA": str(parser.parse_args().data)})
    try:
        token = opened_or_made(settings)
        if not token.marks():
            refuse_to_hide(token, KeyPlaces(settings.key_store, *settings.replica_folders))
            make_inside(token)
    except (NotFound, SecretRefused) as wrong:
        give_up(" · ".join(what_to_do(wrong)))


if __name__ == "__main__":
    main()
