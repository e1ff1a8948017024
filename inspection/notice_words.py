"""The words of the printed notice."""

from collections.abc import Mapping

from inspection.phrase import Phrase, phrase

TITLES: Mapping[str, Phrase] = {
    "officials": phrase("printed notice", "Notice: unannounced checks on village-stationed work"),
    "officials lead": phrase(
        "printed notice",
        "To all officials stationed in villages ({place}). The checks are announced; only"
        " their moment and whom they meet are not.",
    ),
    "villagers": phrase("printed notice", "To the villagers: you may get a call"),
    "villagers lead": phrase(
        "printed notice",
        "The supervision office (not the village, not the work team) would like to hear from"
        " you. ({place})",
    ),
    "what": phrase("printed notice", "What is checked"),
    "who": phrase("printed notice", "Who checks"),
    "when": phrase("printed notice", "How often, and when"),
    "answer": phrase("printed notice", "How to answer"),
    "silence": phrase("printed notice", "If you are not reached"),
    "villagers asked": phrase("printed notice", "How villagers are asked"),
    "rights": phrase("printed notice", "Your rights"),
    "never": phrase("printed notice", "What we never ask"),
    "call": phrase("printed notice", "What the call is about"),
    "free": phrase("printed notice", "It is up to you"),
    "safe": phrase("printed notice", "Nobody will know"),
    "calls when": phrase("printed notice", "When we call"),
    "not called": phrase("printed notice", "No calls at present"),
}
SMALL: Mapping[str, Phrase] = {
    "everywhere": phrase("printed notice", "all regions"),
    "number": phrase("printed notice", "To verify who we are, dial"),
    "footer": phrase("printed notice", "Version of the rules: {version} · {day}"),
    "never": phrase("printed notice", "no calls"),
    "and": phrase("printed notice", " and "),
}
OFFICIALS: Mapping[str, tuple[Phrase, ...]] = {
    "what": (
        phrase(
            "printed notice",
            "Two questions each time: where you are now, and one concrete thing of your work"
            " or a need of the village. In the village, on a trip, on leave, at rest, an"
            " emergency: all are good answers.",
        ),
        phrase(
            "printed notice",
            "It is no check-in: no daily sign-in, no daily photographs, no tracks, and nobody is"
            " ranked.",
        ),
    ),
    "who": (
        phrase(
            "printed notice",
            "The supervision office. Whom and when is drawn by a lottery that anybody can"
            " verify; inspectors can neither choose nor spare anyone.",
        ),
        phrase(
            "printed notice",
            "If you doubt a call or a message that says it is ours, dial {number} first, and"
            " answer afterwards.",
        ),
    ),
    "when": (
        phrase(
            "printed notice",
            "At most {most} checks a person in thirty days, never two on one day; on working"
            " days only, {hours}.",
        ),
        phrase(
            "printed notice",
            "In a flood or an earthquake a region is paused; time does not run meanwhile.",
        ),
    ),
    "answer": (
        phrase(
            "printed notice",
            "Please answer within {answer_time} of working time; one reminder comes after"
            " {reminder}. A late answer is kept and marked late; lateness has no consequence.",
        ),
    ),
    "silence": (
        phrase(
            "printed notice",
            "“Could not be reached” is noted only after {attempts} attempts, on {days} days,"
            " in {parts} parts of the day. It does not mean absent; you are asked for the reason"
            " first.",
        ),
    ),
    "villagers asked": (
        phrase(
            "printed notice",
            "{households} drawn households are asked by telephone about the same days. They"
            " answer if they want to; who was called and what was said is told neither to the"
            " village nor to the team. Please do not ask around, and do not coach anybody.",
        ),
    ),
    "rights": (
        phrase(
            "printed notice",
            "To see: the result of a check on you is shown to you first. To explain: within"
            " {statement_days} working days. To appeal: to somebody who had no part in it. Nothing"
            " is concluded before you were heard.",
        ),
        phrase(
            "printed notice", "If a rule changes you are told before anybody is asked under it."
        ),
    ),
    "never": (
        phrase("printed notice", "ID card or bank numbers, passwords, codes, money or gifts."),
    ),
}
VILLAGERS: Mapping[str, tuple[Phrase, ...]] = {
    "call": (
        phrase(
            "poster for villagers",
            "Whether the work team was there, what it did, what you need. You answer with"
            " keys; it takes about three minutes. You choose the language.",
        ),
        phrase(
            "poster for villagers",
            "Households are drawn by lot. A call does not mean that anybody complained.",
        ),
    ),
    "free": (
        phrase(
            "poster for villagers",
            "If you do not want to answer, just hang up. 7 ends the call, 9 repeats, 0 asks"
            " for a person. Say no, and nobody calls you for a year.",
        ),
        phrase(
            "poster for villagers",
            "Whether and what you answer changes nothing about any help or money you get.",
        ),
    ),
    "safe": (
        phrase(
            "poster for villagers",
            "Neither the village nor the team learns whom we called or what you said. If"
            " somebody is listening, ask for a later call.",
        ),
    ),
    "calls when": (
        phrase(
            "poster for villagers",
            "Working days: {workday}. Days of rest: {restday}. After an answer you are left"
            " alone for {rest_days} days; at most {a_year} answered calls a year.",
        ),
    ),
    "never": (
        phrase(
            "poster for villagers",
            "ID card or bank numbers, passwords, codes, money. Whoever asks for these is a"
            " fraud: hang up, and dial the number below.",
        ),
    ),
}
VILLAGERS_NOT_CALLED: Mapping[str, tuple[Phrase, ...]] = {
    "not called": (
        phrase(
            "poster for villagers",
            "The supervision office does not call villagers at present. If somebody says that"
            " he calls for it, dial the number below first.",
        ),
    ),
    "never": VILLAGERS["never"],
}
