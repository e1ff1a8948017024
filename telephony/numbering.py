"""Numbering: which numbers exist and which of them may be dialled, by Google's libphonenumber."""

import re
import unicodedata
from collections.abc import Sequence

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberType, ValidationResult
from phonenumbers.shortnumberinfo import (
    connects_to_emergency_number,
    is_valid_short_number_for_region,
)

from inspection.number import Number, NumberKind, NumberRefused

# Of all kinds that libphonenumber tells apart we dial two; each other kind says why not.
KINDS: dict[int, NumberKind] = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE: "fixed",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "mobile",
}
REFUSED_KINDS: dict[int, str] = {
    PhoneNumberType.PREMIUM_RATE: "a premium-rate number",
    PhoneNumberType.SHARED_COST: "a shared-cost number",
    PhoneNumberType.TOLL_FREE: "a toll-free number",
    PhoneNumberType.VOIP: "an internet telephony number",
    PhoneNumberType.PERSONAL_NUMBER: "a personal redirection number",
    PhoneNumberType.PAGER: "a pager",
    PhoneNumberType.UAN: "a company's access number",
    PhoneNumberType.VOICEMAIL: "a voice mailbox",
}
OWN_NUMBER = "write the person's own mobile number, or a landline with its area code"
MOST_DIGITS = 15  # E.164

_SEPARATORS = re.compile(r"[;,/|&、，；\n]|或|和")
_INK = re.compile(r"[0-9 ()+.\-]+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


class PhoneNumbering:
    """Dials mobile and fixed lines of `countries`; a number without calling code is of `home`, or
    else of the first of them."""

    def __init__(self, countries: Sequence[str] = ("CN",), home: str | None = None) -> None:
        unknown = sorted(set(countries) - phonenumbers.SUPPORTED_REGIONS)
        if unknown or not countries:
            raise ValueError(
                f"countries: {', '.join(unknown) or 'none given'}; "
                "give ISO 3166 codes of two capital letters, such as CN"
            )
        home = countries[0] if home is None else home
        if home not in countries:
            raise ValueError(f"home country {home} is not among {', '.join(sorted(countries))}")
        self._countries = frozenset(countries)
        self._codes = {phonenumbers.country_code_for_region(country) for country in countries}
        self._home = home
        self._home_code = phonenumbers.country_code_for_region(home)

    def read(self, text: str) -> Number | NumberRefused:
        """Full-width digits, spaces, hyphens and brackets are fine."""
        written = _plain(text)
        refused = _of_writing(written)
        if refused is not None:
            return refused
        if _is_short(written, self._home):
            return NumberRefused(reason="a short or emergency number", remedy=OWN_NUMBER)
        try:
            number = phonenumbers.parse(written, self._home)
        except NumberParseException:
            return _of_length(written)
        return self._of_number(number, written)

    def _of_number(self, number: PhoneNumber, written: str) -> Number | NumberRefused:
        international = written.startswith(("+", "00"))
        if number.country_code != self._home_code and not international:
            return NumberRefused(
                reason=f"it does not begin like a number of {self._home}", remedy=OWN_NUMBER
            )
        if number.country_code not in self._codes:
            return self._abroad()
        if _is_short(str(number.national_number), _region_of(number)):
            return NumberRefused(reason="a short or emergency number", remedy=OWN_NUMBER)
        if not phonenumbers.is_valid_number(number):
            return _of_validity(number)
        country = phonenumbers.region_code_for_number(number)
        if country is None or country not in self._countries:
            return self._abroad()
        kind = phonenumbers.number_type(number)
        if kind not in KINDS:
            what = REFUSED_KINDS.get(kind, "a number of unknown kind")
            return NumberRefused(reason=f"{what}, which is never dialled", remedy=OWN_NUMBER)
        if not _only_prefixed(number, written):
            return NumberRefused(
                reason="other digits stand before the number, such as a dialling prefix",
                remedy="write the number alone, or + and the calling code before it",
            )
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return Number(e164=e164, country=country, kind=KINDS[kind])

    def _abroad(self) -> NumberRefused:
        allowed = ", ".join(sorted(self._countries))
        return NumberRefused(
            reason="a number of another country",
            remedy=f"write a number of {allowed}, or add its country to the settings",
        )


def _plain(text: str) -> str:
    # Numbers copied from a phone's address book come wrapped in invisible direction marks.
    visible = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return unicodedata.normalize("NFKC", visible).translate(_DASHES).strip()


def _region_of(number: PhoneNumber) -> str:
    """The main region of the calling code, whose rules for prefixes and short numbers hold."""
    return phonenumbers.region_code_for_country_code(number.country_code or 0)


def _of_writing(written: str) -> NumberRefused | None:
    """What can be said before anything is known about numbers."""
    if not written:
        return NumberRefused(reason="no number is given", remedy=OWN_NUMBER)
    if re.fullmatch(r"[0-9]([.,][0-9]*)?[eE]\+?[0-9]+|[0-9]{7,}\.0+", written):
        return NumberRefused(
            reason="a spreadsheet has turned the number into a decimal (E+ or .0)",
            remedy="format the column as text and write all digits",
        )
    if _SEPARATORS.search(written):
        return NumberRefused(
            reason="several numbers in one place",
            remedy='write one number; where several are allowed, put ";" between them',
        )
    if not _INK.fullmatch(written):
        return NumberRefused(
            reason="it holds letters or signs that belong to no number",
            remedy="write digits only, without words or an extension",
        )
    if "+" in written[1:]:
        return _joined()
    return None


def _of_length(written: str) -> NumberRefused:
    digits = sum(character.isdigit() for character in written)
    return _joined() if digits > MOST_DIGITS else _too_short()


def _of_validity(number: PhoneNumber) -> NumberRefused:
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible == ValidationResult.TOO_LONG:
        return _joined()
    national = phonenumbers.national_significant_number(number)
    if possible in (ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY):
        return _too_short()
    if possible == ValidationResult.IS_POSSIBLE and len(national) <= 8:
        return _too_short()
    return NumberRefused(reason="no number of this length and beginning exists", remedy=OWN_NUMBER)


def _joined() -> NumberRefused:
    return NumberRefused(
        reason="it is too long: perhaps two numbers were joined",
        remedy='write one number; where several are allowed, put ";" between them',
    )


def _too_short() -> NumberRefused:
    return NumberRefused(
        reason="it is too short: digits are missing, or a landline's area code",
        remedy=OWN_NUMBER,
    )


def _is_short(written: str, region: str) -> bool:
    digits = re.sub(r"[^0-9]", "", written)
    if len(digits) > 8 or written.startswith("+"):
        return False
    if connects_to_emergency_number(digits, region):
        return True
    # A short number is no valid subscriber number: parse() only carries the digits.
    short = PhoneNumber(
        country_code=phonenumbers.country_code_for_region(region), national_number=int(digits or 0)
    )
    return is_valid_short_number_for_region(short, region)


def _only_prefixed(number: PhoneNumber, written: str) -> bool:
    """True when nothing but a country's usual prefixes stands before the number.

    parse() also swallows carrier prefixes (`17951...`, in some regions as a foreign number)."""
    digits = re.sub(r"[^0-9]", "", written)
    national = phonenumbers.national_significant_number(number)
    trunk = re.escape(phonenumbers.ndd_prefix_for_region(_region_of(number), True) or "")
    prefix = digits.removesuffix(national)
    return re.fullmatch(rf"(00)?({number.country_code})?({trunk})?", prefix) is not None
