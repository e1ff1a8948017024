"""The form fields of a webhook."""

from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.datastructures import ImmutableMultiDict

Fields = ImmutableMultiDict[str, str]

_MOST_FIELDS = 200


def read_fields(body: bytes) -> Fields:
    """Blank values are kept: the signature covers them. Raises ValueError for what is no form."""
    pairs: Sequence[tuple[str, str]] = parse_qsl(
        body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
    )
    return ImmutableMultiDict(pairs)
