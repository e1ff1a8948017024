import io
import logging

import pytest
import structlog

from mingcha.logs import configure_logging, redacted
from tests.mingcha.installation import AUTH_TOKEN, TOKEN

NUMBER = "+8619900001001"
CANARIES = {
    "a number": NUMBER,
    "a number without its country": "19900001001",
    "a number in groups": "199 0000 1001",
    "a number with hyphens": "+86-199-0000-1001",
    "a landline with its area code": "(0871) 6512-3456",
    "a number in full-width digits": "１９９００００１００１",
    "an identity card": "530128199003071234",
    "a bank card": "6222 0212 3456 7890",
    "a bot token": TOKEN,
    "a secret of the carrier": AUTH_TOKEN,
    "a token of an attempt": "0123456789abcdef0123456789abcdef",
    "a key": "C0FFEE" * 11,
}
"""Made up, as everything here."""
_OURS = "telephony.carrier"


@pytest.fixture
def page(own_logging: None) -> io.StringIO:
    """What would stand in the log of `mingcha run`."""
    page = io.StringIO()
    configure_logging(page)
    return page


@pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
def test_no_canary_in_a_message_reaches_the_log(page: io.StringIO, canary: str) -> None:
    logging.getLogger(_OURS).warning(f"the call to {canary} was refused")
    assert canary not in page.getvalue()
    assert "the call to " in page.getvalue()
    assert "[hidden]" in page.getvalue()


@pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
def test_no_canary_in_an_argument_reaches_the_log(page: io.StringIO, canary: str) -> None:
    logging.getLogger(_OURS).warning("the call to %s was refused", canary)
    assert canary not in page.getvalue()
    assert "the call to " in page.getvalue()


@pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
def test_no_canary_in_an_extra_reaches_the_log(page: io.StringIO, canary: str) -> None:
    logging.getLogger(_OURS).warning("a call was refused", extra={"number": canary})
    assert canary not in page.getvalue()
    assert "a call was refused" in page.getvalue()


@pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
def test_no_canary_in_a_traceback_reaches_the_log(page: io.StringIO, canary: str) -> None:
    try:
        try:
            raise ValueError(f"{canary} does not answer")
        except ValueError as cause:
            raise LookupError(f"nobody has {canary}") from cause
    except LookupError:
        logging.getLogger(_OURS).exception("an attempt broke off")
    assert canary not in page.getvalue()
    assert "Traceback" in page.getvalue()
    assert "ValueError" in page.getvalue()
    assert "LookupError" in page.getvalue()


@pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
def test_no_canary_in_a_named_value_reaches_the_log(page: io.StringIO, canary: str) -> None:
    logger = structlog.wrap_logger(
        logging.getLogger(_OURS),
        processors=[structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    )
    logger.warning("a call was refused", number=canary, all=[canary])
    assert canary not in page.getvalue()
    assert "a call was refused" in page.getvalue()


def test_a_number_that_is_no_text_is_hidden_too(page: io.StringIO) -> None:
    logging.getLogger(_OURS).warning("the call to %d was refused", 8619900001001)
    assert "8619900001001" not in page.getvalue()


def test_a_token_within_an_address_is_hidden_as_a_whole() -> None:
    told = redacted(f"POST https://api.telegram.org/bot{TOKEN}/sendMessage?to=%2B8619900001001")
    assert told == "POST https://api.telegram.org/bot[hidden]/sendMessage?to=%2B[hidden]"


@pytest.mark.parametrize(
    "harmless",
    [
        "mingcha is running at https://mingcha.example.org",
        "delivery 12 could not be applied: LookupError; set aside",
        "draw 'calls' of slot 2026-03-02T10:00:00+08:00 was never committed here",
        "slot 2026-03-02 10:30 missed",
        "127.0.0.1 port 54321, code 17568, 30 picks of 1024",
    ],
)
def test_what_is_nobodys_stays_readable(harmless: str) -> None:
    assert redacted(harmless) == harmless


def test_a_number_behind_a_date_is_hidden_and_the_date_stays() -> None:
    assert redacted("2026-03-02 19900001001") == "2026-03-02 [hidden]"


def test_a_line_says_when_how_bad_where_and_what(page: io.StringIO) -> None:
    logging.getLogger(_OURS).error("a call was refused")
    (line,) = page.getvalue().splitlines()
    assert line.startswith("timestamp=20")
    assert line.endswith(
        'level=error logger=telephony.carrier event=unnamed message="a call was refused"'
    )


def test_a_traceback_takes_one_line(page: io.StringIO) -> None:
    try:
        raise LookupError
    except LookupError:
        logging.getLogger(_OURS).exception("an attempt broke off")
    assert len(page.getvalue().splitlines()) == 1


@pytest.mark.parametrize("name", ["httpx", "twilio.http_client", "telegram.ext", "apscheduler"])
def test_libraries_that_tell_addresses_are_heard_only_when_something_is_wrong(
    page: io.StringIO, name: str
) -> None:
    logging.getLogger(name).info("HTTP Request: POST")
    assert page.getvalue() == ""
    logging.getLogger(_OURS).info("a call was made")
    assert "a call was made" in page.getvalue()
