"""A certification and time-stamp authority for development, on loopback: root, issuing CA, CRL, OCSP, RFC 3161."""
