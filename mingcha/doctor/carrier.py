"""The carrier: our account, the number that we call from, and the countries that it reaches."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fieldwork.ports import CarrierSilent
from mingcha.doctor.check import Check, Line, Subject
from mingcha.doctor.installation import Installation
from mingcha.providers import carrier_of
from mingcha.settings import SettingsRefused
from mingcha.telephones import Telephone
from telephony.account import AccountState
from telephony.inbound import CALL_OVER_PATH, CALL_PATH, TEXT_PATH
from telephony.reach import host_of, is_known

CARRIER = Subject(
    name="carrier",
    looks_at="whether the account is active, and whether we may call from our number",
    remedies={
        "silent": "code 20003 or 20404: the account or its token is wrong; otherwise look at the"
        " network between here and the carrier",
        "detour": "unset TWILIO_EDGE and TWILIO_REGION; another server is MINGCHA_TWILIO_API",
        "not active": "see to the account at the carrier's own pages: nobody can be called",
        "trial": "a trial account only calls numbers that were verified one by one: upgrade it",
        "no voice": "take a number that can make calls, or set another MINGCHA_CALLER_NUMBER",
        "unheard": "set them at the carrier's own pages for the number, with POST:"
        " docs/carrier-account.md; or nothing, if somebody else answers there on purpose",
        "not ours": "buy or verify the number at the carrier, or set MINGCHA_CALLER_NUMBER to one"
        " that the account has",
    },
)
REACH = Subject(
    name="reach",
    looks_at="which of our countries can be called through this carrier at all",
    remedies={
        "never": "use a carrier that serves the country, or leave out the carrier's settings: then"
        " the chat alone is used",
        "unknown": "ask the carrier, and try a call to a number of your own",
    },
)


def _carrier(installation: Installation) -> Sequence[Line]:
    telephones = installation.telephones
    if not telephones:
        return [CARRIER.skipped("there is no telephone lane")]
    several = len(telephones) > 1
    return [
        replace(line, found=f"lane {one.lane.name}: {line.found}") if several else line
        for one in telephones
        for line in _asked(installation, one)
    ]


def _asked(installation: Installation, telephone: Telephone) -> Sequence[Line]:
    try:
        carrier = carrier_of(installation.settings, telephone, timeout=installation.seconds)
    except SettingsRefused as problem:
        return [CARRIER.fail("detour", str(problem))]
    try:
        state = carrier.account()
        return [*_account(state), *_doors(state, installation.settings.public_url or "")]
    except CarrierSilent as silence:
        return [CARRIER.fail("silent", str(silence))]
    finally:
        carrier.close()


def _account(state: AccountState) -> Iterator[Line]:
    if state.status != "active":
        yield CARRIER.fail("not active", f"the account is {state.status}")
    elif state.kind == "Trial":
        yield CARRIER.warn("trial", "the account is a trial account")
    else:
        yield CARRIER.ok("the account is active")
    match state.caller:
        case "owned":
            yield CARRIER.ok("the number that we call from is the account's own, and makes calls")
        case "verified":
            yield CARRIER.ok("the number that we call from is verified for the account")
        case "owned without voice":
            yield CARRIER.fail("no voice", "the number that we call from cannot make calls")
        case "foreign":
            yield CARRIER.fail("not ours", "the number that we call from is not the account's")


def _doors(state: AccountState, public_url: str) -> Iterator[Line]:
    """Whether whoever calls or writes to the number reaches us."""
    if state.doors is None or state.caller != "owned":
        return
    wanted = {
        "A call comes in": (state.doors.call, CALL_PATH),
        "Call status changes": (state.doors.call_over, CALL_OVER_PATH),
        "A message comes in": (state.doors.text, TEXT_PATH),
    }
    missing = [
        f"{where}: {public_url}{path}"
        for where, (found, path) in wanted.items()
        if found != f"{public_url}{path}"
    ]
    if missing:
        yield CARRIER.warn(
            "unheard", f"who calls or texts our number does not reach us: {'; '.join(missing)}"
        )
    else:
        yield CARRIER.ok("who calls or texts our number reaches us")


def _reach(installation: Installation) -> Sequence[Line]:
    telephones = installation.telephones
    if not telephones:
        return [REACH.skipped("there is no telephone lane")]
    countries = installation.settings.countries
    return [line for country in countries for line in _country(telephones, country)]


def _country(telephones: Sequence[Telephone], country: str) -> Iterator[Line]:
    """What the table says that decides who is called: it is the same one."""
    serving = [one for one in telephones if country in one.lane.countries]
    reasons = {one.lane.name: one.lane.unreached.get(("voice", country)) for one in serving}
    reached = [one for one in serving if reasons[one.lane.name] is None]
    if not serving:
        yield REACH.fail("never", f"{country} cannot be called: no lane serves it")
    elif not reached:
        why = "; ".join(dict.fromkeys(why for why in reasons.values() if why))
        yield REACH.fail("never", f"{country} cannot be called: {why}")
    elif all(one.here for one in reached):
        yield REACH.ok(f"{country}: simulated, nobody real is called")
    elif not any(is_known(one.address) for one in reached):
        lanes = ", ".join(host_of(one.address) for one in reached)
        yield REACH.warn("unknown", f"{country}: nothing is known of the lane {lanes}")
    else:
        yield REACH.ok(f"{country}: nothing speaks against it")


CHECK_ACCOUNT = Check(subject=CARRIER, examine=_carrier, network=True)
CHECK_REACH = Check(subject=REACH, examine=_reach)
