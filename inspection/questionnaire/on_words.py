"""Functions on words. Characters are counted as ODK's engine counts them: in UTF-16 units."""

import re
from uuid import UUID

from inspection.questionnaire.amount import Scalar, index, words
from inspection.questionnaire.function import Plain, plain
from inspection.questionnaire.moment import BLANKS
from inspection.questionnaire.scene import Scene

_HALF = re.compile("[\ud800-\udfff]")
_BLANK = re.compile(r"[ \t\n\x0b\f\r]+")


def units(text: str) -> str:
    """One character for each UTF-16 unit."""
    if all(letter <= "\uffff" for letter in text):
        return text
    raw = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(raw[i] | raw[i + 1] << 8) for i in range(0, len(raw), 2))


def joined(text: str) -> str:
    """The characters that `units` took apart; half a character becomes "?"."""
    if not any("\ud800" <= letter <= "\udfff" for letter in text):
        return text
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return _HALF.sub("?", whole)


def substr(scene: Scene, value: Scalar, start: Scalar, end: Scalar | None = None) -> Scalar:
    text = units(words(value))
    first, last = index(start), len(text) if end is None else index(end)
    first = len(text) + first if first < 0 else first
    last = len(text) + last if last < 0 else last
    return joined(text[max(first, 0) : max(last, 0)])


def before(scene: Scene, value: Scalar, mark: Scalar) -> Scalar:
    start, found, _ = words(value).partition(words(mark)) if words(mark) else ("", "", "")
    return start if found else ""


def after(scene: Scene, value: Scalar, mark: Scalar) -> Scalar:
    return words(value).partition(words(mark))[2] if words(mark) else words(value)


def translate(scene: Scene, value: Scalar, old: Scalar, new: Scalar) -> Scalar:
    olds, news = units(words(old)), units(words(new))
    table: dict[str, str] = {}
    for place, letter in enumerate(olds):
        table.setdefault(letter, news[place : place + 1])
    return joined("".join(table.get(letter, letter) for letter in units(words(value))))


def normalize(scene: Scene, value: Scalar) -> Scalar:
    return _BLANK.sub(" ", words(value).strip(BLANKS))


def uuid(scene: Scene, length: Scalar | None = None) -> Scalar:
    if length is None:
        return str(UUID(bytes=scene.draw()[:16], version=4))
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    drawn = b"".join(scene.draw() for _ in range(max(0, min(index(length), 1_000)) // 32 + 1))
    return "".join(letters[byte % 36] for byte in drawn)[: max(0, index(length))]


ON_WORDS: dict[str, Plain] = {
    "string": plain(lambda scene, value: words(value), 1),
    "contains": plain(lambda scene, value, part: words(part) in words(value), 2),
    "starts-with": plain(lambda scene, value, part: words(value).startswith(words(part)), 2),
    "ends-with": plain(lambda scene, value, part: words(value).endswith(words(part)), 2),
    "substr": plain(substr, 2, 3),
    "substring-before": plain(before, 2),
    "substring-after": plain(after, 2),
    "translate": plain(translate, 3),
    "boolean-from-string": plain(
        lambda scene, value: words(value).lower() == "true" or words(value) == "1", 1
    ),
    "uuid": plain(uuid, 0, 1, drawn=True),
    "version": plain(lambda scene: scene.version, 0),
}
