"""What is made of a text to us, and what is written back; on both databases."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from fieldwork.book import Book, Text
from fieldwork.text_conversation import ANSWERS_A_MINUTE, ANSWERS_AN_HOUR, TextConversation
from inspection.contact import Contact
from inspection.incoming_text import IncomingText
from inspection.policy import PolicyRow
from mingcha.clock import SystemChance
from storage.store import Store
from telephony.numbering import PhoneNumbering
from tests.storage.samples import (
    HOUSEHOLD_NUMBER,
    INSPECTOR_NUMBER,
    NOW,
    OFFICIAL_NUMBER,
    ROSTER,
    SECOND_NUMBER,
    contact_of,
    open_inspection,
)

OURS = "+861055500100"
STRANGER = "+8619900009999"
SECOND = timedelta(seconds=1)


@dataclass(kw_only=True)
class Listening:
    """A check that asks by text; it takes whatever it is given."""

    heard_of: list[tuple[str, str]] = field(default_factory=list)
    reply: str | None = "Question 2"

    def heard(self, book: Book, contact: Contact, words: str, now: datetime) -> str | None:
        self.heard_of.append((contact.person, words))
        return self.reply


@dataclass(kw_only=True)
class Post:
    """Texts to us, one after each `pause`, and what was written back."""

    store: Store
    dialogue: Listening = field(default_factory=Listening)
    now: datetime = NOW
    pause: timedelta = SECOND

    def gets(self, words: str, sender: str = STRANGER, **fields: object) -> str:
        self.now += self.pause
        conversation = TextConversation(
            chance=SystemChance(),
            numbering=PhoneNumbering(("CN",), "CN"),
            lanes={OURS: "telephone"},
            dialogue=self.dialogue,
        )
        text = IncomingText(provider_id="SM1", sender=sender, ours=OURS, words=words)
        with self.store.ledger.write() as book:
            return conversation.heard(book, replace(text, **fields), self.now)  # type: ignore[arg-type]

    def wrote(self) -> Sequence[Text]:
        with self.store.ledger.read() as book:
            return [book.texts.get(one.id) for one in book.texts.due(self.now, 1000)]

    def bodies(self) -> list[str]:
        return [text.body for text in self.wrote()]


@pytest.fixture
def post(store: Store) -> Post:
    with store.ledger.write() as book:
        book.roster.store(ROSTER, NOW)
        row = PolicyRow(region="", key="public_number", value="+8687112345", valid_from=NOW.date())
        book.policy.set(row)
    return Post(store=store)


def open_contact(post: Post, kind: str = "household", person: str = "H1") -> None:
    with post.store.ledger.write() as book:
        contact = contact_of(open_inspection(book))
        book.contacts.open(replace(contact, kind=kind, person=person))  # type: ignore[arg-type]


def test_stop_is_confirmed_once_and_start_takes_it_back(post: Post) -> None:
    for words in ("STOP", "stop", "ＳＴＯＰ", "START", "start", "Unsubscribe"):
        assert post.gets(words) == ""
    said = [body.partition(":")[0] for body in post.bodies()]
    assert len(said) == 3
    assert ["no more texts" in body for body in post.bodies()] == [True, False, True]
    assert {text.from_lane for text in post.wrote()} == {"telephone"}


def test_everybody_gets_the_same_answer_known_or_not_asked_or_not(post: Post) -> None:
    open_contact(post)
    post.dialogue.reply = None
    for words in ("HELP", "Who are you?", "帮助", "你们是谁", "", "\x00<b>&"):
        before = len(post.bodies())
        for sender in (HOUSEHOLD_NUMBER, SECOND_NUMBER, OFFICIAL_NUMBER, STRANGER):
            post.gets(words, sender)
        (answer,) = set(post.bodies()[before:])
        assert answer.endswith("+8687112345")
        assert len(post.bodies()) == before + 4


def test_who_asked_for_silence_gets_none_but_help(post: Post) -> None:
    for words in ("停止", "你好", "1", "帮助"):
        post.gets(words)
    assert [text.purpose for text in post.wrote()] == ["word", "word"]


def test_a_machine_that_answers_our_answers_gets_some_an_hour(post: Post) -> None:
    for _ in range(3 * ANSWERS_AN_HOUR):
        post.gets("I am driving")
    assert len(post.bodies()) == ANSWERS_AN_HOUR
    post.gets("I am driving", INSPECTOR_NUMBER)
    post.now += timedelta(hours=1)
    post.gets("I am at home")
    assert len(post.bodies()) == ANSWERS_AN_HOUR + 2


def test_made_up_senders_cost_so_much_a_minute_and_their_stop_still_holds(post: Post) -> None:
    post.pause = timedelta(milliseconds=1)
    for n in range(ANSWERS_A_MINUTE + 5):
        post.gets("hello", f"+86199000{20000 + n}")
    assert len(post.bodies()) == ANSWERS_A_MINUTE
    post.gets("STOP")
    assert len(post.bodies()) == ANSWERS_A_MINUTE
    with post.store.ledger.read() as book:
        assert book.opt_outs.holds(STRANGER)


@pytest.mark.parametrize("sender", ["BANK", "10086", "", "+12025550123", "+8680012345678"])
def test_senders_that_we_write_to_never_have_no_effect(post: Post, sender: str) -> None:
    assert "no number" in post.gets("STOP", sender)
    assert post.bodies() == []


def test_a_text_to_another_number_is_none_of_ours(post: Post) -> None:
    assert "ours" in post.gets("STOP", ours="+861055509999")
    with post.store.ledger.read() as book:
        assert not book.opt_outs.holds(STRANGER)


def test_what_the_carrier_has_answered_we_do_not(post: Post) -> None:
    assert post.gets("STOP", HOUSEHOLD_NUMBER, answered=True) == ""
    assert post.bodies() == []
    with post.store.ledger.read() as book:
        assert book.opt_outs.households(["H1"]) == {"H1"}


def test_words_reach_the_open_check_of_the_numbers_only_owner(post: Post) -> None:
    open_contact(post)
    post.gets("1", SECOND_NUMBER)  # that of H1 alone
    assert post.dialogue.heard_of == [("H1", "1")]
    assert post.bodies() == ["Question 2"]
    post.gets("HELP", SECOND_NUMBER)
    assert len(post.dialogue.heard_of) == 1


def test_nothing_more_to_say_is_silence(post: Post) -> None:
    open_contact(post)
    post.dialogue.reply = ""
    post.gets("1", SECOND_NUMBER)
    assert post.bodies() == []


def test_without_an_open_check_words_reach_none(post: Post) -> None:
    post.gets("1", SECOND_NUMBER)
    assert post.dialogue.heard_of == []
    assert "was not recorded" in post.bodies()[0]


def test_where_several_have_the_number_nobody_knows_which_official_wrote(post: Post) -> None:
    (first, second, *others) = ROSTER.officials
    shared = replace(second, phone=OFFICIAL_NUMBER)
    with post.store.ledger.write() as book:
        book.roster.store(replace(ROSTER, officials=(first, shared, *others)), NOW + SECOND)
    open_contact(post, "official", "O1")
    post.gets("A", OFFICIAL_NUMBER)
    assert post.dialogue.heard_of == []
    assert "was not recorded" in post.bodies()[0]
