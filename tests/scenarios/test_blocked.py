"""An official who blocked the bot, or has no telephone that works, is asked another way."""

import pytest

from inspection.finding import FindingKind
from tests.scenarios.check import Check, MakeTown

SEND = "telegram.sendMessage"
WHERE = "Where are you now?"
BLOCKED = {
    "ok": False,
    "error_code": 403,
    "description": "Forbidden: bot was blocked by the user",
}


def test_whoever_blocked_the_bot_is_called_at_the_drawn_moment(make_town: MakeTown) -> None:
    check = Check.drawn_in(make_town)
    check.chat.blocks()
    check.phone.answers().hears(WHERE).chooses("On leave").hears("Thank you")
    check.after(minutes=5)
    assert [what for what, _, _ in check.tries] == ["voice ask"]
    assert check.contact.disposition == "COMPLETE"
    check.chat.receives_nothing()


def test_whoever_takes_the_block_away_is_asked_in_the_chat(make_town: MakeTown) -> None:
    check = Check.drawn_in(make_town)
    check.chat.blocks().unblocks()
    check.after(minutes=5)
    check.chat.receives("Unannounced check").taps("On leave").receives("Until")
    check.chat.says("Friday.").receives("recorded")
    assert not check.phone.calls


def test_a_block_that_shows_only_when_we_write_leads_to_a_call(make_town: MakeTown) -> None:
    check = Check.drawn_in(make_town)
    check.town.world.faults.answer("telegram.sendMessage", status=403, body=BLOCKED)
    check.phone.answers().hears(WHERE).chooses("On leave").hears("Thank you")
    check.after(minutes=5)
    assert [(what, end) for what, _, end in check.tries] == [
        ("chat ask", "OUT_OF_SERVICE"),
        ("voice ask", "COMPLETE"),
    ]
    check.chat.receives_nothing()
    with check.town.product.foundation.ledger.read() as book:
        assert [chat.state for chat in book.chats.of_person("official", "O1")] == ["blocked"]


def test_whoever_blocks_the_bot_after_the_question_is_called_after_the_deadline(
    make_town: MakeTown,
) -> None:
    check = Check.asked_in(make_town)
    check.chat.blocks()
    check.phone.answers().hears(WHERE).chooses("On leave").hears("Thank you")
    check.after(hours=4, minutes=5)
    assert [what for what, _, _ in check.tries] == ["chat ask", "voice ask"]
    assert check.contact.disposition == "COMPLETE"


def test_a_blocked_bot_and_a_silent_telephone_need_three_calls_on_two_days(
    make_town: MakeTown,
) -> None:
    check = Check.drawn_in(make_town)
    check.chat.blocks()
    for _ in range(3):
        check.phone.does_not_answer()
    check.town.to(23, day=6)
    assert len({at[:2] for _, at, _ in check.tries}) == 2
    (finding,) = check.findings
    assert finding.kind == FindingKind.UNREACHABLE
    assert len(finding.evidence) == 3


def test_an_official_without_any_line_is_not_called_unreachable(make_town: MakeTown) -> None:
    check = Check.drawn_in(make_town)
    check.chat.blocks()
    check.phone.is_out_of_service()
    check.town.to(23, day=6)
    assert check.contact.disposition == "OUT_OF_SERVICE"
    assert not check.findings


def refusal(status: int, description: str, **parameters: object) -> dict[str, object]:
    body: dict[str, object] = {"ok": False, "error_code": status, "description": description}
    return {**body, "parameters": parameters} if parameters else body


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: user is deactivated"),
        (400, "Bad Request: chat not found"),
    ],
)
def test_an_account_that_is_gone_is_marked_and_not_written_to_again(
    make_town: MakeTown, status: int, description: str
) -> None:
    check = Check.drawn_in(make_town)
    faults = check.town.world.faults
    faults.answer(SEND, status=status, body=refusal(status, description), nth=None)
    check.phone.does_not_answer()
    before = check.town.world.counts.requests[SEND]
    check.after(hours=1)
    assert check.town.world.counts.requests[SEND] == before + 1
    assert [(what, end) for what, _, end in check.tries] == [
        ("chat ask", "OUT_OF_SERVICE"),
        ("voice ask", "NON_CONTACT"),
    ]
    with check.town.product.foundation.ledger.read() as book:
        assert [chat.state for chat in book.chats.of_person("official", "O1")] == ["blocked"]


@pytest.mark.parametrize("again", [False, True])
def test_a_chat_that_moved_is_followed_once(make_town: MakeTown, again: bool) -> None:
    check = Check.drawn_in(make_town)
    faults, here = check.town.world.faults, check.chat.person.chat.user.id
    moved = "Bad Request: group chat was upgraded to a supergroup chat"
    body = refusal(400, moved, migrate_to_chat_id=here)
    faults.answer(SEND, status=400, body=body, nth=None if again else 1)
    if again:
        check.phone.answers().hears(WHERE).chooses("On leave").hears("Thank you")
    before = check.town.world.counts.requests[SEND]
    check.after(minutes=5)
    assert check.town.world.counts.requests[SEND] == before + 2
    if again:
        check.chat.receives_nothing()
        assert [end for _, _, end in check.tries] == ["OUT_OF_SERVICE", "COMPLETE"]
    else:
        check.chat.receives("Unannounced check")
