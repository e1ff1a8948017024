"""What the program writes into its log: each happening by a name that stays, with its values.

The sentences stand where they are written, in all packages; here each is given its name, so that
whoever filters or counts lines need not read English. Renaming one is a change for its readers.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Happening:
    name: str
    """Of one kind of happening, in whatever sentence it is told."""
    values: tuple[str, ...] = ()
    """The names of the sentence's values, in order. Numbers of rows, codes and words of ours."""


def _of(name: str, *values: str) -> Happening:
    return Happening(name=name, values=values)


HAPPENINGS: Mapping[str, Happening] = {
    # -- the process ---------------------------------------------------------------------------
    "mingcha is running at %s": _of("started", "address"),
    "mingcha is running as %s at %s port %s": _of("started", "roles", "host", "port"),
    "bot %s is no lane any more, and something waits for its people": _of("bot_gone", "lane"),
    "bot %s is left out until the next start: %s": _of("bot_refused", "lane", "problem"),
    "open to people: %s": _of("way_to_people", "way"),
    "mingcha has stopped": _of("stopped"),
    "it ended by an error that nobody expected": _of("crashed"),
    "a thread ended by an error that nobody expected": _of("thread_crashed"),
    "an object could not be cleared away": _of("clearing_failed"),
    "the store was restored from a copy: nothing is drawn or sent before"
    " `mingcha restore resume`": _of("held_after_restore"),
    "station %s waits for the store: %s": _of("station_waits", "station", "problem"),
    "station %s failed; it is tried again at the next beat": _of("station_failed", "station"),
    "station %s broke off: %s": _of("station_broke_off", "station", "problem"),
    "%s; this process does nothing more but keep what comes in": _of("schema_moved", "problem"),
    "the database is again the one that this program knows": _of("schema_again_ours"),
    "how far the log has come could not be noted: %s": _of("seen_not_noted", "problem"),
    "no sign of life could be left: %s": _of("pulse_failed", "problem"),
    "the store could not be looked at: %s": _of("look_failed", "problem"),
    # -- several processes ---------------------------------------------------------------------
    "this process is the %s now": _of("lease_taken", "lease"),
    "another process is the %s; this one waits to take over": _of("lease_elsewhere", "lease"),
    "this process is the %s no longer": _of("lease_lost", "lease"),
    "the lease of the %s cannot be kept: %s": _of("lease_not_kept", "lease", "problem"),
    "the lease of the %s was not given back: %s": _of("lease_not_returned", "lease", "problem"),
    "the leases of the lanes were not given back: %s": _of("lane_leases_not_returned", "problem"),
    "the poller's lease of bot %s was not given back: %s": (
        _of("poller_lease_not_returned", "lane", "problem")
    ),
    "processes wake each other again": _of("bell_rings_again"),
    "processes do not wake each other for now (%s): each looks by itself, every second": (
        _of("bell_silent", "problem")
    ),
    # -- time ----------------------------------------------------------------------------------
    "the clock jumped by %s minutes: nobody is drawn, called or asked now": (
        _of("clock_jumped", "minutes")
    ),
    "the clock was put right: whoever is due is pursued again": _of("clock_put_right"),
    "the clock ran evenly for an hour since it jumped: its time holds": _of("clock_believed"),
    "nobody was pursued for %s hours: the program was down": _of("outage", "hours"),
    "nothing came in for %.0f minutes": _of("deaf", "minutes"),
    "nothing came in for bot %s for %.0f minutes": _of("bot_deaf", "bot", "minutes"),
    "what people write to the bot of lane %s does not reach us: %s": _of(
        "door_unreached", "lane", "why"
    ),
    "what people write reaches us again": _of("door_reached_again"),
    # -- what comes in -------------------------------------------------------------------------
    "updates of bot %s are fetched again": _of("updates_fetched_again", "lane"),
    "no updates of bot %s are fetched: %s": _of("updates_not_fetched", "lane", "problem"),
    "update %s is over %d bytes: it is kept cut, and set aside": _of(
        "update_cut", "update", "most"
    ),
    "update %s is nested too deeply: it is kept, and set aside": _of("update_deep", "update"),
    "a delivery of the messenger without an update_id was passed over": _of("update_unnumbered"),
    "an update could not be stored: %s": _of("update_not_stored", "problem"),
    "what the carrier brought could not be stored: %s": _of("callback_not_stored", "problem"),
    "a call could not be answered: %s": _of("call_not_answered", "problem"),
    "delivery %d could not be applied: %s%s": (
        _of("delivery_failed", "delivery", "problem", "given_up")
    ),
    # -- draws ---------------------------------------------------------------------------------
    "slot %s missed: %s": _of("slot_missed", "slot", "reason"),
    "slot %s waits: %s": _of("slot_waits", "slot", "reason"),
    "custodian %s has codes until %s only (%d days); make and publish the next one before: see"
    " docs/custodians.md": _of("custodian_ends", "custodian", "until", "days"),
    # -- contacts, calls, texts, messages ------------------------------------------------------
    "contact %d could not be looked at: %s": _of("contact_failed", "contact", "problem"),
    "inspection %d could not be weighed: %s": _of("inspection_failed", "inspection", "problem"),
    "inspection %d could not be summarised: %s": (_of("summary_failed", "inspection", "problem")),
    "inspection %d was left out of a digest: %s": (_of("digest_lacks", "inspection", "problem")),
    "visit %d could not be worked: %s": _of("visit_failed", "visit", "problem"),
    "call %d could not be placed: %s": _of("call_failed", "attempt", "problem"),
    "call %d could not be asked about: %s": _of("asking_failed", "attempt", "problem"),
    "a call's request ended ambiguously: %s": _of("call_uncertain", "code"),
    "a call was answered, but our words were never fetched: attempt %d": (
        _of("call_unheard", "attempt")
    ),
    "the carrier does not know a call that it took: attempt %d": _of("call_unknown", "attempt"),
    "synthetic number refused: this carrier reaches real telephones": _of("number_synthetic"),
    "text %d could not be looked at: %s": _of("text_failed", "text", "problem"),
    "a text's request ended ambiguously: %s": _of("text_uncertain", "code"),
    "message %d could not be sent: %s": _of("message_failed", "letter", "problem"),
    "message %d came back too late to be recorded": _of("message_late", "letter"),
    "a message's request ended ambiguously: %s": _of("message_uncertain", "code"),
    "a message (%s) was given up: code %s": _of("message_refused", "kind", "code"),
    "a message (%s) was given up: %s": _of("message_given_up", "kind", "reason"),
    "a file of a form could not be read: %s": _of("form_file_unread", "problem"),
    "a file of a form was left out: %s": _of("form_file_left_out", "code"),
    # -- files that people send ----------------------------------------------------------------
    "file %d could not be looked at: %s": _of("file_failed", "file", "problem"),
    "file %d could not be fetched for now: %s": _of("file_waits", "file", "code"),
    "file %d is lost: %s": _of("file_lost", "file", "reason"),
    "recording %d could not be looked at: %s": _of("recording_failed", "recording", "problem"),
    "recording %d could not be deleted for now: %s": _of("recording_waits", "recording", "code"),
    # -- lanes ---------------------------------------------------------------------------------
    "the carrier wants an operator: code %s": _of("carrier_wants_operator", "code"),
    "lane %s is held: %s, code %s": _of("lane_held", "lane", "reason", "code"),
    "lane %s is held: its budget of %s is used up": _of("lane_spent_out", "lane", "period"),
    "lane %s goes again": _of("lane_goes_again", "lane"),
    # -- the custodian's own service -----------------------------------------------------------
    "custodian %s serves at port %s": _of("custodian_started", "custodian", "port"),
    "custodian %s has stopped": _of("custodian_stopped", "custodian"),
    "refused, %s: %s": _of("custodian_refused", "word", "reason"),
    "the custodian's file cannot be used": _of("custodian_damaged"),
}
"""By the sentence as the code has it, before its values are put in."""
