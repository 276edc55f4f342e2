"""An officer's desk: a copy of the shipped policies to edit."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from policies.reader import SHIPPED
from tests.policies.desk import Desk


@pytest.fixture
def desk() -> Iterator[Desk]:
    with TemporaryDirectory() as folder:
        for path in (*SHIPPED.glob("*/*.yaml"), *SHIPPED.glob("*/*.typ")):
            copy = Path(folder) / path.relative_to(SHIPPED)
            copy.parent.mkdir(exist_ok=True)
            shutil.copy(path, copy)
        yield Desk(Path(folder))
