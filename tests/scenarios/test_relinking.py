from dataclasses import replace
from datetime import timedelta

import pytest

from fieldwork.book import PersonKind
from fieldwork.relink import Relink, RelinkRefused, relink
from inspection.roster import Roster
from simulator.chat_script import ChatScript
from tests.scenarios.check import Check, MakeTown
from tests.scenarios.town import Town, official_number, small_roster

REFUSED = "This invitation is not valid or has expired."
ENDED = "This account was disconnected"
NEW_CODE = "0123456789abcdef0123"
FORTNIGHT = timedelta(days=14)


def with_supervisors(*more: tuple[str, str, str]) -> Roster:
    """The small town with more of them: id, region and role."""
    roster = small_roster()
    (first,) = roster.inspectors
    others = tuple(
        replace(
            first,
            inspector=key,
            name=f"Name of {key}",
            phone=f"+861990000{9000 + n}",
            region=region,
            role="administrator" if role == "administrator" else "inspector",
        )
        for n, (key, region, role) in enumerate(more)
    )
    return replace(roster, inspectors=(first, *others))


SUPERVISED = with_supervisors(
    ("I2", "530129", "inspector"), ("A1", "53", "administrator"), ("A2", "53", "administrator")
)


def supervisor(town: Town, key: str) -> ChatScript:
    (one,) = [one for one in SUPERVISED.inspectors if one.inspector == key]
    return town.world.chat(key, number=one.phone, first_name=key)


def connected(town: Town, key: str, code: str = "") -> ChatScript:
    chat = supervisor(town, key).starts(code or town.codes[key]).receives("share your own")
    return chat.shares_contact().receives("connected")


def relinked(
    town: Town,
    person: str,
    *,
    by: str,
    kind: PersonKind = "official",
    reason: str = "a new telephone",
    code: str = NEW_CODE,
) -> None:
    now = town.world.now
    wish = Relink(kind=kind, person=person, by=by, reason=reason)
    with town.product.foundation.ledger.write() as book:
        relink(book, wish, code=code, expires_at=now + FORTNIGHT, now=now)
    town.product.engine.wake()  # as the next beat would
    town.clock.settle()


def new_phone(town: Town, person: str = "O1") -> ChatScript:
    """Another account of the same person, with the registered number."""
    number = official_number(int(person[1:]))
    return town.world.chat(f"{person} anew", number=number, user_id=4711)


def in_charge(town: Town, kind: PersonKind, person: str) -> int:
    with town.product.foundation.ledger.read() as book:
        return len(book.chats.of_person(kind, person))


def test_a_new_account_takes_the_place_of_the_old_one(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    relinked(check.town, "O1", by="I1")
    check.chat.receives(ENDED).sees("To verify who we are, dial +8687112345.")
    check.chat.taps("In the village").says("I am in the village")
    check.chat.receives("Please open the invitation link").receives_nothing()
    assert check.said == {}
    assert in_charge(check.town, "official", "O1") == 0
    new = new_phone(check.town).starts(NEW_CODE).receives("share").shares_contact()
    new.receives("connected").receives_nothing()
    check.after(hours=2)
    new.receives("A reminder").taps("In the village").receives("Please type")
    assert check.said == {"whereabouts": "village"}
    check.chat.receives_nothing()
    assert in_charge(check.town, "official", "O1") == 1


def test_what_waited_for_the_old_account_never_reaches_it(make_town: MakeTown) -> None:
    check = Check.drawn_in(make_town)
    relinked(check.town, "O1", by="I1")
    check.chat.receives(ENDED)
    new_phone(check.town).starts(NEW_CODE).shares_contact().reads_all()
    check.after()
    new_phone(check.town).receives("Unannounced check")
    check.chat.receives_nothing()


@pytest.mark.parametrize(
    ("person", "kind", "by", "expected"),
    [
        ("O1", "official", "I2", "expected I1"),
        ("O1", "official", "A1", "expected I1"),
        ("O1", "official", "nobody", "expected I1"),
        ("I1", "inspector", "I1", "expected one of A1, A2"),
        ("I1", "inspector", "I2", "expected one of A1, A2"),
        ("A1", "inspector", "A1", "expected A2"),
    ],
)
def test_only_those_who_are_responsible_may_vouch(
    make_town: MakeTown, person: str, kind: PersonKind, by: str, expected: str
) -> None:
    town = make_town(roster=SUPERVISED)
    town.link("O1")
    for key in ("I1", "A1"):
        connected(town, key)
    with pytest.raises(RelinkRefused, match=f"{by} cannot vouch for {person}; {expected}"):
        relinked(town, person, by=by, kind=kind)
    assert in_charge(town, kind, person) == 1
    relinked(town, person, by=expected.split()[-1], kind=kind)
    assert in_charge(town, kind, person) == 0
    (town.chat("O1") if person == "O1" else supervisor(town, person)).receives(ENDED)


def test_who_has_no_account_is_invited_and_not_relinked(town: Town) -> None:
    with pytest.raises(RelinkRefused, match=r"O1 has no linked account.*`mingcha invite O1`"):
        relinked(town, "O1", by="I1")
    town.link("O1")
    with pytest.raises(RelinkRefused, match="the reason is empty"):
        relinked(town, "O1", by="I1", reason="  ")
    relinked(town, "O1", by="I1")
    town.chat("O1").receives(ENDED)


def test_a_blocked_account_is_changed_in_the_same_way(town: Town) -> None:
    town.link("O1")
    town.chat("O1").blocks()
    relinked(town, "O1", by="I1")
    new_phone(town).starts(NEW_CODE).receives("share").shares_contact().receives("connected")
    town.chat("O1").unblocks()
    assert in_charge(town, "official", "O1") == 1
    town.chat("O1").says("and me?").receives("Please open the invitation link")


def test_two_accounts_are_never_in_charge(town: Town) -> None:
    """Even if a code was made past the word of an inspector."""
    town.link("O1")
    now = town.world.now
    with town.product.foundation.ledger.write() as book:
        book.chats.invite("official", "O1", NEW_CODE, now + FORTNIGHT, now)
    new_phone(town).starts(NEW_CODE).receives("share").shares_contact().receives("connected")
    town.chat("O1").receives(ENDED)
    assert in_charge(town, "official", "O1") == 1


def test_a_second_account_with_the_old_code_learns_nothing(make_town: MakeTown) -> None:
    town = make_town(roster=SUPERVISED)
    town.link("O1")
    inspector = connected(town, "I1")
    guesser = town.world.chat("Guesser", number="+8619900009999")
    for _ in range(2):
        guesser.starts(town.codes["O1"]).receives(REFUSED)
    inspector.receives_nothing()
    guesser.starts(town.codes["O1"]).receives(REFUSED)
    inspector.receives("The invitation code of Official 1 (O1) no longer holds, and was tried 3")
    for _ in range(4):
        guesser.starts(town.codes["O1"]).receives(REFUSED)
    guesser.starts("0" * 20).receives(REFUSED)
    inspector.receives_nothing()
    assert len({message.text for message in guesser.messages}) == 1


def test_an_administrator_hears_of_tries_with_an_inspectors_code(make_town: MakeTown) -> None:
    town = make_town(roster=SUPERVISED)
    administrator = connected(town, "A2")
    connected(town, "I1")
    guesser = town.world.chat("Guesser", number="+8619900009999")
    for _ in range(3):
        guesser.starts(town.codes["I1"]).receives(REFUSED)
    administrator.receives("The invitation code of Inspector Lin (I1) no longer holds")


def test_the_inspector_hears_of_an_invitation_that_was_closed(make_town: MakeTown) -> None:
    town = make_town(roster=SUPERVISED)
    inspector = connected(town, "I1")
    chat = town.chat("O1").starts(town.codes["O1"])
    for _ in range(5):
        chat.shares_contact(of=town.chat("O2"))
    chat.reads_all()
    inspector.receives("The invitation of Official 1 (O1) was closed: 5 times a contact")


def test_wrong_codes_without_end_are_not_answered_but_a_right_one_is(town: Town) -> None:
    chat = town.chat("O1")
    for n in range(25):
        chat.starts(f"{n:020x}")
    assert len(chat.reads_all().messages) == 20
    chat.starts(town.codes["O1"]).receives("share your own contact")


def test_an_administrator_gets_a_greeting_of_their_own(make_town: MakeTown) -> None:
    town = make_town(roster=SUPERVISED)
    connected(town, "A1").sees("What the program needs an administrator for comes here.")
    connected(town, "I1").sees("Call summaries and the daily digest come here.")
