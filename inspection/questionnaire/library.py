"""All functions that an expression may call."""

from inspection.questionnaire.function import Plain, Special
from inspection.questionnaire.on_choices import ON_CHOICES
from inspection.questionnaire.on_dates import ON_DATES
from inspection.questionnaire.on_numbers import ON_NUMBERS
from inspection.questionnaire.on_registers import ON_REGISTERS
from inspection.questionnaire.on_words import ON_WORDS
from inspection.questionnaire.special import SPECIAL

FUNCTIONS: dict[str, Plain | Special] = {
    **ON_WORDS,
    **ON_NUMBERS,
    **ON_DATES,
    **ON_CHOICES,
    **SPECIAL,
    **ON_REGISTERS,
}
