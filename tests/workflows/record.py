"""`python -m tests.workflows.record`: tells every story of these tests on the real server and keeps a history of each shape.

Named as a plugin of pytest, it asks the fixture `keep` to write.
"""

import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.exit(pytest.main([str(Path(__file__).parent), "-q", "-p", "tests.workflows.record", *sys.argv[1:]]))
