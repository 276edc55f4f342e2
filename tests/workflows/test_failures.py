"""Which part a person is told does not answer."""

import pytest
from temporalio.exceptions import ApplicationError

from workflows.failures import answer


@pytest.mark.parametrize(("kind", "part"), [("PermissionError", "worker"), ("OSError", "worker"), ("OperationalError", "database")])
async def test_a_file_that_cannot_be_written_is_not_told_as_the_database(kind: str, part: str) -> None:
    async def fails() -> None:
        raise ApplicationError("/somewhere", type=kind)

    with pytest.raises(ApplicationError) as told:
        await answer(fails())
    assert (told.value.type, told.value.details[0]) == ("Unavailable", part)
