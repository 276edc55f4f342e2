"""The signing room: PKCS#11, PAdES, time stamps, verification, sheets."""
