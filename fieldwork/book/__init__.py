"""The supervision store as the workflows see it, within one unit of work.

Each shelf of the book is one aggregate. What stands on it are the plain records of `inspection`
and the few that are described beside it; numbers, names and people's words are sealed behind it.
"""

from typing import Protocol

from fieldwork.book.absences import AbsenceShelf, StoredAbsence
from fieldwork.book.announcements import AnnouncementShelf, How, Told
from fieldwork.book.audit import AuditShelf
from fieldwork.book.beacons import BeaconShelf, DiceEntry
from fieldwork.book.chats import Chat, ChatShelf, ChatState, Invite
from fieldwork.book.contacts import ContactShelf, Reply
from fieldwork.book.deliveries import Delivery, DeliveryState, Filed, InboxShelf
from fieldwork.book.failure import Overtaken, StoreBusy, StoreDown
from fieldwork.book.forms import FormShelf, StoredMedia, StoredRevision
from fieldwork.book.holds import HoldShelf, StoredHold, Withdrawn
from fieldwork.book.incidents import IncidentShelf, StoredIncident
from fieldwork.book.incoming import IncomingShelf, StoredIncoming
from fieldwork.book.inspections import Inspection, InspectionShelf, Opened
from fieldwork.book.lanes import LaneRequest, LaneShelf
from fieldwork.book.leases import Lease, LeaseShelf
from fieldwork.book.media import MediaShelf
from fieldwork.book.messages import Due, Message, MessageKind, MessageShelf, MessageState
from fieldwork.book.opt_outs import Holder, OptOutHow, OptOutShelf, StoredOptOut
from fieldwork.book.outages import OutageShelf
from fieldwork.book.pauses import PauseShelf, StoredPause
from fieldwork.book.person import PersonKind
from fieldwork.book.policy import PolicyChange, PolicyShelf
from fieldwork.book.recordings import RecordingShelf
from fieldwork.book.risks import RiskShelf, StoredRisk
from fieldwork.book.roster import (
    Household,
    Inspector,
    NumberCounts,
    Official,
    Place,
    Posted,
    RosterShelf,
    Stored,
    TeamToday,
)
from fieldwork.book.samples import SampleShelf
from fieldwork.book.slots import Keyed, SlotShelf, SlotState, StoredPick, StoredSlot
from fieldwork.book.summaries import StoredSummary, SummaryShelf
from fieldwork.book.texts import Text, TextPurpose, TextShelf, TextState
from fieldwork.book.visits import StoredVisit, VisitShelf
from fieldwork.book.vitals import OutcomeCount, Queue, VitalsShelf

__all__ = [
    "AbsenceShelf",
    "AnnouncementShelf",
    "AuditShelf",
    "BeaconShelf",
    "Book",
    "Chat",
    "ChatShelf",
    "ChatState",
    "ContactShelf",
    "Delivery",
    "DeliveryState",
    "DiceEntry",
    "Due",
    "Filed",
    "FormShelf",
    "HoldShelf",
    "Holder",
    "Household",
    "How",
    "InboxShelf",
    "IncidentShelf",
    "IncomingShelf",
    "Inspection",
    "InspectionShelf",
    "Inspector",
    "Invite",
    "Keyed",
    "LaneRequest",
    "LaneShelf",
    "Lease",
    "LeaseShelf",
    "MediaShelf",
    "Message",
    "MessageKind",
    "MessageShelf",
    "MessageState",
    "NumberCounts",
    "Official",
    "Opened",
    "OptOutHow",
    "OptOutShelf",
    "OutageShelf",
    "OutcomeCount",
    "Overtaken",
    "PauseShelf",
    "PersonKind",
    "Place",
    "PolicyChange",
    "PolicyShelf",
    "Posted",
    "Queue",
    "RecordingShelf",
    "Reply",
    "RiskShelf",
    "RosterShelf",
    "SampleShelf",
    "SlotShelf",
    "SlotState",
    "StoreBusy",
    "StoreDown",
    "Stored",
    "StoredAbsence",
    "StoredHold",
    "StoredIncident",
    "StoredIncoming",
    "StoredMedia",
    "StoredOptOut",
    "StoredPause",
    "StoredPick",
    "StoredRevision",
    "StoredRisk",
    "StoredSlot",
    "StoredSummary",
    "StoredVisit",
    "SummaryShelf",
    "TeamToday",
    "Text",
    "TextPurpose",
    "TextShelf",
    "TextState",
    "Told",
    "VisitShelf",
    "VitalsShelf",
    "Withdrawn",
]


class Book(Protocol):
    @property
    def roster(self) -> RosterShelf: ...
    @property
    def announcements(self) -> AnnouncementShelf: ...
    @property
    def policy(self) -> PolicyShelf: ...
    @property
    def incoming(self) -> IncomingShelf: ...
    @property
    def opt_outs(self) -> OptOutShelf: ...
    @property
    def outages(self) -> OutageShelf: ...
    @property
    def pauses(self) -> PauseShelf: ...
    @property
    def holds(self) -> HoldShelf: ...
    @property
    def risks(self) -> RiskShelf: ...
    @property
    def forms(self) -> FormShelf: ...
    @property
    def absences(self) -> AbsenceShelf: ...
    @property
    def slots(self) -> SlotShelf: ...
    @property
    def inspections(self) -> InspectionShelf: ...
    @property
    def visits(self) -> VisitShelf: ...
    @property
    def contacts(self) -> ContactShelf: ...
    @property
    def samples(self) -> SampleShelf: ...
    @property
    def chats(self) -> ChatShelf: ...
    @property
    def media(self) -> MediaShelf: ...
    @property
    def recordings(self) -> RecordingShelf: ...
    @property
    def messages(self) -> MessageShelf: ...
    @property
    def texts(self) -> TextShelf: ...
    @property
    def incidents(self) -> IncidentShelf: ...
    @property
    def inbox(self) -> InboxShelf: ...
    @property
    def summaries(self) -> SummaryShelf: ...
    @property
    def lanes(self) -> LaneShelf: ...
    @property
    def leases(self) -> LeaseShelf: ...
    @property
    def beacons(self) -> BeaconShelf: ...
    @property
    def audit(self) -> AuditShelf: ...
    @property
    def vitals(self) -> VitalsShelf: ...
