import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from mingcha.environment import read_settings
from mingcha.foundation import Foundation
from tests.mingcha.command import EMBEDDED, Mingcha
from tests.shelf import taken, waiting

WORDS = "村里-canary"
BODY = json.dumps({"update_id": 7, "message": {"text": WORDS, "chat": {"id": 9}}}).encode()
FORM = b"0123456789abcdef\nCallSid=CA1&CallStatus=mystery"
REASON = ("--reason", "the maker asks")


@pytest.fixture
def foundation(mingcha: Mingcha) -> Iterator[Foundation]:
    """1 was set aside, 2 waits for its second try, 3 for its first; 1 and 3 are of one chat."""
    assert mingcha("inbox", "list").status == 0
    with Foundation.of(read_settings(mingcha.environment)) as foundation:
        now = foundation.clock.now()
        add = foundation.inbox.append
        add("telegram", "7", BODY, now - timedelta(hours=3), strand="9")
        add("carrier", "CA1", FORM, now - timedelta(minutes=4), strand="a call")
        add("telegram", "8", b"\x1b[31mred", now, strand="9")
        with foundation.ledger.write() as book:
            book.inbox.failed(taken(book, now), "Unreadable", now, None)
            again = now + timedelta(hours=1)
            book.inbox.failed(taken(book, now), "UnreadableStatus", now, again)
        yield foundation


def entries(foundation: Foundation) -> list[str]:
    """What the log says, newest last."""
    with foundation.ledger.read() as book:
        found = [book.audit.proof(n + 1).entry for n in range(book.audit.newest().index)]
    return [f"{entry['act']} {entry['about']}" for entry in found]


def test_an_empty_inbox_says_so(mingcha: Mingcha) -> None:
    told = mingcha("inbox", "list").out
    assert told.startswith("Nothing waits, and nothing was set aside.\n0 waiting, 0 set aside")
    assert mingcha("inbox", "list", "--state", "done").out.startswith("No delivery fits.")
    assert mingcha("inbox", "retry", "--all").out == "Nothing was set aside. Nothing was changed.\n"


def test_they_are_listed_without_what_they_say(mingcha: Mingcha, foundation: Foundation) -> None:
    told = mingcha("inbox", "list").out
    header, third, second, first, counts = told.splitlines()
    assert header.split() == ["no.", "from", "state", "age", "tries", "next", "try", "error"]
    assert first.split()[:-1] == ["1", "telegram", *["set", "aside", "3", "h", "1", "of", "3"]]
    assert second.split()[:3] == ["2", "carrier", "waiting"]
    assert "in 59 min" in second
    assert third.split()[:3] == ["3", "telegram", "waiting"]
    assert counts == "2 waiting, 1 set aside, 0 done and still kept"
    assert WORDS not in told
    aside = json.loads(mingcha("inbox", "list", "--state", "set aside", "--json").out)
    assert [(one["number"], one["error"], one["tries"]) for one in aside] == [(1, "Unreadable", 1)]
    assert "no more" not in mingcha("inbox", "list", "--limit", "3").out
    assert "there are more" in mingcha("inbox", "list", "--limit", "1").out


def test_what_it_says_is_shown_for_a_reason_alone_and_each_look_is_noted(
    mingcha: Mingcha, foundation: Foundation
) -> None:
    closed = mingcha("inbox", "show", "1").out
    assert "Delivery 1 from telegram · set aside" in closed
    assert "message.text: text, 9 characters" in closed
    assert "opens it" in closed
    assert WORDS not in closed
    opened = mingcha("inbox", "show", "1", *REASON).out
    assert json.dumps(WORDS) in opened
    assert entries(foundation)[-2:] == ["read delivery 1", "revealed delivery 1: the maker asks"]
    assert json.loads(mingcha("inbox", "show", "1", "--json").out)["body"] is None
    with_body = json.loads(mingcha("inbox", "show", "2", "--json", *REASON).out)
    assert with_body["body"] == FORM.decode()
    assert with_body["fields"][0] == "a form of the carrier"


def test_nothing_that_is_shown_acts_on_the_terminal(
    mingcha: Mingcha, foundation: Foundation
) -> None:
    told = mingcha("inbox", "show", "3", *REASON).out
    assert "\x1b" not in told
    assert r"\x1b[31mred" in told


def test_what_was_set_aside_is_tried_again(mingcha: Mingcha, foundation: Foundation) -> None:
    assert mingcha("inbox", "retry", "1").out.startswith("Delivery 1 waits again")
    with foundation.ledger.read() as book:
        assert waiting(book) == [1, 2, 3]
        assert taken(book, foundation.clock.now()).id == 1
    assert entries(foundation)[-1] == "retried delivery 1"
    assert "still waits" not in mingcha("inbox", "retry", "1").err
    assert "waits for its first try" in mingcha("inbox", "retry", "1").err


def test_all_that_were_set_aside_are_tried_again(mingcha: Mingcha, foundation: Foundation) -> None:
    assert mingcha("inbox", "retry", "--all").out.startswith("Waiting again: 1.")
    assert entries(foundation)[-1] == "retried all that were set aside: 1"


def test_what_is_dropped_is_gone_and_the_reason_is_in_the_log(
    mingcha: Mingcha, foundation: Foundation
) -> None:
    assert mingcha("inbox", "drop", "1", *REASON).out.startswith("Delivery 1 was dropped")
    assert entries(foundation)[-1] == "dropped delivery 1 (telegram): the maker asks"
    assert "nothing: it was dropped" in mingcha("inbox", "show", "1").out
    with foundation.ledger.read() as book:
        assert book.inbox.body(1) == b""
    assert "was applied or dropped already" in mingcha("inbox", "retry", "1").err


@EMBEDDED
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("show", "99"), "there is no delivery 99; `mingcha inbox list` shows"),
        (("retry", "99"), "there is no delivery 99"),
        (("drop", "99", *REASON), "there is no delivery 99"),
        (("retry",), "expected the number of one delivery, or --all"),
        (("retry", "1", "--all"), "and not both"),
        (("retry", "2"), "delivery 2 still waits: 1 of 3 tries failed"),
        (("drop", "3", *REASON), "delivery 3 waits for its first try; only one that was set aside"),
        (("drop", "1", "--reason", " "), "--reason: it is empty"),
        (("show", "1", "--reason", " "), "--reason: it is empty"),
        (("list", "--state", "lost"), "--state 'lost': expected waiting"),
    ],
)
def test_what_cannot_be_done_is_refused_with_what_would_be_right(
    mingcha: Mingcha, foundation: Foundation, arguments: tuple[str, ...], told: str
) -> None:
    before = entries(foundation)
    refused = mingcha("inbox", *arguments)
    assert (refused.status, refused.out) == (2, "")
    assert told in refused.err
    assert entries(foundation) == before
