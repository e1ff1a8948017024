"""All shelves of the store on one unit of work."""

from functools import cached_property

from storage.ledger.absences import Absences
from storage.ledger.announcements import Announcements
from storage.ledger.audit import Audit
from storage.ledger.beacons import Beacons
from storage.ledger.chats import Chats
from storage.ledger.contacts import Contacts
from storage.ledger.deliveries import Deliveries
from storage.ledger.forms import Forms
from storage.ledger.holds import Holds
from storage.ledger.incidents import Incidents
from storage.ledger.incoming import Incoming
from storage.ledger.inspections import Inspections
from storage.ledger.lanes import Lanes
from storage.ledger.law import Law
from storage.ledger.leases import Leases
from storage.ledger.media import MediaFiles
from storage.ledger.messages import Messages
from storage.ledger.opt_outs import OptOuts
from storage.ledger.outages import Outages
from storage.ledger.pauses import Pauses
from storage.ledger.policy import Policies
from storage.ledger.recordings import Recordings
from storage.ledger.risks import Risks
from storage.ledger.roster import RosterBook
from storage.ledger.samples import Samples
from storage.ledger.slots import Slots
from storage.ledger.summaries import Summaries
from storage.ledger.texts import Texts
from storage.ledger.visits import Visits
from storage.ledger.vitals import Vitals
from storage.ledger.work import UnitOfWork


class SqlBook:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    @cached_property
    def roster(self) -> RosterBook:
        return RosterBook(self._work)

    @cached_property
    def announcements(self) -> Announcements:
        return Announcements(self._work)

    @cached_property
    def _law(self) -> Law:
        return Law(self._work)

    @cached_property
    def policy(self) -> Policies:
        return Policies(self._work, self._law)

    @cached_property
    def incoming(self) -> Incoming:
        return Incoming(self._work)

    @cached_property
    def opt_outs(self) -> OptOuts:
        return OptOuts(self._work)

    @cached_property
    def outages(self) -> Outages:
        return Outages(self._work)

    @cached_property
    def pauses(self) -> Pauses:
        return Pauses(self._work, self._law)

    @cached_property
    def risks(self) -> Risks:
        return Risks(self._work)

    @cached_property
    def forms(self) -> Forms:
        return Forms(self._work)

    @cached_property
    def absences(self) -> Absences:
        return Absences(self._work)

    @cached_property
    def slots(self) -> Slots:
        return Slots(self._work)

    @cached_property
    def inspections(self) -> Inspections:
        return Inspections(self._work)

    @cached_property
    def visits(self) -> Visits:
        return Visits(self._work)

    @cached_property
    def contacts(self) -> Contacts:
        return Contacts(self._work)

    @cached_property
    def samples(self) -> Samples:
        return Samples(self._work)

    @cached_property
    def chats(self) -> Chats:
        return Chats(self._work)

    @cached_property
    def media(self) -> MediaFiles:
        return MediaFiles(self._work)

    @cached_property
    def recordings(self) -> Recordings:
        return Recordings(self._work)

    @cached_property
    def messages(self) -> Messages:
        return Messages(self._work)

    @cached_property
    def texts(self) -> Texts:
        return Texts(self._work)

    @cached_property
    def incidents(self) -> Incidents:
        return Incidents(self._work)

    @cached_property
    def inbox(self) -> Deliveries:
        return Deliveries(self._work)

    @cached_property
    def summaries(self) -> Summaries:
        return Summaries(self._work)

    @cached_property
    def lanes(self) -> Lanes:
        return Lanes(self._work)

    @cached_property
    def holds(self) -> Holds:
        return Holds(self._work)

    @cached_property
    def leases(self) -> Leases:
        return Leases(self._work)

    @cached_property
    def beacons(self) -> Beacons:
        return Beacons(self._work)

    @cached_property
    def audit(self) -> Audit:
        return Audit(self._work)

    @cached_property
    def vitals(self) -> Vitals:
        return Vitals(self._work)
