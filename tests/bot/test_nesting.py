import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nesting import pruned, too_deep


@pytest.mark.parametrize(
    ("text", "deep"),
    [
        (b"[[]]", False),
        (b"[[[]]]", True),
        (b'{"a": [{}]}', True),
        (b"[[],[],[],[]]", False),
        (b'["[[[[[["]', False),
        (b'["\\"[[[[[["]', False),
        (b'["\\\\", [[]]]', True),
        (b'["' + b'\\"' * 100_000, False),
        (b"[[[", True),
        (b"", False),
    ],
)
def test_brackets_within_brackets_are_counted_and_those_in_texts_are_not(
    text: bytes, deep: bool
) -> None:
    assert too_deep(text, most=2) is deep


VALUES = st.recursive(
    st.text(st.sampled_from('[]{}"\\a\n')) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=20,
)


@given(VALUES)
def test_it_counts_what_the_parser_finds(value: object) -> None:
    def depth(of: object) -> int:
        inner = of.values() if isinstance(of, dict) else of if isinstance(of, list) else None
        return 0 if inner is None else 1 + max(map(depth, inner), default=0)

    text = json.dumps(value, ensure_ascii=False).encode()
    for most in range(depth(value) + 2):
        assert too_deep(text, most) is (depth(value) > most)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (b'[[[1], 2], "]"]', b'[[null, 2], "]"]'),
        (b'{"a": [{"b": {}}, []], "c": [3]}', b'{"a": [null, null], "c": [3]}'),
        (b"[[1]]", b"[[1]]"),
        (b"[[[", b"[[null"),
    ],
)
def test_what_lies_too_deep_is_left_out(text: bytes, left: bytes) -> None:
    assert pruned(text, most=2) == left


@given(VALUES)
def test_what_is_left_can_be_parsed_and_is_no_deeper(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False).encode()
    for most in range(1, 4):
        left = pruned(text, most)
        json.loads(left)
        assert not too_deep(left, most)
