"""Understanding a spoken menu."""

import re

_CHINESE = re.compile(r"([^。？！?!]+?)[，,]\s*请按\s*([0-9*#])")
_ENGLISH = re.compile(r"(?:^|(?<=[\s。.?!]))For (.+?), press ([0-9*#])")


def choices(text: str) -> list[tuple[str, str]]:
    """(choice, key) in spoken order, from `For yes, press 1.` and `是，请按1。`."""
    found = [
        (match.start(), match.group(1).strip(), match.group(2))
        for pattern in (_CHINESE, _ENGLISH)
        for match in pattern.finditer(text)
    ]
    return [(choice, key) for _, choice, key in sorted(found)]


def without_choices(text: str) -> str:
    """The question alone, without its menu."""
    return _ENGLISH.sub(" ", _CHINESE.sub(" ", text))
