"""Engine and sessions from a URL that is given, never read from the environment."""

from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

Sessions = async_sessionmaker[AsyncSession]


def engine(url: str | URL, pool: int = 10) -> AsyncEngine:
    """An engine for one process; `postgresql://…` means psycopg 3."""
    return create_async_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=pool,
        max_overflow=5,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"prepare_threshold": 1, "application_name": "hsba", "connect_timeout": 5},
    )


def sessions(of: AsyncEngine) -> Sessions:
    return async_sessionmaker(of, expire_on_commit=False)
