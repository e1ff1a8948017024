"""The public address: its name, its certificate, and whether it leads to this installation."""

import socket
from collections.abc import Iterator, Sequence
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx

from mingcha.doctor.certificate import CertificateRefused, certificate_of
from mingcha.doctor.check import Check, Line, Subject
from mingcha.doctor.installation import Installation
from mingcha.door import PATHS, proof

_SOON = timedelta(days=14)
_PROXYS_OWN = frozenset({502, 503, 504})
_LONGEST_ANSWER = 4096
ADDRESS = Subject(
    name="public address",
    looks_at="whether its name is known, its certificate holds, and it leads to this installation",
    remedies={
        "unknown name": "enter the name at your domain's provider, or correct MINGCHA_PUBLIC_URL",
        "inside": "providers come from the internet: let the name lead to a public address, or"
        " work without one: docs/without-a-public-address.md",
        "not https": "Telegram and the carrier need https: set up a certificate at the proxy",
        "certificate": "renew it, or let the proxy show the right one with its whole chain",
        "ends soon": "renew it now, and see why it is not renewed by itself",
        "nobody": "is the proxy running, and its port open from outside?",
        "not running": "start `mingcha run`; the proxy answers, and nobody is behind it",
        "redirects": "providers do not follow: set MINGCHA_PUBLIC_URL to where it leads in the end",
        "not ours": "let the proxy pass on /telegram and what lies below it, /voice/, /text/ and"
        " /media/ to this installation, with the path unchanged; it may lead to an older program,"
        " or to another key's installation",
    },
)


def _address(installation: Installation) -> Sequence[Line]:
    url = installation.settings.public_url
    if url is None:
        return [ADDRESS.skipped("there is none; updates are fetched")]
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    try:
        found = {str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except OSError:
        return [ADDRESS.fail("unknown name", f"nobody knows the name {host}")]
    if not installation.simulated and not any(ip_address(one).is_global for one in found):
        return [ADDRESS.fail("inside", f"{host} is an address inside a network")]
    if not secure and not installation.simulated:
        return [ADDRESS.fail("not https", "it begins with http://")]
    try:
        shown = list(_certificate(installation, host, port)) if secure else []
    except CertificateRefused as problem:
        return [ADDRESS.fail("certificate", f"its certificate does not hold: {problem}")]
    except OSError as problem:
        return [ADDRESS.fail("nobody", f"nobody answers at {host} port {port} ({_kind(problem)})")]
    return [*shown, *_leads_here(installation, url)]


def _certificate(installation: Installation, host: str, port: int) -> Iterator[Line]:
    shown = certificate_of(host, port, trust=installation.trust, seconds=installation.seconds)
    left = shown.ends_at - installation.now
    found = f"its certificate holds until {shown.ends_at:%Y-%m-%d}, {left.days} days"
    yield ADDRESS.warn("ends soon", found) if left < _SOON else ADDRESS.ok(found)


def _leads_here(installation: Installation, url: str) -> Iterator[Line]:
    if installation.keys is None:
        yield ADDRESS.skipped("whether it leads here is known after the first start")
        return
    number = installation.token(16).hex()
    expected = proof(installation.keys.door, number)
    for path in PATHS if installation.telephone else PATHS[:1]:
        yield _asked(installation, url, path, number, expected)


def _asked(installation: Installation, url: str, path: str, number: str, expected: str) -> Line:
    try:
        with installation.client(url) as client:
            answer = client.get(path, params={"number": number})
    except httpx.HTTPError as problem:
        return ADDRESS.fail("nobody", f"nobody answers {path} ({type(problem).__name__})")
    if answer.is_redirect:
        return ADDRESS.fail("redirects", f"{path} is redirected")
    if answer.status_code in _PROXYS_OWN:
        return ADDRESS.fail("not running", f"{path} is answered with {answer.status_code}")
    if answer.status_code != 200 or expected not in answer.text[:_LONGEST_ANSWER]:
        found = f"{path} is answered by another program (status {answer.status_code})"
        return ADDRESS.fail("not ours", found)
    return ADDRESS.ok(f"{path} leads to this installation")


def _kind(problem: OSError) -> str:
    return problem.strerror or type(problem).__name__


CHECK = Check(subject=ADDRESS, examine=_address, network=True)
