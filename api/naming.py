"""Names of people in requests: a UUID, or the login that other systems know."""

from uuid import UUID

from domain.errors import Malformed
from domain.faults import both
from domain.names import PersonId
from services.context import Context
from store.queries import people


async def person(context: Context, field: str, named: str) -> PersonId:
    """Whom a field of the request names. Raises: Malformed."""
    if found := await known(context, named):
        return found
    vi = f"{field}: không có ai mang tên đăng nhập “{named}”, xem GET /api/people"
    raise Malformed(both(vi, f"nobody signs in as “{named}”, see GET /api/people"))


async def known(context: Context, named: str) -> PersonId | None:
    """A UUID is taken as it is: what it stands for is judged by the act."""
    try:
        return PersonId(UUID(named))
    except ValueError:
        async with context.house.sessions() as session:
            row = await people.by_login(session, named.lower())
    return PersonId(row.id) if row else None
