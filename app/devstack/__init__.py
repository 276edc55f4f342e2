"""A whole province on one machine: private servers, stand-ins for keys and certificates, and their supervisor."""


class DevelopmentWarning(UserWarning):
    """A stand-in is in use that proves nothing to anybody else, or a fence around the keys is missing."""
