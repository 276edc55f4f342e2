"""Which part a person is told does not answer."""

import pytest
from temporalio.exceptions import ApplicationError

from workflows.failures import answer


async def test_a_part_that_stayed_away_through_all_tries_is_told_as_itself() -> None:
    async def fails() -> None:
        raise ApplicationError("Unavailable", "keeper", type="Unavailable")

    with pytest.raises(ApplicationError) as told:
        await answer(fails())
    assert (told.value.details[0], told.value.non_retryable) == ("keeper", True)


@pytest.mark.parametrize(("kind", "part"), [("PermissionError", "worker"), ("OSError", "worker"), ("OperationalError", "database")])
async def test_a_file_that_cannot_be_written_is_not_told_as_the_database(kind: str, part: str) -> None:
    async def fails() -> None:
        raise ApplicationError("/somewhere", type=kind)

    with pytest.raises(ApplicationError) as told:
        await answer(fails())
    assert (told.value.type, told.value.details[0]) == ("Unavailable", part)
