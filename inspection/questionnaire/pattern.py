"""Regular expressions of forms, which are Java's, made Python's.

Where the two would not agree the expression is refused, rather than run with another meaning.
"""

import re

from inspection.questionnaire.fault import BadExpression, Unsupported

_ONLY_JAVA = re.compile(r"\\(?:.)|&&|\[\[|\[\^?\]|\(\?[a-zA-Z]*[-a-zA-Z]*[:)]|\(\?<?[=!]|\(\?[<>P]")
_KNOWN_ESCAPES = frozenset("dDwWsSbtnrf.\\+*?()[]{}|^$-/'\"@#%&,:;<=>!~_` ")
_LOOKS = ("(?=", "(?!", "(?<=", "(?<!", "(?:")


def pattern(text: str) -> re.Pattern[str]:
    """Raises BadExpression for what is no pattern, Unsupported for what only Java understands."""
    for found in _ONLY_JAVA.finditer(text):
        piece = found.group()
        if piece in _LOOKS or (piece.startswith("\\") and piece[1] in _KNOWN_ESCAPES):
            continue
        raise Unsupported(f"{piece} in a regular expression", "write it with [ ], ( ), | and {}")
    try:
        return re.compile(text, re.ASCII)
    except (re.error, RecursionError, OverflowError) as error:
        raise BadExpression(f"{text!r} is no regular expression: {error}") from None
