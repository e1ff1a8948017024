"""Every line of the log has a name that stays, and nobody's words in it, in either format."""

import ast
import asyncio
import io
import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldwork.book import StoreDown
from mingcha.crash import tell_crash, threads_told
from mingcha.happenings import HAPPENINGS
from mingcha.logs import Lines, configure_logging
from mingcha.traces import traced
from tests.source import sources

ROOT = Path(__file__).parents[2]
NOT_OURS = {"tests", "bench", "simulator"}
NAME = "Wang Xiaoming of Shuanghe"
LOOKED = "contact %d could not be looked at: %s"


def written() -> Iterator[tuple[str, ast.Call]]:
    """Each line that the product may write: where, and the call."""
    for source in sources(ROOT):
        if source.package in NOT_OURS:
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                if isinstance(owner, ast.Name) and owner.id == "_log":
                    yield source.at(node.lineno), node


def sentence_of(call: ast.Call) -> str:
    """Empty if it is made up while the program runs: then it has no name."""
    assert isinstance(call.func, ast.Attribute)
    said = call.args[1 if call.func.attr == "log" else 0]
    return str(said.value) if isinstance(said, ast.Constant) else ""


def test_every_line_of_the_log_has_a_name_and_every_name_a_line() -> None:
    found = {place: sentence_of(call) for place, call in written()}
    nameless = [place for place, sentence in found.items() if sentence not in HAPPENINGS]
    assert nameless == [], "give each a row in mingcha/happenings.py, and run `mingcha docs docs`"
    assert set(HAPPENINGS) - set(found.values()) == set()


def test_every_value_of_a_sentence_has_a_name() -> None:
    for sentence, happening in HAPPENINGS.items():
        assert sentence.count("%") == len(happening.values), sentence
    keys = {key for one in HAPPENINGS.values() for key in one.values}
    assert keys.isdisjoint({"timestamp", "level", "logger", "event", "message", "exception"})


@pytest.fixture
def page(own_logging: None) -> io.StringIO:
    page = io.StringIO()
    configure_logging(page, form="json")
    return page


def emit(name: str, sentence: str, *values: object) -> None:
    """To our handler alone: that of the test's own framework fails at a line that is wrong."""
    record = logging.LogRecord(name, logging.WARNING, "", 0, sentence, values, None)
    (ours,) = (one for one in logging.getLogger().handlers if type(one) is Lines)
    ours.handle(record)


def the_line(page: io.StringIO) -> dict[str, object]:
    (line,) = page.getvalue().splitlines()
    told: dict[str, object] = json.loads(line)
    return told


def test_as_json_a_line_has_its_name_its_sentence_and_its_values(page: io.StringIO) -> None:
    logging.getLogger("fieldwork.dispatch").error(LOOKED, 12, "LookupError")
    told = the_line(page)
    assert str(told.pop("timestamp")).endswith("Z")
    assert told == {
        "level": "error",
        "logger": "fieldwork.dispatch",
        "event": "contact_failed",
        "message": "contact 12 could not be looked at: LookupError",
        "contact": 12,
        "problem": "LookupError",
    }


def test_as_logfmt_it_says_the_same(own_logging: None) -> None:
    page = io.StringIO()
    configure_logging(page)
    logging.getLogger("fieldwork.dispatch").error(LOOKED, 12, "LookupError")
    assert page.getvalue().endswith(
        'level=error logger=fieldwork.dispatch event=contact_failed message="contact 12 could not'
        ' be looked at: LookupError" contact=12 problem=LookupError\n'
    )


def test_a_number_among_the_values_is_hidden_in_them_too(page: io.StringIO) -> None:
    logging.getLogger("fieldwork.dispatch").error(LOOKED, 8619900001001, "+8619900001001")
    assert "19900001001" not in page.getvalue()
    assert the_line(page)["problem"] == "[hidden]"


@pytest.mark.parametrize("level", ["debug", "warning"])
def test_a_level_holds_for_our_lines_and_libraries_only_warn(own_logging: None, level: str) -> None:
    page = io.StringIO()
    configure_logging(page, level=level)
    logging.getLogger("fieldwork.x").debug("a detail")
    logging.getLogger("psycopg").debug("a statement")
    assert ("a detail" in page.getvalue()) is (level == "debug")
    assert "a statement" not in page.getvalue()
    logging.getLogger("psycopg").warning("a connection was lost")
    assert "event=library" in page.getvalue()


# -- what others say ---------------------------------------------------------------------------


def broken(error: Exception) -> Exception:
    """As it is caught."""
    try:
        raise error
    except Exception as caught:
        return caught


def test_what_an_exception_says_is_left_out_and_where_it_was_stays(page: io.StringIO) -> None:
    chain = broken(ValueError(NAME))
    chain.__cause__ = broken(ExceptionGroup(NAME, [KeyError(NAME)]))
    logging.getLogger("mingcha.engine").error("a station broke", exc_info=chain)
    told = str(the_line(page)["exception"])
    assert "Wang" not in page.getvalue()
    assert [kind for kind in ("ValueError", "ExceptionGroup", "KeyError") if kind in told] == [
        "ValueError",
        "ExceptionGroup",
        "KeyError",
    ]
    assert "in broken" in told


def test_words_that_promise_to_quote_nobody_stay() -> None:
    assert traced(StoreDown("the database cannot be used (read-only)")).endswith(
        "StoreDown: the database cannot be used (read-only)"
    )
    assert traced(RuntimeError(NAME)).endswith("RuntimeError")


def test_a_chain_without_end_is_cut() -> None:
    error = broken(ValueError("0"))
    for n in range(1000):
        after = broken(ValueError(str(n)))
        after.__cause__, error = error, after
    assert traced(error).startswith("...\n")


def test_an_exception_given_as_a_value_is_told_by_its_kind(page: io.StringIO) -> None:
    logging.getLogger("fieldwork.dispatch").error(LOOKED, 12, ValueError(NAME))
    assert the_line(page)["problem"] == "ValueError"
    assert "Wang" not in page.getvalue()


def test_a_librarys_values_are_hidden_whatever_they_are(page: io.StringIO) -> None:
    logging.getLogger("urllib3.x").warning("Retrying (%r) after %s, %d left", NAME, NAME, 2)
    logging.getLogger("urllib3.x").warning("Retrying %(who)s", {"who": NAME})
    emit("urllib3.x", "%d of %d", NAME, 2)
    assert "Wang" not in page.getvalue()
    assert "Retrying ('[hidden]') after [hidden], 2 left" in page.getvalue()


def test_a_task_that_nobody_awaited_does_not_say_what_it_raised(page: io.StringIO) -> None:
    async def forgotten() -> None:
        raise ValueError(NAME)

    async def main() -> None:
        task = asyncio.ensure_future(forgotten())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task

    asyncio.run(main())
    assert "Task exception was never retrieved" in page.getvalue()
    assert "Wang" not in page.getvalue()


def test_a_line_that_cannot_be_written_does_not_say_what_it_holds(page: io.StringIO) -> None:
    emit("fieldwork.dispatch", LOOKED, NAME, NAME)
    assert page.getvalue() == "a line of fieldwork.dispatch could not be written\n"


# -- the end -----------------------------------------------------------------------------------


def test_a_thread_that_ends_by_an_error_says_so_in_one_line(page: io.StringIO) -> None:
    def work() -> None:
        raise ValueError(NAME)

    with threads_told():
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert the_line(page)["event"] == "thread_crashed"
    assert "Wang" not in page.getvalue()


def test_a_process_that_ends_by_an_error_says_so_in_one_line(page: io.StringIO) -> None:
    tell_crash(broken(ValueError(NAME)))
    assert the_line(page)["event"] == "crashed"
    assert "Wang" not in page.getvalue()


def test_a_command_that_ends_by_an_error_says_where_and_not_what(
    capsys: pytest.CaptureFixture[str], own_logging: None
) -> None:
    logging.getLogger().handlers[:] = []
    tell_crash(broken(ValueError(NAME)))
    told = capsys.readouterr().err
    assert "Wang" not in told
    assert "ValueError\nmingcha: it ended by an error that nobody expected." in told
