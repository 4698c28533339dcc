"""A report's seal: a digest of its whole file within itself, by which a change of its text is told."""

import hashlib
import re

UNSEALED = "0" * 64
"""What stands in place of the seal while a report is written, and while its digest is taken."""
_SEAL = re.compile(rb'(seal"+:"+)([0-9a-f]{64})')
_BINARY = b"%PDF"


def sealed(content: bytes) -> bytes:
    """The report with its seal, which is as long as what stood in its place."""
    return _SEAL.sub(lambda found: found[1] + digest(content).encode(), content, count=1)


def seal_of(content: bytes) -> str:
    """The seal that stands in a report; empty where there is none."""
    found = _SEAL.search(content)
    return found[2].decode() if found and found[2] != UNSEALED.encode() else ""


def digest(content: bytes) -> str:
    """The seal that a report should have. White space in a text does not count: editors change it unasked."""
    plain = _SEAL.sub(lambda found: found[1] + UNSEALED.encode(), content, count=1)
    told = plain if content.startswith(_BINARY) else b"".join(plain.removeprefix(b"\xef\xbb\xbf").split())
    return hashlib.sha256(told).hexdigest()
