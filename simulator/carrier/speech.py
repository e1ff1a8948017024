"""How long it takes to say something."""

_CHARACTERS_A_SECOND = {"zh": 5.0, "cmn": 5.0, "yue": 5.0}
_OTHERWISE = 14.0
_SHORTEST = 0.5


def seconds_to_say(text: str, language: str) -> float:
    """Seconds of speech; `language` is a tag such as `zh-CN` or `en-US`."""
    pace = _CHARACTERS_A_SECOND.get(language.split("-")[0].lower(), _OTHERWISE)
    return max(_SHORTEST, round(len(text) / pace, 1))
