"""The product, wired: store, adapters and workflows from one set of settings."""

from collections.abc import Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from bot.messenger import TelegramMessenger
from bot.poller import Poller
from fieldwork.book import StoreBusy, StoreDown
from fieldwork.calling_back import CallingBack
from fieldwork.clock_watch import ClockWatch
from fieldwork.conversation import Conversation
from fieldwork.exchange import Exchange
from fieldwork.fenced import FencedLedger
from fieldwork.forms import file_of
from fieldwork.hearing import heard
from fieldwork.passed_over import PassedOver
from fieldwork.tenure import Tenure
from inspection.lane.chat_pace import ChatPace
from inspection.lane.lane import CHAT
from inspection.questionnaire.media import FormFile
from mingcha.bots import bots_of
from mingcha.clock import SteppedClock
from mingcha.custody import Custody
from mingcha.engine import Engine
from mingcha.foundation import SCHEDULING, Foundation, polling_of
from mingcha.health.meters import Meters
from mingcha.health.passes import Passes
from mingcha.health.timed import TimedMedia, TimedMessenger
from mingcha.held import Held
from mingcha.lanes import Lanes
from mingcha.providers import chat_address, exchange_of, messengers_of
from mingcha.role import EVERY_ROLE, Role
from mingcha.stations import Stations
from telephony.numbering import PhoneNumbering
from telephony.twiml import VOICES


@dataclass(kw_only=True)
class Product:
    foundation: Foundation
    lanes: Lanes
    exchange: Exchange
    """Without trunks where nobody can be called."""
    messengers: Mapping[str, TelegramMessenger]
    """By the lane of their bot."""
    conversation: Conversation
    calling_back: CallingBack
    engine: Engine
    custody: Custody
    roles: Set[Role]
    duty: FencedLedger | None
    """What the scheduler writes with; None where no other process can be, with stepped time."""
    scheduling: Tenure
    passed_over: PassedOver
    held: Held
    passes: Passes
    meters: Meters
    clock_watch: ClockWatch

    @classmethod
    def of(
        cls,
        foundation: Foundation,
        roles: Set[Role] = EVERY_ROLE,
        pace: ChatPace | None = None,
    ) -> "Product":
        """The part of it that does what `roles` say; `pace` is that of each bot, None: as the
        messenger has it. Raises SettingsRefused with all settings that are missing for real
        messages or left out of the carrier's, and CustodianDamaged."""
        settings = foundation.settings
        lanes = Lanes.of(settings)
        custody = Custody.nobody()
        if Role.SCHEDULER in roles:
            custody = Custody.of(settings, foundation.chance, foundation.clock.now())
        scheduling = foundation.tenure(SCHEDULING)
        duty = FencedLedger(foundation.ledger, scheduling) if settings.clock == "real" else None
        meters = Meters()
        exchange = exchange_of(foundation, telephone=lanes.telephone, meters=meters)
        messengers = messengers_of(
            settings, files=lambda digest: file_of(foundation.ledger, digest)
        )
        passed_over = PassedOver()
        held = Held(ledger=foundation.ledger, clock=foundation.clock)
        # Real time asks at each beat; stepped time, which nobody operates, at the start.
        stands_still = settings.clock == "stepped" and held.now()
        clock_watch = ClockWatch(ledger=foundation.ledger, clock=foundation.clock)
        stations = Stations(
            foundation=foundation,
            custody=custody,
            exchange=exchange,
            messengers={
                name: TimedMessenger(inner=one, lane=name, meters=meters)
                for name, one in messengers.items()
            },
            doorkeepers=messengers,
            media={
                **exchange.trunks,
                **{
                    name: TimedMedia(inner=one, lane=name, meters=meters)
                    for name, one in messengers.items()
                },
            },
            alone=duty or foundation.ledger,
            passed_over=passed_over,
            clock_watch=clock_watch,
            paces={
                # Each has its own: one that is asked to wait holds up no other.
                bot.name: replace(pace) if pace else ChatPace(overall=bot.lane.limits["chat"])
                for bot in bots_of(settings)
            },
        )
        return cls(
            foundation=foundation,
            lanes=lanes,
            exchange=exchange,
            messengers=messengers,
            calling_back=CallingBack(
                ledger=foundation.ledger,
                now=foundation.clock.now,
                numbering=PhoneNumbering(settings.countries),
                voices=frozenset(VOICES),
            ),
            conversation=Conversation(
                ledger=foundation.ledger,
                now=foundation.clock.now,
                voices=frozenset(VOICES),
                reached=foundation.reached,
            ),
            engine=Engine(
                stations=[
                    station
                    for station in stations.in_order()
                    if station.role in roles and (station.while_held or not stands_still)
                ],
                look=foundation.ledger.at_one_moment,
            ),
            custody=custody,
            roles=roles,
            duty=duty,
            scheduling=scheduling,
            passed_over=passed_over,
            held=held,
            passes=Passes(foundation.clock.monotonic),
            meters=meters,
            clock_watch=clock_watch,
        )

    @property
    def telegram_secret(self) -> str:
        """The first bot's."""
        return self.secret_of(CHAT)

    def recording(self, digest: str) -> FormFile | None:
        """What a form plays."""
        return file_of(self.foundation.ledger, digest)

    def secret_of(self, bot: str) -> str:
        keys, own = self.foundation.keys, self.foundation.settings.telegram_secret
        if bot != CHAT:
            return keys.telegram_secret_of(bot)
        return own.get_secret_value() if own else keys.telegram_secret

    def pollers(self) -> Sequence[Poller]:
        """One for each bot, which fetch updates where the messenger cannot deliver them; to be
        started and stopped."""
        return [self._poller(bot, messenger) for bot, messenger in self.messengers.items()]

    def _poller(self, bot: str, messenger: TelegramMessenger) -> Poller:
        return Poller(
            bot=bot,
            messenger=messenger,
            inbox=self.foundation.inbox,
            clock=self.foundation.clock,
            tenure=self.foundation.tenure(polling_of(bot)),
            wake=self.engine.wake,
            heard=lambda: heard(self.foundation.ledger, self.foundation.clock.now(), [bot]),
            renewed_after=self.foundation.settings.lease_seconds / 4,
            reached=self.foundation.reached,
        )

    def announce_webhook(self, bot: str = CHAT) -> None:
        """Tells the messenger where we are, and the secret that it must repeat. Raises
        MessengerRefused."""
        url = chat_address(self.foundation.settings, bot)
        self.messengers[bot].set_webhook(url, self.secret_of(bot))

    def step(self, now: datetime) -> datetime | None:
        """For the conductor: moves the stepped clock and works until idle."""
        return self.engine.step(self._moved_to(now))

    def settle(self, now: datetime) -> None:
        """As `step`, for whoever does not ask what comes next."""
        self.engine.settle(self._moved_to(now))

    def _moved_to(self, now: datetime) -> datetime:
        clock = self.foundation.clock
        if isinstance(clock, SteppedClock):
            clock.move_to(now)
        return clock.now()

    def close(self) -> None:
        with suppress(StoreBusy, StoreDown):  # then the lanes' leases end by themselves
            self.exchange.gate.give_back()
        for trunk in self.exchange.trunks.values():
            trunk.close()
        for messenger in self.messengers.values():
            messenger.close()
        self.custody.close()
        self.foundation.close()
