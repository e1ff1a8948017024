"""A check with a photo, a recording and a place in it, up to the question for the photo."""

from collections.abc import Mapping, Sequence

from inspection.media import MediaFile
from tests.scenarios.check import NO_HOUSEHOLDS, Check, MakeTown, link, stop_drawing
from tests.scenarios.office_form import WITH_A_PHOTO, put_to_use
from tests.scenarios.town import small_roster

PHOTO, STORY, PLACE = (
    "A photo of the village office",
    "Tell us in your own words",
    "Where is that?",
)


def photo_wanted(
    make_town: MakeTown,
    *,
    policy: Mapping[str, str] | None = None,
    inspector: bool = False,
    language: str = "en",
) -> Check:
    slot = {"draw.hours": "10:00-10:30"}
    town = make_town(
        policy=NO_HOUSEHOLDS | slot | dict(policy or {}),
        roster=small_roster(officials=1, language=language),
    )
    link(town, "O1")
    if inspector:
        town.link("I1")
    put_to_use(town, WITH_A_PHOTO)
    stop_drawing(town)
    check = Check(town=town, drawn=town.drawn())
    check.after()
    if language == "en":
        check.chat.receives("Unannounced check").taps("In the village")
        check.chat.receives(f"{PHOTO}, please.\n\nPlease send a photo. The inspectorate keeps it.")
    return check


def files(check: Check) -> Sequence[MediaFile]:
    with check.town.product.foundation.ledger.read() as book:
        return book.media.of_contact(check.contact.id)


def content(check: Check, number: int) -> bytes:
    with check.town.product.foundation.ledger.read() as book:
        return book.media.content(number)
