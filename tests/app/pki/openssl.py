"""OpenSSL's command line as an independent judge."""

import asyncio


async def openssl(*arguments: object) -> str:
    """Output and errors together; an exit code other than 0 is an AssertionError that shows them."""
    process = await asyncio.create_subprocess_exec(
        "openssl", *map(str, arguments), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said = (await process.communicate())[0].decode()
    assert process.returncode == 0, said
    return said
