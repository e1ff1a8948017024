"""A worker that applies what waits and ends: in a thread, or as a process of its own
(`python -m tests.fieldwork.intake_worker DATABASE`).

A delivery's body is CHAT:WORDS. Every one is answered, since nobody knows the chats; "poison" is
not read.
"""

import sys
from collections.abc import Callable

from fieldwork.intake import Intake
from fieldwork.text_conversation import TextConversation
from inspection.chat import ChatEvent, Said
from mingcha.clock import SystemChance
from storage.store import Store
from telephony.incoming import read_over, read_sms
from telephony.numbering import PhoneNumbering
from telephony.recordings import read_recording
from telephony.status import read_status
from telephony.texts import read_text_status
from tests.databases import KEY, entropy
from tests.storage.samples import NOW


def read(body: bytes) -> ChatEvent:
    chat, _, words = body.decode().partition(":")
    if words == "poison":
        raise LookupError
    return Said(chat=chat, user=chat, text=words, forwarded=False)


def worker(store: Store, read_chat: Callable[[bytes], ChatEvent] = read) -> Intake:
    return Intake(
        ledger=store.ledger,
        chance=SystemChance(),
        numbering=PhoneNumbering(),
        read_chat=read_chat,
        read_call=read_status,
        read_text=read_text_status,
        read_sms=read_sms,
        read_over=read_over,
        read_recording=read_recording,
        texts=TextConversation(
            chance=SystemChance(), numbering=PhoneNumbering(("CN",), "CN"), lanes={}
        ),
    )


def until_idle(intake: Intake) -> None:
    while intake.work(NOW):
        pass


if __name__ == "__main__":
    opened = Store.open(sys.argv[1], key=KEY, entropy=entropy)
    until_idle(worker(opened))
    opened.close()
