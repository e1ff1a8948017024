"""Types of questions that forms may have elsewhere, and not here."""

from collections.abc import Mapping

from inspection.questionnaire.problem import Code

_ELSEWHERE = frozenset(
    {
        "select_one_from_file",
        "select_multiple_from_file",
        "select_one_external",
        "csv-external",
        "xml-external",
    }
)
_OF_THE_DEVICE = frozenset(
    {
        "username",
        "email",
        "phonenumber",
        "deviceid",
        "subscriberid",
        "simserial",
        "imei",
        "audit",
    }
)
_NOT_ASKED = frozenset(
    {
        "rank",
        "geotrace",
        "geoshape",
        "datetime",
        "barcode",
        "video",
        "file",
        "osm",
        "background-audio",
        "background-geopoint",
        "start-geopoint",
    }
)
_REPEATS = frozenset({"begin repeat", "begin_repeat", "begin loop", "begin_loop"})

OUTSIDE: Mapping[str, tuple[Code, str, str]] = {
    **dict.fromkeys(
        _REPEATS,
        (
            Code.UNSUPPORTED_REPEAT,
            "repeats are not asked",
            "write the questions out as often as they are needed, with relevant",
        ),
    ),
    **dict.fromkeys(
        _ELSEWHERE,
        (
            Code.UNSUPPORTED_LIST,
            "its choices stand in another file",
            "put the choices on the choices sheet, and select_one with the list's name",
        ),
    ),
    **{
        name: (
            Code.UNSUPPORTED_METADATA,
            f"{name} is not known here: there is no device and no account",
            "remove the row; who was asked, and when, is kept anyway",
        )
        for name in _OF_THE_DEVICE
    },
    **{
        name: (
            Code.UNSUPPORTED_TYPE,
            f"questions of type {name} are not asked",
            "ask it as one of the types listed in docs/forms.md",
        )
        for name in _NOT_ASKED
    },
}
"""Type -> code, what is wrong, what would be right."""
