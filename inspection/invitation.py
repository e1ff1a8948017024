"""What an invitation says, as a text message and on paper."""

from collections.abc import Mapping
from datetime import date

from inspection.days import dated
from inspection.phrase import Phrase, phrase
from inspection.wording import worded

# Translators: a text message. Short, for each segment is billed (70 characters, or 160 where only
# Translators: letters without accents are used). No name: whoever sees the telephone reads it.
_TEXT_MESSAGE = phrase(
    "text message",
    "Village work supervision: link your Telegram account {link} by {until}. Do not share.",
)
_VERIFIED = phrase("text message", "{text} To verify: {number}")
SLIP: Mapping[str, Phrase] = {
    "page": phrase("slip", "Invitations"),
    "title": phrase("slip", "Supervision of village work · your account"),
    "official": phrase("slip", "Official, {team}"),
    "no team": phrase("slip", "Official"),
    "inspector": phrase("slip", "Inspector, region {region}"),
    "administrator": phrase("slip", "Administrator"),
    "what": phrase(
        "slip",
        "Scan with Telegram on the telephone with your registered number, press Start, and share"
        " your own contact. Checks and their results then come to your chat; you are told the"
        " rules first.",
    ),
    "what supervisor": phrase(
        "slip",
        "Scan with Telegram on the telephone with your registered number, press Start, and share"
        " your own contact. What you are responsible for then comes to your chat.",
    ),
    "or type": phrase("slip", "No camera? Find @{bot} in Telegram and send this code:"),
    "until": phrase("slip", "Valid until {until}."),
    "private": phrase(
        "slip", "For this person only, once. We never ask for ID card or bank numbers."
    ),
    "verify": phrase("slip", "To verify this slip, dial {number}"),
    "synthetic": phrase("slip", "invented person, for trying out only"),
}


def text_message(language: str, *, link: str, until: date, public_number: str) -> str:
    text = worded(_TEXT_MESSAGE, language, {"link": link, "until": dated(until, language)})
    if not public_number:
        return text
    return worded(_VERIFIED, language, {"text": text, "number": public_number})


def slip_line(which: str, language: str, **facts: str) -> str:
    return worded(SLIP[which], language, facts)
