"""How something ended, and what was found, in the words of an inspector's language."""

from inspection.catalogue import SOURCE
from inspection.disposition import MEANINGS, Disposition
from inspection.finding import Finding, FindingKind
from inspection.summary_words import DISPOSITIONS, KINDS, phrased
from inspection.wording import worded


def said_why(finding: Finding, language: str) -> str:
    """In English where the finding is older than the language."""
    return finding.why.get(language) or finding.why[SOURCE]


def headline(kind: FindingKind, language: str) -> str:
    return worded(KINDS[kind], language, {})


def outcome(disposition: Disposition | None, language: str) -> str:
    if disposition is None:
        return phrased("open", language)
    word = worded(DISPOSITIONS[disposition], language, {})
    return f"{word} ({disposition} {MEANINGS[disposition].aapor})"
