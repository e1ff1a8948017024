"""What a caller hears next, as an answer to the carrier."""

from starlette.responses import Response

from telephony.twiml import MEDIA_TYPE, disturbed_document, wait_document

MOST_WAITS = 20
"""So often a caller is asked for a moment's patience at one step; that is about two minutes."""


def document(text: str) -> Response:
    return Response(text, media_type=MEDIA_TYPE)


def wait(address: str, step: int, waited: int) -> Response:
    """A moment's patience, and the same step again; `waited`: how often so far."""
    if waited >= MOST_WAITS:
        return document(disturbed_document())
    return document(wait_document(f"{address}/{step}/wait/{waited + 1}"))
