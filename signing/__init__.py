"""The signing room: keys, signatures, time stamps, verification. Knows no database, no Temporal, no web."""

from signing import asn1

asn1.mend()
