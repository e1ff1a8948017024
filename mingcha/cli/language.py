"""The language of what a command shows of people's texts; commands themselves speak English."""

from inspection.wording import LANGUAGES
from mingcha.cli.refusal import Refused


def language_of(language: str) -> str:
    """Raises Refused for one without a catalogue."""
    if language not in LANGUAGES:
        raise Refused(f"--language {language!r}: expected {' or '.join(LANGUAGES)}")
    return language
