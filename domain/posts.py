"""The posts a facility of each kind can give."""

from collections.abc import Mapping

from domain.errors import Malformed
from domain.people import AUTHORITY, HEALTH_DEPARTMENT
from domain.rights import ROLLOUT
from domain.roles import Role

_CARING = frozenset(Role) - {Role.HEALTH_OFFICER}
POSTS: Mapping[str, frozenset[Role]] = {
    **dict.fromkeys(("hospital", "centre", "clinic"), _CARING),
    HEALTH_DEPARTMENT: frozenset({*ROLLOUT, Role.INTEGRATOR}),
    AUTHORITY: frozenset({*ROLLOUT, Role.INTEGRATOR}) - {Role.HEALTH_OFFICER},
}
"""Kind of a facility → the posts it can give: nobody there is brought in as anything else."""


def check_post(role: Role, kind: str) -> None:
    """Raises: Malformed for a post a facility of this kind does not have."""
    if role not in POSTS.get(kind, frozenset()):
        raise Malformed("role: cơ sở thuộc loại này không có chức vụ đó / a facility of this kind has no such post")
