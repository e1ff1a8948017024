"""Whatever the order in which news of a call comes, and however often: the same row is left."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from inspection.call import CallEvent, Progress
from inspection.call_news import with_news
from inspection.contact import Attempt, AttemptState
from inspection.disposition import Disposition
from tests.inspection.contacts import at, ringing

ORDER: tuple[Progress, ...] = ("dialling", "ringing", "answered", "ended")
UNREACHED = (
    Disposition.BUSY,
    Disposition.NON_CONTACT,
    Disposition.CARRIER_FAULT,
    Disposition.OUT_OF_SERVICE,
)
SPOKEN = (
    Disposition.COMPLETE,
    Disposition.PARTIAL,
    Disposition.REFUSED,
    Disposition.BROKE_OFF,
    Disposition.SILENT,
    Disposition.CARRIER_FAULT,
)
NOW = at("12:40")


def said(
    progress: Progress, *, ended: Disposition | None = None, machine: bool = False
) -> CallEvent:
    return CallEvent(
        token="t",
        provider_id="CA1",
        progress=progress,
        sequence=ORDER.index(progress),
        ended=ended,
        machine=machine,
    )


@st.composite
def calls(draw: st.DrawFn) -> tuple[list[CallEvent], Disposition]:
    """All news of one call, in order, and what was said in it: it rang or not, somebody or a
    machine picked up or not, and the carrier says of a machine at the answer, the end, or both."""
    news = [said("dialling")]
    if not draw(st.booleans()):
        outcome = draw(st.sampled_from(UNREACHED))
        ringing = [said("ringing")] if draw(st.booleans()) else []
        return [*news, *ringing, said("ended", ended=outcome)], Disposition.CARRIER_FAULT
    machine = draw(st.sampled_from(["no", "answered", "ended", "both"]))
    at_end = machine in ("ended", "both")
    news += [said("ringing"), said("answered", machine=machine in ("answered", "both"))]
    news.append(
        said("ended", ended=Disposition.ANSWERING_MACHINE if at_end else None, machine=at_end)
    )
    spoken = Disposition.SILENT if machine != "no" else draw(st.sampled_from(SPOKEN))
    return news, spoken


def queued_call() -> Attempt:
    return replace(
        ringing("12:30"),
        state=AttemptState.SENDING,
        provider_id="",
        sequence=-1,
        confirmed_at=None,
        disposition=None,
    )


def left(news: Sequence[CallEvent], spoken: Disposition) -> Attempt:
    attempt = queued_call()
    for event in news:
        attempt = with_news(attempt, event, NOW, spoken=spoken)
    return attempt


@given(calls(), st.data())
def test_every_order_and_repetition_of_a_calls_news_leaves_the_same_row(
    call: tuple[list[CallEvent], Disposition], data: st.DataObject
) -> None:
    news, spoken = call
    again = data.draw(st.lists(st.sampled_from(news), max_size=4))
    shuffled = data.draw(st.permutations([*news, *again]))
    assert left(shuffled, spoken) == left(news, spoken)


@given(calls(), st.data())
def test_what_is_lost_on_the_way_is_learnt_by_asking(
    call: tuple[list[CallEvent], Disposition], data: st.DataObject
) -> None:
    """The end, which is what the carrier says when it is asked, and whatever else arrives."""
    news, spoken = call
    kept = [event for event in news[:-1] if data.draw(st.booleans())]
    shuffled = data.draw(st.permutations([*kept, news[-1]]))
    asked, told = left(shuffled, spoken), left(news, spoken)
    assert asked.state is told.state is AttemptState.FINAL
    assert asked.counts == told.counts
    if not any(event.machine for event in news[:-1]):
        assert asked.disposition is told.disposition


@given(calls(), st.data())
def test_a_row_never_goes_back(
    call: tuple[list[CallEvent], Disposition], data: st.DataObject
) -> None:
    news, spoken = call
    attempt = queued_call()
    states = list(AttemptState)
    for event in data.draw(st.permutations(news)):
        after = with_news(attempt, event, NOW, spoken=spoken)
        assert states.index(after.state) >= states.index(attempt.state)
        assert after.sequence >= attempt.sequence
        assert attempt.confirmed_at is None or after.confirmed_at == attempt.confirmed_at
        attempt = after
    assert attempt.state is AttemptState.FINAL
