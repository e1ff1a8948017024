"""Rows taken out of a bundle's text in one piece are those that a reader of JSON finds there."""

import json

from hypothesis import example, given
from hypothesis import strategies as st

from inspection.digest import canonical
from inspection.proof.rows_text import with_rows, without_rows

ROOT = "ab" * 32
_PIECES = st.sampled_from(
    [
        '"',
        "\\",
        ",",
        '","',
        '"],"size":',
        '"frame":{"root":"',
        "[]",
        "\n",
        "\x7f",
        "T1|",
        "é村",
        "a",
    ]
)
ROWS = st.lists(st.lists(_PIECES, max_size=5).map("".join) | st.text(max_size=9), max_size=5)


def text_of(rows: list[str], before: str = "") -> bytes:
    return canonical({"draw": before, "frame": {"root": ROOT, "rows": rows, "size": len(rows)}})


@given(rows=ROWS, before=_PIECES)
@example(rows=["a", "b"], before=f'"frame":{{"root":"{ROOT}","rows":["x"],"size":')
@example(rows=[""], before="")
def test_rows_are_put_in_and_taken_out_as_json_has_them(rows: list[str], before: str) -> None:
    raw, empty = (
        text_of(rows, before),
        canonical({"draw": before, "frame": {"root": ROOT, "rows": [], "size": len(rows)}}),
    )
    put_in = with_rows(empty, rows)
    taken_out = without_rows(raw)
    assert put_in in (None, raw)
    assert taken_out in (None, (empty, tuple(rows)))
    plain = json.dumps(rows, ensure_ascii=False).count("\\") == 0
    assert (put_in is not None) == (taken_out is not None) == (bool(rows) and plain)


@given(raw=st.binary(max_size=40), at=st.integers(min_value=0, max_value=200))
def test_a_text_that_was_changed_anywhere_never_gives_other_rows_than_json(
    raw: bytes, at: int
) -> None:
    good = text_of(["T1|a", "T2|b"])
    changed = good[:at] + raw + good[at:]
    taken_out = without_rows(changed)
    if taken_out is None:
        return
    rest, rows = taken_out
    try:
        read = json.loads(rest.decode())
    except (ValueError, RecursionError):
        return  # refused by whoever reads what is left
    if isinstance(read, dict) and canonical(read) == rest:
        assert tuple(json.loads(changed.decode())["frame"]["rows"]) == rows
