import pytest

from fieldwork.outline import outline


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (
            b'{"a": {"b": "secret"}, "n": 1.5, "y": true, "z": null, "e": {}}',
            (
                "a.b: text, 6 characters",
                "n: a number",
                "y: yes or no",
                "z: nothing",
                "e: an empty object",
            ),
        ),
        (b'{"m": [{"s": "secret"}, 2]}', ("m: a list of 2", "m[0].s: text, 6 characters")),
        (b'{"secret name": 1}', ("(another name): a number",)),
        (b"[]", ("all: a list of 0",)),
        (b'"secret"', ("all: text, 6 characters",)),
        (
            b"secret\nCallSid=secret&To=",
            ("a form of the carrier", "CallSid: text, 6 bytes", "To: text, 0 bytes"),
        ),
        (
            b"MessageSid=SM1&Body=secret",
            ("a form of the carrier", "MessageSid: text, 3 bytes", "Body: text, 6 bytes"),
        ),
        (b"secret", ("6 bytes that are neither JSON nor a form",)),
        (b"\xff\nsecret", ("8 bytes that are neither JSON nor a form",)),
        (b"", ("nothing: it was dropped",)),
        (b"[" * 100_000, ("100000 bytes that are neither JSON nor a form",)),
    ],
)
def test_it_names_the_fields_and_nothing_that_they_say(body: bytes, lines: tuple[str, ...]) -> None:
    assert outline(body) == lines
    assert not any("secret" in line for line in lines)


def test_a_long_one_ends_with_how_much_is_left_out() -> None:
    many = b"{" + b",".join(b'"f%d": 1' % n for n in range(100)) + b"}"
    assert outline(many)[-1] == "and 40 more"
