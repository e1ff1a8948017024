"""Functions on dates. Today is the day of whoever is asked."""

from datetime import datetime, tzinfo

from inspection.questionnaire import moment
from inspection.questionnaire.amount import Scalar, date, words
from inspection.questionnaire.fault import NotEvaluable
from inspection.questionnaire.function import Plain, plain
from inspection.questionnaire.scene import Scene


def zone(scene: Scene) -> tzinfo:
    found = scene.world.now.tzinfo
    assert found is not None, "a world's time is aware"
    return found


def formatted(scene: Scene, value: Scalar, pattern: Scalar) -> Scalar:
    at = date(value, zone(scene), with_time=True)
    return moment.written(at, words(pattern)) if isinstance(at, datetime) else ""


def decimal_days(scene: Scene, value: Scalar) -> Scalar:
    at = _counted(scene, value)
    return moment.fraction(at) if isinstance(at, datetime) else at


def decimal_time(scene: Scene, value: Scalar) -> Scalar:
    at = _counted(scene, value)
    if isinstance(at, datetime):
        return moment.time_of_day(at)
    return at - at // 1 if isinstance(at, float) else at


def _counted(scene: Scene, value: Scalar) -> Scalar:
    """Numbers are counts of days already; words are read as dates."""
    if isinstance(value, float):
        if abs(value) > 2**31:
            raise NotEvaluable("a number beyond any calendar is no date")
        return value
    return date(value, zone(scene), with_time=True)


ON_DATES: dict[str, Plain] = {
    "today": plain(lambda scene: moment.midnight(scene.world.now), 0, drawn=True),
    "now": plain(lambda scene: scene.world.now, 0, drawn=True),
    "date": plain(lambda scene, value: date(value, zone(scene), with_time=False), 1),
    "date-time": plain(lambda scene, value: date(value, zone(scene), with_time=True), 1),
    "decimal-date-time": plain(decimal_days, 1),
    "decimal-time": plain(decimal_time, 1),
    "format-date": plain(formatted, 2),
    "format-date-time": plain(formatted, 2),
}
