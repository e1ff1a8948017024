"""Ten thousand guesses at the door: no hit, and nothing to be learned from the answers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fieldwork.book import Book
from fieldwork.enrol import MOST_WRONG_CODES, Desk
from inspection.chat import ContactShared, Started
from storage.ledger import SqlLedger
from telephony.numbering import PhoneNumbering
from tests.mingcha.command import EMBEDDED
from tests.scenarios.town import official_number, small_roster

NOW = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)
CODE = "0123456789abcdef0123"
GUESSES = 5_000
pytestmark = EMBEDDED


def desk(book: Book) -> Desk:
    return Desk(book=book, numbering=PhoneNumbering(), now=NOW)


def invited(book: Book) -> None:
    book.roster.store(small_roster(), NOW)
    book.chats.invite("official", "O1", CODE, NOW + timedelta(days=1), NOW)


def linked(book: Book) -> int:
    return len(book.chats.accounts())


def answers(book: Book, chat: int) -> set[str]:
    return {one.letter.text for one in book.messages.awaited(chat)}


def test_no_code_is_found_by_guessing(ledger: SqlLedger) -> None:
    """Half the guesses are near the right one: they differ in one digit or its end is missing."""
    with ledger.write() as book:
        invited(book)
        chat = book.chats.meet("666", NOW)
        for n in range(GUESSES):
            near = CODE[: n % 20] + f"{n:x}"[-1] + CODE[n % 20 + 1 :]
            code = near if n % 2 and near != CODE else f"{n * 7919:020x}"
            desk(book).start(chat, Started(chat="666", user="666", code=code), f"guess {n}")
        assert book.chats.get(chat.id).state == "unknown"
        assert linked(book) == 0
        assert len(answers(book, chat.id)) == 1
        assert len(book.messages.awaited(chat.id)) == MOST_WRONG_CODES
        started = Started(chat="666", user="666", code=CODE)
        desk(book).start(book.chats.get(chat.id), started, "right")
        assert book.chats.get(chat.id).state == "pending"


def test_no_contact_is_found_by_guessing(ledger: SqlLedger) -> None:
    """With a code that was found in the street: numbers are tried, each as one's own."""
    with ledger.write() as book:
        invited(book)
        chat = book.chats.meet("666", NOW)
        desk(book).start(chat, Started(chat="666", user="666", code=CODE), "found")
        for n in range(GUESSES):
            guess = ContactShared(
                chat="666", user="666", number=f"+86199000{10_000 + n}", owner="666"
            )
            desk(book).share(book.chats.get(chat.id), guess, f"guess {n}")
        own = ContactShared(chat="666", user="666", number=official_number(1), owner="666")
        desk(book).share(book.chats.get(chat.id), own, "by chance")
        assert linked(book) == 0
        assert book.chats.tries("official", "O1") == 5
        assert len(answers(book, chat.id)) <= 4
        honest = replace(book.chats.meet("501", NOW), kind=None)
        desk(book).start(honest, Started(chat="501", user="501", code=CODE), "closed")
        assert book.chats.get(honest.id).state == "unknown"
