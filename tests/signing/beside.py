"""`python -m tests.signing.beside FOLDER SERIAL SECRET MANY LONGEST`: another signer process, which signs again and again.

Says `.` when it begins, then how many it made. No file it writes may be longer than LONGEST bytes, when that is given.
"""

import resource
import signal
import sys
from pathlib import Path

from app.devstack import softhsm
from signing.cms import Scheme
from signing.tokens import Tokens


def sign(tokens: Tokens, serial: str, secret: str, many: int) -> int:
    """Opens the token for each signature, as a page does; how many were made."""
    made = 0
    for _ in range(many):
        with tokens.open(serial, secret) as token:
            made += bool(token.sign(bytes(32), Scheme.ECDSA))
    return made


if __name__ == "__main__":
    folder, which, opens, times, longest = sys.argv[1:]
    tokens = Tokens(softhsm.library(), softhsm.gate(Path(folder)))
    sys.stdout.write(".")
    sys.stdout.flush()
    if longest:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(longest), int(longest)))
    sys.stdout.write(str(sign(tokens, which, opens, int(times))))
