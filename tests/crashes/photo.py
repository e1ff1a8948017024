"""A photo that the official who writes has handed in at noon: a file that is to be fetched."""

from inspection.lane.lane import CHAT
from inspection.media import MediaFile
from mingcha.foundation import Foundation
from simulator import World
from tests.crashes.township import MORNING

PHOTO = b"\xff\xd8\xff of a well"
NOON = MORNING.replace(hour=12, minute=0)


def hand_in(store: Foundation, world: World) -> None:
    kept = world.telegram.files.keep("photos", PHOTO, "jpg")
    with store.ledger.write() as book:
        (contact,) = (
            contact
            for one in book.inspections.between(MORNING, world.now)
            for contact in book.contacts.of_inspection(one.id)
            if contact.person == "O1"
        )
        book.media.want(
            MediaFile(
                id=0,
                contact=contact.id,
                question="well",
                kind="image",
                provider="telegram",
                lane=CHAT,
                provider_id=kept.id,
                unique_id=kept.unique_id,
                name="well.jpg",
                wanted_at=world.now,
                next_at=world.now,
            )
        )
