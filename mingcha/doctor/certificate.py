"""The certificate that an address shows."""

import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime


class CertificateRefused(Exception):
    """The certificate would not be accepted; the text says why."""


@dataclass(frozen=True, kw_only=True)
class Certificate:
    ends_at: datetime


def certificate_of(host: str, port: int, *, trust: ssl.SSLContext, seconds: float) -> Certificate:
    """Raises CertificateRefused, and OSError where nobody answers."""
    with socket.create_connection((host, port), timeout=seconds) as plain:
        try:
            with trust.wrap_socket(plain, server_hostname=host) as secure:
                shown = secure.getpeercert() or {}
        except ssl.SSLCertVerificationError as problem:
            raise CertificateRefused(problem.verify_message) from None
        except ssl.SSLError as problem:
            raise CertificateRefused(problem.reason or "no TLS there") from None
    ends = ssl.cert_time_to_seconds(str(shown["notAfter"]))
    return Certificate(ends_at=datetime.fromtimestamp(ends, UTC))
