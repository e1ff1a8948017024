"""The product, wired: store, adapters and workflows from one set of settings."""

from collections.abc import Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Self

from bot.messenger import AT_ONCE, TelegramMessenger
from bot.poller import Poller
from bot.translate import translate
from fieldwork.alerts import Endings
from fieldwork.announce import Announce
from fieldwork.asking import Asking
from fieldwork.assess import Assess
from fieldwork.book import StoreBusy, StoreDown
from fieldwork.brief import Brief
from fieldwork.calling import Calling
from fieldwork.chat_lane import ChatLane
from fieldwork.clock_watch import ClockWatch
from fieldwork.conversation import Conversation
from fieldwork.dispatch import Dispatch
from fieldwork.draws import Draws
from fieldwork.exchange import Exchange
from fieldwork.fenced import FencedLedger
from fieldwork.forgetting import Forgetting
from fieldwork.intake import Intake
from fieldwork.issue import CALLS, Issue
from fieldwork.lane_gate import LaneGate
from fieldwork.passed_over import PassedOver
from fieldwork.pausing import Pausing
from fieldwork.ports import Chance, Clock, Inbox, Ledger, Messenger
from fieldwork.post import Post
from fieldwork.reaching import Reaching
from fieldwork.reveal import Reveal
from fieldwork.tenure import Tenure
from fieldwork.texting import Texting
from fieldwork.visiting import Visiting
from inspection.lane.chat_pace import ChatPace
from inspection.visit import VISITS
from mingcha.clock import SeededChance, SteppedClock, SystemChance, SystemClock
from mingcha.custody import Custody
from mingcha.engine import Due, Engine, Station, Work
from mingcha.health.meters import Meters
from mingcha.health.passes import Passes
from mingcha.health.timed import TimedMessenger, TimedTrunk
from mingcha.held import Held
from mingcha.keys import Keys, keys_of
from mingcha.lanes import Lanes
from mingcha.role import EVERY_ROLE, Role
from mingcha.settings import Settings, SettingsRefused
from mingcha.telephones import Telephone, chat_lane, telephones_of
from storage.store import Store
from telephony.carrier import TwilioCarrier
from telephony.numbering import PhoneNumbering
from telephony.status import read_status
from telephony.texts import read_text_status
from telephony.twiml import VOICES

PROVIDER_SECONDS = 10.0
"""Real time for each phase of a request to a provider."""
POLLING = "telegram poller"
SCHEDULING = "scheduler"
IDLE_LONGER = 5.0
"""Seconds."""


def clock_of(settings: Settings) -> SystemClock | SteppedClock:
    if settings.clock == "stepped":
        assert settings.clock_start is not None, "the settings require it"
        return SteppedClock(settings.clock_start)
    return SystemClock()


@dataclass(kw_only=True)
class Foundation:
    """What every command needs: settings, keys, clock, chance and the store."""

    settings: Settings
    keys: Keys
    clock: Clock
    chance: Chance
    store: Store

    @classmethod
    def of(cls, settings: Settings, clock: Clock | None = None) -> "Foundation":
        """Opens (and never migrates) the store. Raises SettingsRefused, and SchemaDiffers,
        SealBroken or StoreDown."""
        keys = keys_of(settings)
        # A seal's nonces must never repeat: they come from the machine, whatever the seed.
        entropy = SystemChance().token
        # A little longer than the lease: whoever was stopped in the middle of a transaction then
        # holds up nobody who has taken over.
        idle = settings.lease_seconds + IDLE_LONGER
        store = Store.open(settings.url, key=keys.store, entropy=entropy, idle=idle)
        return cls(
            settings=settings,
            keys=keys,
            clock=clock or clock_of(settings),
            chance=_chance(settings, store.ledger),
            store=store,
        )

    @cached_property
    def holder(self) -> str:
        """By which leases tell this process from all others, before and after it too."""
        return SystemChance().token(8).hex()

    @property
    def ledger(self) -> Ledger:
        return self.store.ledger

    @property
    def inbox(self) -> Inbox:
        return self.store.inbox

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


@dataclass(kw_only=True)
class Product:
    foundation: Foundation
    lanes: Lanes
    exchange: Exchange
    """Without trunks where nobody can be called."""
    messenger: TelegramMessenger
    conversation: Conversation
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
        """The part of it that does what `roles` say; `pace` is the bot's, None: as the messenger
        has it. Raises SettingsRefused with all settings that are missing for real messages or left
        out of the carrier's, and CustodianDamaged."""
        settings = foundation.settings
        lanes = Lanes.of(settings)
        custody = Custody.nobody()
        if Role.SCHEDULER in roles:
            custody = Custody.of(settings, foundation.chance, foundation.clock.now())
        scheduling = _tenure(foundation, SCHEDULING)
        duty = FencedLedger(foundation.ledger, scheduling) if settings.clock == "real" else None
        meters = Meters()
        exchange = _exchange(foundation, telephones_of(settings) if lanes.telephone else (), meters)
        messenger = messenger_of(settings)
        passed_over = PassedOver()
        held = Held(ledger=foundation.ledger, clock=foundation.clock)
        # Real time asks at each beat; stepped time, which nobody operates, at the start.
        stands_still = settings.clock == "stepped" and held.now()
        clock_watch = ClockWatch(ledger=foundation.ledger, clock=foundation.clock)
        return cls(
            foundation=foundation,
            lanes=lanes,
            exchange=exchange,
            messenger=messenger,
            conversation=Conversation(
                ledger=foundation.ledger, now=foundation.clock.now, voices=frozenset(VOICES)
            ),
            engine=Engine(
                stations=[
                    station
                    for station in _stations(
                        foundation,
                        custody,
                        exchange,
                        TimedMessenger(inner=messenger, meters=meters),
                        duty,
                        passed_over,
                        clock_watch,
                        pace or ChatPace(overall=chat_lane(settings).limits["chat"]),
                    )
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
        own = self.foundation.settings.telegram_secret
        return own.get_secret_value() if own else self.foundation.keys.telegram_secret

    def poller(self) -> Poller:
        """Fetches updates where the messenger cannot deliver them; to be started and stopped."""
        return Poller(
            messenger=self.messenger,
            inbox=self.foundation.inbox,
            clock=self.foundation.clock,
            tenure=_tenure(self.foundation, POLLING),
            wake=self.engine.wake,
            renewed_after=self.foundation.settings.lease_seconds / 4,
        )

    def announce_webhook(self) -> None:
        """Tells the messenger where we are, and the secret that it must repeat."""
        self.messenger.set_webhook(
            f"{self.foundation.settings.public_url}/telegram", self.telegram_secret
        )

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
        self.messenger.close()
        self.custody.close()
        self.foundation.close()


def _stations(
    foundation: Foundation,
    custody: Custody,
    exchange: Exchange,
    messenger: Messenger,
    duty: FencedLedger | None,
    passed_over: PassedOver,
    clock_watch: ClockWatch,
    pace: ChatPace,
) -> tuple[Station, ...]:
    """In the order in which one instant is worked: what came in goes first."""
    ledger, chance = foundation.ledger, foundation.chance
    alone = duty or ledger
    intake = Intake(
        ledger=ledger,
        chance=chance,
        numbering=PhoneNumbering(foundation.settings.countries, foundation.settings.countries[0]),
        read_chat=translate,
        read_call=read_status,
        read_text=read_text_status,
        tally=passed_over,
    )
    issues = (
        Issue(
            ledger=alone,
            chance=chance,
            custodians=custody.custodians,
            beacon=custody.beacon,
            draw=draw,
            telephone=bool(exchange.trunks),
        )
        for draw in (CALLS, VISITS)
    )
    issue = Draws.of(alone, issues)
    clock = foundation.clock
    dispatch = Dispatch(ledger=ledger, exchange=exchange, chance=chance, clock=clock)
    calling = Calling(
        ledger=ledger, exchange=exchange, chance=chance, clock=clock, holder=foundation.holder
    )
    held = clock_watch.held
    asking = Asking(ledger=ledger, exchange=exchange, chance=chance, clock=clock)
    # With a stepped clock one after another: every run of a demo is to be the same.
    at_once = 1 if isinstance(foundation.clock, SteppedClock) else 4 * AT_ONCE
    post = Post(
        ledger=ledger,
        messenger=messenger,
        clock=clock,
        at_once=at_once,
        pace=pace,
        lane=ChatLane(gate=exchange.gate),
    )
    pausing, announce = Pausing(ledger=alone), Announce(ledger=alone)
    visiting = Visiting(ledger=alone, chance=chance)
    assess, brief = Assess(ledger=alone), Brief(ledger=alone)
    endings = Endings(ledger=alone, custodians=custody.custodians)
    reveal = Reveal(ledger=alone)
    texting = []
    if exchange.reaching.having("text"):
        texts = Texting(ledger=ledger, exchange=exchange, clock=foundation.clock)
        texting.append(Station(name="texting", work=texts.work, next_due=texts.next_due))
    return (
        Station(name="intake", work=intake.work, next_due=intake.next_due, while_held=True),
        _lone("announce", announce.work, announce.next_due),
        _lone("pausing", pausing.work, pausing.next_due),
        _lone("issue", held(issue.work), issue.next_due),
        _lone("visiting", held(visiting.work), visiting.next_due),
        Station(name="dispatch", work=held(dispatch.work), next_due=dispatch.next_due),
        Station(name="calling", work=held(calling.work), next_due=calling.next_due),
        Station(name="asking", work=asking.work, next_due=asking.next_due, while_held=True),
        Station(name="post", work=post.work, next_due=post.next_due),
        *texting,
        Station(name="forgetting", work=Forgetting(ledger=ledger).work, while_held=True),
        _lone("endings", endings.work),
        _lone("assess", assess.work),
        _lone("reveal", reveal.work),
        _lone("brief", brief.work, brief.next_due),
    )


def _lone(name: str, work: Work, next_due: Due | None = None) -> Station:
    """One that the scheduler works, by lease."""
    return Station(name=name, work=work, next_due=next_due, role=Role.SCHEDULER)


def _tenure(foundation: Foundation, name: str) -> Tenure:
    return Tenure(
        ledger=foundation.ledger,
        clock=foundation.clock,
        name=name,
        holder=foundation.holder,
        lasts=timedelta(seconds=foundation.settings.lease_seconds),
    )


def _exchange(foundation: Foundation, telephones: Sequence[Telephone], meters: Meters) -> Exchange:
    settings = foundation.settings
    lanes = tuple(one.lane for one in telephones)
    # With stepped time there is one process, and leases would be renewed at each step.
    lasts = timedelta(seconds=settings.lease_seconds) if settings.clock == "real" else None
    return Exchange(
        gate=LaneGate(
            ledger=foundation.ledger,
            clock=foundation.clock,
            lanes=(*lanes, chat_lane(settings)),
            holder=foundation.holder,
            lasts=lasts,
        ),
        reaching=Reaching(
            lanes=lanes, numbering=PhoneNumbering(settings.countries, settings.countries[0])
        ),
        trunks={
            one.lane.name: TimedTrunk(
                inner=carrier_of(settings, one), lane=one.lane.name, meters=meters
            )
            for one in telephones
        },
    )


def carrier_of(
    settings: Settings, telephone: Telephone, *, timeout: float = PROVIDER_SECONDS
) -> TwilioCarrier:
    """For settings with a public address. Raises SettingsRefused."""
    assert settings.public_url is not None, "required"
    try:
        return TwilioCarrier(
            account_sid=telephone.account,
            auth_token=telephone.token,
            caller_number=telephone.number,
            public_url=settings.public_url,
            base_url=telephone.address,
            timeout=timeout,
        )
    except ValueError as error:
        raise SettingsRefused(str(error)) from None


def messenger_of(settings: Settings, *, timeout: float = PROVIDER_SECONDS) -> TelegramMessenger:
    assert settings.telegram_token is not None, "required"
    base = f"{settings.telegram_api}/bot" if settings.telegram_api else None
    return TelegramMessenger(
        token=settings.telegram_token.get_secret_value(), base_url=base, timeout=timeout
    )


def _chance(settings: Settings, ledger: Ledger) -> Chance:
    if settings.insecure_seed is None:
        return SystemChance()
    with ledger.read() as book:
        # The log's head goes in, so that a restart does not draw the same tokens a second time.
        return SeededChance(sha256(settings.insecure_seed.encode() + book.audit.head()).digest())
