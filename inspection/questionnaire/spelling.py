"""Which choice somebody means who writes it instead of its number or its button.

Whoever answers in words of their own is not corrected into a choice: only what a choice is called
counts, in any language of the form, and the customary words for yes and no where a choice is called
so. What could mean two of them means none.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from inspection.phrase import Phrase, phrase
from inspection.questionnaire.prompt import Prompt
from inspection.wording import LANGUAGES, worded

# Translators: each is no sentence: all words that somebody may write for the same, with spaces
# between them. Languages that say yes in two ways (it is so; there is) put one into each.
_CUSTOMARY: tuple[Phrase, ...] = (
    phrase("answer words: it is so", "yes y"),
    phrase("answer words: it is not so", "no n"),
    phrase("answer words: there is", "yes y"),
    phrase("answer words: there is not", "no n"),
)
_TELLING = "?#%&*@/\\"
"""Signs that say something. A question mark among them: who asks has not answered."""
_APOSTROPHES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u02bc": "'"})


def meant(prompts: Sequence[Prompt], words: str) -> str:
    """The name of the choice of that question, which is given once for each language; "" where
    `words` are none of them, or more than one."""
    wanted = folded(words)
    found = {name for name, spelled in spellings(prompts).items() if wanted and wanted in spelled}
    return found.pop() if len(found) == 1 else ""


def folded(words: str) -> str:
    """Without what does not tell words apart: width, case, blanks, and signs around them."""
    plain = unicodedata.normalize("NFKC", words.translate(_APOSTROPHES)).casefold()
    return "".join(bare(plain).split())


def bare(words: str) -> str:
    """Without blanks and plain punctuation around it."""
    begin, end = 0, len(words)
    while begin < end and _says_nothing(words[begin]):
        begin += 1
    while end > begin and _says_nothing(words[end - 1]):
        end -= 1
    return words[begin:end]


def _says_nothing(sign: str) -> bool:
    punctuation = unicodedata.category(sign) in ("Po", "Pi", "Pf")
    return sign.isspace() or (punctuation and sign not in _TELLING)


def spellings(prompts: Sequence[Prompt]) -> Mapping[str, set[str]]:
    """Name of a choice -> all that may be written for it, folded."""
    called: dict[str, set[str]] = {}
    for prompt in prompts:
        for choice in prompt.choices:
            called.setdefault(choice.name, set()).add(folded(choice.label))
    return {name: labels | set(_also(labels)) for name, labels in called.items()}


def _also(labels: Iterable[str]) -> Iterator[str]:
    for label in labels:
        yield from _customary().get(label, ())


@cache
def _customary() -> Mapping[str, frozenset[str]]:
    """Word -> all that are customary for the same, in its language."""
    alike: dict[str, frozenset[str]] = {}
    for listed in _CUSTOMARY:
        for language in LANGUAGES:
            group = frozenset(folded(word) for word in worded(listed, language, {}).split())
            for word in group:
                alike[word] = alike.get(word, frozenset()) | group
    return alike
