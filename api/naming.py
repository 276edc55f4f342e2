"""Names of people in requests: a UUID, or the login that other systems know."""

from uuid import UUID

from domain.errors import NotFound
from domain.names import PersonId
from services.context import Context
from store.queries import people


async def person(context: Context, named: str) -> PersonId:
    """Raises: NotFound."""
    try:
        return PersonId(UUID(named))
    except ValueError:
        async with context.house.sessions() as session:
            row = await people.by_login(session, named.lower())
    if row is None:
        raise NotFound("person", named)
    return PersonId(row.id)


async def everybody(context: Context, named: list[str]) -> tuple[PersonId, ...]:
    """In the order given. Raises: NotFound."""
    return tuple([await person(context, one) for one in named])
