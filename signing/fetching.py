"""Reads the answers of strangers over HTTP, never more of them than expected."""

import aiohttp

from domain.errors import Malformed


async def whole(answer: aiohttp.ClientResponse, largest: int) -> bytes:
    """The body of an answer of status 200. Raises: Malformed for another status or more than `largest` bytes."""
    if answer.status != 200:
        raise Malformed(f"http: {answer.status}")
    body = bytearray()
    async for piece in answer.content.iter_chunked(1 << 16):
        body += piece
        if len(body) > largest:
            raise Malformed("http: too large")
    return bytes(body)
