"""Files in requests: read whole, at most as large as the limit of requests lets in."""

from fastapi import UploadFile

from services.evidence import Upload


async def upload(file: UploadFile) -> Upload:
    """The file as the services take it; they judge its name, kind and size."""
    return Upload(file.filename or "", await file.read())
