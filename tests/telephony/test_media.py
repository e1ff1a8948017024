"""Where the carrier fetches what a form plays."""

import logging

import pytest

from inspection.call import Line, Turn
from inspection.questionnaire.media import FormFile
from telephony.media import media_routes
from telephony.twiml import turn_document
from tests.sounds import MP3, PNG
from tests.telephony.street import Street

KEPT = FormFile(content=MP3, ending="mp3")
PICTURE = FormFile(content=PNG, ending="png")


def find(digest: str) -> FormFile | None:
    return {KEPT.digest: KEPT, PICTURE.digest: PICTURE}.get(digest)


def test_a_recording_is_given_with_its_type_and_kept_for_ever(street: Street) -> None:
    client = street.opens(media_routes(find))
    answer = client.get(f"/media/{KEPT.name}")
    assert (answer.status_code, answer.content) == (200, MP3)
    assert answer.headers["content-type"] == "audio/mpeg"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    again = client.get(f"/media/{KEPT.name}", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(f"/media/{KEPT.name}")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(MP3))


@pytest.mark.parametrize(
    "name",
    [
        f"{'0' * 64}.mp3",
        f"{KEPT.digest}.wav",
        KEPT.digest,
        f"{KEPT.digest.upper()}.mp3",
        PICTURE.name,
        "..%2f..%2fetc%2fpasswd",
        "x.mp3",
    ],
)
def test_nothing_else_is_given(street: Street, name: str) -> None:
    assert street.opens(media_routes(find)).get(f"/media/{name}").status_code == 404


def test_nothing_is_taken(street: Street, caplog: pytest.LogCaptureFixture) -> None:
    assert street.opens(media_routes(find)).post(f"/media/{KEPT.name}").status_code == 405
    assert caplog.records == []


def test_while_the_store_cannot_be_read_it_may_be_asked_again(
    street: Street, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(digest: str) -> FormFile | None:
        raise OSError(digest)

    with caplog.at_level(logging.WARNING):
        answer = street.opens(media_routes(broken)).get(f"/media/{KEPT.name}")
    assert answer.status_code == 503
    assert [r.getMessage() for r in caplog.records if r.name == "telephony.media"] == [
        "a file of a form could not be read: OSError"
    ]


def test_a_line_with_a_recording_is_played_and_not_said() -> None:
    lines = (Line(language="en", text="Where?", audio="w.mp3"), Line(language="en", text="Press 1"))
    document = turn_document(
        Turn(lines=lines, step=1, listens=True), "https://a.org/1", plays="https://a.org/media"
    )
    assert "<Play>https://a.org/media/w.mp3</Play><Say" in document
    assert "Where?" not in document
