from dataclasses import replace
from datetime import datetime

import pytest

from inspection.contact import Attempt
from inspection.disposition import Disposition
from inspection.dossier import ContactFile, Dossier
from inspection.finding import Finding, FindingKind, weigh
from inspection.policy import Policy
from tests.inspection.contacts import POLICY, at, called, written
from tests.inspection.dossiers import answer, dossier, file

D, K = Disposition, FindingKind
NOW = at("Tue 20:00")
THERE = file("official", said_at="09:20", whereabouts="village")
SAW_NOBODY = file("household", seen="no")
SAW_THEM = file("household", seen="yes")
TRIES = (written("09:00"), written("11:00", "remind"), called("13:00", D.NON_CONTACT))
UNREACHED = (*TRIES, called("Tue 08:00", D.NON_CONTACT))


def kinds(case: Dossier, policy: Policy = POLICY) -> list[FindingKind]:
    return [finding.kind for finding in weigh(case, policy, NOW)]


def only(case: Dossier) -> Finding:
    (finding,) = weigh(case, POLICY, NOW)
    return finding


def silent(*attempts: Attempt, ended: Disposition = D.ATTEMPTS_EXHAUSTED) -> ContactFile:
    return file("official", attempts=attempts, ended=ended)


def test_two_households_who_saw_nobody_contradict_an_official_who_was_there() -> None:
    assert kinds(dossier(THERE, SAW_NOBODY, SAW_NOBODY)) == [K.PRESENCE_CONTRADICTED]


@pytest.mark.parametrize("seen", ["yes", "away", "dont_know"])
def test_one_household_alone_contradicts_nobody_whatever_the_other_says(seen: str) -> None:
    assert kinds(dossier(THERE, SAW_NOBODY, file("household", seen=seen))) == []
    assert kinds(dossier(THERE, SAW_NOBODY)) == []


def test_two_who_saw_nobody_stand_against_one_who_saw_the_team() -> None:
    assert kinds(dossier(THERE, SAW_NOBODY, SAW_NOBODY, SAW_THEM)) == []


@pytest.mark.parametrize("where", ["trip", "leave", "rest", "emergency"])
def test_who_said_to_be_elsewhere_is_not_contradicted(where: str) -> None:
    elsewhere = file("official", said_at="09:20", whereabouts=where)
    assert kinds(dossier(elsewhere, SAW_NOBODY, SAW_NOBODY)) == []


def test_who_said_nothing_is_not_contradicted() -> None:
    assert kinds(dossier(file("official", ended=D.PARTIAL), SAW_NOBODY, SAW_NOBODY)) == []


def test_a_claim_made_on_another_day_is_not_about_the_days_that_were_asked() -> None:
    tuesday = file("official", said_at="Tue 09:00", late=True, whereabouts="village")
    assert kinds(dossier(tuesday, SAW_NOBODY, SAW_NOBODY)) == []
    evening = file("official", said_at="23:50", late=True, whereabouts="village")
    next_day = file("household", said_at="Tue 12:40", seen="no")
    assert kinds(dossier(tuesday, next_day, next_day)) == []
    assert kinds(dossier(evening, next_day, next_day)) == [K.PRESENCE_CONTRADICTED]


@pytest.mark.parametrize(
    ("said_at", "contradicted"), [("12:39", True), ("12:40", True), ("12:41", False)]
)
def test_who_spoke_before_the_official_claimed_to_be_there_contradicts_nothing(
    said_at: str, contradicted: bool
) -> None:
    """The households spoke at 12:40: who came at two was truly not there to be seen."""
    claim = file("official", said_at=said_at, whereabouts="village")
    expected = [K.PRESENCE_CONTRADICTED] * contradicted
    assert kinds(dossier(claim, SAW_NOBODY, SAW_NOBODY)) == expected


def test_of_two_who_saw_nobody_one_who_spoke_too_early_is_not_counted() -> None:
    noon = file("official", said_at="14:00", whereabouts="village")
    evening = file("household", said_at="18:10", seen="no", rank=2)
    third = replace(evening, contact=replace(evening.contact, rank=3))
    assert kinds(dossier(noon, SAW_NOBODY, evening)) == []
    finding = only(dossier(noon, SAW_NOBODY, evening, third))
    assert [p["who"] for p in finding.evidence] == ["official", "household 2", "household 3"]
    assert "2 households" in finding.why["en"]
    assert kinds(dossier(noon, file("household", seen="yes"), evening, third)) == []


def test_a_key_pressed_on_the_telephone_is_nobodys_proven_word() -> None:
    by_phone = file("official", said_at="09:20", channel="voice", whereabouts="village")
    assert kinds(dossier(by_phone, SAW_NOBODY, SAW_NOBODY)) == []
    in_chat = file("official", said_at="09:20", channel="chat", whereabouts="village")
    assert kinds(dossier(in_chat, SAW_NOBODY, SAW_NOBODY)) == [K.PRESENCE_CONTRADICTED]


def test_lateness_is_a_mark_and_no_finding() -> None:
    late = file("official", said_at="16:00", late=True, whereabouts="village", task="修水渠")
    assert late.contact.late
    assert kinds(dossier(late, SAW_THEM, SAW_THEM)) == []


@pytest.mark.parametrize(
    "ended", [D.NON_CONTACT, D.SILENT, D.REFUSED, D.ATTEMPTS_EXHAUSTED, D.CARRIER_FAULT, D.MOVED]
)
def test_a_household_that_did_not_answer_supports_nothing(ended: Disposition) -> None:
    nobody = file("household", attempts=(called("12:30", D.NON_CONTACT),), ended=ended)
    assert kinds(dossier(THERE, nobody, nobody)) == []
    assert kinds(dossier(THERE, nobody, SAW_NOBODY)) == []
    assert kinds(dossier(THERE, SAW_NOBODY, SAW_NOBODY, nobody)) == [K.PRESENCE_CONTRADICTED]


def test_unreachable_needs_the_policys_tries_and_days() -> None:
    assert kinds(dossier(silent(*UNREACHED))) == [K.UNREACHABLE]
    assert kinds(dossier(silent(*TRIES))) == []
    strict = Policy.of({"official.least_attempts": "5"})
    assert kinds(dossier(silent(*UNREACHED)), strict) == []
    days = Policy.of({"official.least_days": "3"})
    assert kinds(dossier(silent(*UNREACHED)), days) == []


def test_a_fault_of_the_carrier_makes_nobody_unreachable() -> None:
    faults = [called(f"Tue {time}", D.CARRIER_FAULT) for time in ("08:00", "09:00", "10:00")]
    assert kinds(dossier(silent(*TRIES, *faults))) == []
    assert kinds(dossier(silent(*TRIES, *faults, ended=D.CARRIER_FAULT))) == []
    assert kinds(dossier(silent(*TRIES, *faults, called("Tue 11:00", D.BUSY)))) == [K.UNREACHABLE]


def test_silence_in_the_chat_alone_makes_nobody_unreachable() -> None:
    only_chat = (*TRIES[:2], written("Tue 09:00", "remind"), written("Tue 14:00", "remind"))
    assert kinds(dossier(silent(*only_chat))) == []
    assert kinds(dossier(silent(*only_chat, called("Tue 15:00", D.OUT_OF_SERVICE)))) == []
    assert kinds(dossier(silent(*only_chat, called("Tue 15:00", D.NON_CONTACT)))) == [K.UNREACHABLE]


def test_no_contact_in_the_days_that_were_left_is_not_unreachable() -> None:
    assert kinds(dossier(silent(*UNREACHED, ended=D.NON_CONTACT))) == []


def test_who_answered_after_all_was_not_unreachable() -> None:
    exhausted = silent(*UNREACHED)
    after_all = answer("whereabouts", "trip", at("Wed 09:00"), late=True)
    assert kinds(dossier(replace(exhausted, answers=(after_all,)))) == []
    assert kinds(dossier(exhausted)) == [K.UNREACHABLE]


@pytest.mark.parametrize(("question", "kind"), [("money", K.MONEY_ASKED), ("coached", K.COACHED)])
def test_one_household_is_enough_to_look_into_money_or_coaching(
    question: str, kind: FindingKind
) -> None:
    asked, spared = (
        replace(
            file("household"),
            answers=(answer(question, value, at("12:40")),),
            sheet={question: value},
        )
        for value in ("yes", "no")
    )
    assert kinds(dossier(THERE, asked, SAW_THEM)) == [kind]
    assert kinds(dossier(THERE, spared, SAW_THEM)) == []


def test_what_is_only_a_note_and_what_is_serious() -> None:
    bribed = file("household", money="yes", coached="yes")
    found = weigh(dossier(THERE, bribed, SAW_NOBODY, SAW_NOBODY), POLICY, NOW)
    assert {finding.kind: finding.severity for finding in found} == {
        K.PRESENCE_CONTRADICTED: "serious",
        K.MONEY_ASKED: "serious",
        K.COACHED: "note",
    }
    assert only(dossier(silent(*UNREACHED))).severity == "note"


def test_a_contradiction_shows_who_said_what_and_when() -> None:
    third = file("household", seen="no", rank=3)
    finding = only(dossier(THERE, SAW_NOBODY, file("household", seen="away", rank=2), third))
    said = [(piece["who"], piece["what"], piece["said"]) for piece in finding.evidence]
    assert said == [
        ("official", "whereabouts", "village"),
        ("household 1", "seen", "no"),
        ("household 3", "seen", "no"),
    ]
    assert finding.evidence[0]["at"] == "2026-03-02T01:20:00+00:00"
    assert finding.found_at == NOW


def test_unreachable_shows_every_try_that_counts_and_no_other() -> None:
    fault = called("12:00", D.CARRIER_FAULT)
    finding = only(dossier(silent(*TRIES[:2], fault, *UNREACHED[2:])))
    assert [(piece["what"], piece["said"]) for piece in finding.evidence] == [
        ("chat ask", "no reply"),
        ("chat remind", "no reply"),
        ("voice ask", "NON_CONTACT"),
        ("voice ask", "NON_CONTACT"),
    ]
    for piece in finding.evidence:
        assert datetime.fromisoformat(piece["at"]).utcoffset() is not None


def test_every_finding_says_why_in_both_languages_with_its_figures() -> None:
    all_of_them = [
        *weigh(dossier(THERE, SAW_NOBODY, SAW_NOBODY), POLICY, NOW),
        *weigh(dossier(THERE, file("household", money="yes", coached="yes")), POLICY, NOW),
        *weigh(dossier(silent(*UNREACHED)), POLICY, NOW),
    ]
    assert {finding.kind for finding in all_of_them} == set(FindingKind)
    for finding in all_of_them:
        assert set(finding.why) == {"zh", "en"}
        figure = {K.UNREACHABLE: "4", K.PRESENCE_CONTRADICTED: "2"}.get(finding.kind, "1")
        for words in finding.why.values():
            assert figure in words
            assert "{" not in words
