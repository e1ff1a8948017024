import pytest

from inspection.estimate import Observation, estimate
from inspection.estimate_words import TITLES, label, picture
from inspection.topic import TOPICS
from inspection.wording import worded


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_topic_and_every_value_has_its_words(language: str) -> None:
    assert TITLES.keys() == TOPICS.keys()
    assert all(worded(TITLES[name], language, {}) for name in TOPICS)
    assert all(
        label(name, value, language) for name, topic in TOPICS.items() for value in topic.values
    )


def drawn(*values: str) -> str:
    found = estimate(
        [Observation(pick=n, weight=1, value=value) for n, value in enumerate(values)], ("yes",)
    )
    assert found is not None
    return picture(found, width=21)


def test_the_picture_shows_share_and_interval() -> None:
    assert drawn(*["yes", "no"] * 50) == "········├─●─┤········"
    assert drawn("yes", "no") == "··├───────●───────┤··"
    assert drawn(*["yes"] * 400) == "····················●"
    assert drawn("no") == "●───────────────┤····"
