"""The stations of the engine, wired: each workflow with its ports, and the role that works it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.messenger import AT_ONCE
from bot.translate import translate
from fieldwork.alerts import Endings
from fieldwork.announce import Announce
from fieldwork.asking import Asking
from fieldwork.assess import Assess
from fieldwork.brief import Brief
from fieldwork.calling import Calling
from fieldwork.chat_lane import ChatLane
from fieldwork.clearing import Clearing
from fieldwork.clock_watch import ClockWatch
from fieldwork.dispatch import Dispatch
from fieldwork.door_watch import DoorWatch
from fieldwork.draws import Draws
from fieldwork.exchange import Exchange
from fieldwork.fetching import Fetching
from fieldwork.forgetting import Forgetting
from fieldwork.intake import Intake
from fieldwork.issue import CALLS, Issue
from fieldwork.lost_bots import LostBots
from fieldwork.passed_over import PassedOver
from fieldwork.pausing import Pausing
from fieldwork.ports import Ledger, Media, Messenger, WebhookAsked
from fieldwork.post import Post
from fieldwork.reveal import Reveal
from fieldwork.rounds import Rounds
from fieldwork.text_check import TextCheck
from fieldwork.text_conversation import TextConversation
from fieldwork.texting import Texting
from fieldwork.visiting import Visiting
from inspection.lane.chat_pace import ChatPace
from inspection.lane.lane import CHAT
from inspection.visit import VISITS
from mingcha.clock import SteppedClock
from mingcha.custody import Custody
from mingcha.engine import Due, Rests, Station, Work
from mingcha.foundation import Foundation
from mingcha.providers import chat_address
from mingcha.role import Role
from mingcha.telephones import lanes_by_number
from telephony.incoming import read_over, read_sms
from telephony.numbering import PhoneNumbering
from telephony.recordings import read_recording
from telephony.status import read_status
from telephony.texts import read_text_status


@dataclass(frozen=True, kw_only=True)
class Stations:
    foundation: Foundation
    custody: Custody
    exchange: Exchange
    messengers: Mapping[str, Messenger]
    """By the lane of their bot."""
    doorkeepers: Mapping[str, WebhookAsked]
    """Likewise."""
    media: Mapping[str, Media]
    """By lane: who keeps the files that people sent on it."""
    alone: Ledger
    """What the scheduler writes with: within its lease, where it has one."""
    passed_over: PassedOver
    clock_watch: ClockWatch
    paces: Mapping[str, ChatPace]
    """Likewise."""

    def in_order(self) -> Iterator[Station]:
        """In the order in which one instant is worked: what came in goes first."""
        yield self._intake()
        yield from self._drawing()
        yield from self._reaching_people()
        fetching = Fetching(
            ledger=self.foundation.ledger,
            sources=self.media,
            clock=self.foundation.clock,
            gate=self.exchange.gate,
            reached=self.foundation.reached,
        )
        yield _of_rounds("fetching", fetching)
        if self.exchange.trunks:
            yield self._clearing()
        lost = LostBots(ledger=self.foundation.ledger, bots=self.messengers.keys())
        yield Station(name="lost bots", work=lost.work, rests=lost.rests)
        forgetting = Forgetting(ledger=self.foundation.ledger)
        yield Station(
            name="forgetting", work=forgetting.work, rests=forgetting.rests, while_held=True
        )
        yield from self._following()

    def _clearing(self) -> Station:
        clearing = Clearing(
            ledger=self.foundation.ledger,
            carriers=self.exchange.trunks,
            clock=self.foundation.clock,
            gate=self.exchange.gate,
            reached=self.foundation.reached,
        )
        return _of_rounds("clearing", clearing)

    def _intake(self) -> Station:
        settings, chance = self.foundation.settings, self.foundation.chance
        numbering = PhoneNumbering(settings.countries)
        intake = Intake(
            ledger=self.foundation.ledger,
            chance=chance,
            numbering=numbering,
            read_chat=translate,
            read_call=read_status,
            read_text=read_text_status,
            read_sms=read_sms,
            read_over=read_over,
            read_recording=read_recording,
            texts=TextConversation(
                chance=chance,
                numbering=numbering,
                lanes=lanes_by_number(settings),
                dialogue=TextCheck(chance=chance),
            ),
            tally=self.passed_over,
            reached=self.foundation.reached,
        )
        return Station(
            name="intake",
            work=intake.work,
            next_due=intake.next_due,
            rests=intake.rests,
            while_held=True,
        )

    def _drawing(self) -> Iterator[Station]:
        alone, chance, held = self.alone, self.foundation.chance, self.clock_watch.held
        reached = self.foundation.reached
        announce = Announce(ledger=alone, reached=reached)
        pausing = Pausing(ledger=alone, reached=reached)
        issue = Draws.of(
            alone,
            (
                Issue(
                    ledger=alone,
                    chance=chance,
                    custodians=self.custody.custodians,
                    beacon=self.custody.beacon,
                    draw=draw,
                    telephone=bool(self.exchange.trunks),
                    reached=reached,
                )
                for draw in (CALLS, VISITS)
            ),
        )
        visiting = Visiting(ledger=alone, chance=chance, reached=reached)
        yield _lone("announce", announce.work, announce.rests, announce.next_due)
        yield _lone("pausing", pausing.work, pausing.rests, pausing.next_due)
        yield _lone("issue", held(issue.work), issue.rests, issue.next_due)
        yield _lone("visiting", held(visiting.work), visiting.rests, visiting.next_due)

    def _reaching_people(self) -> Iterator[Station]:
        ledger, exchange, held = self.foundation.ledger, self.exchange, self.clock_watch.held
        clock, chance = self.foundation.clock, self.foundation.chance
        reached = self.foundation.reached
        dispatch = Dispatch(
            ledger=ledger, exchange=exchange, chance=chance, clock=clock, reached=reached
        )
        calling = Calling(
            ledger=ledger,
            exchange=exchange,
            chance=chance,
            clock=clock,
            holder=self.foundation.holder,
            reached=reached,
        )
        asking = Asking(
            ledger=ledger, exchange=exchange, chance=chance, clock=clock, reached=reached
        )
        yield Station(
            name="dispatch",
            work=held(dispatch.work),
            next_due=dispatch.next_due,
            rests=dispatch.rests,
        )
        yield Station(
            name="calling", work=held(calling.work), next_due=calling.next_due, rests=calling.rests
        )
        yield Station(
            name="asking",
            work=asking.work,
            next_due=asking.next_due,
            rests=asking.rests,
            while_held=True,
        )
        yield from self._posts()
        if exchange.reaching.having("text"):
            texts = Texting(ledger=ledger, exchange=exchange, clock=clock, reached=reached)
            yield Station(
                name="texting", work=texts.work, next_due=texts.next_due, rests=texts.rests
            )

    def _posts(self) -> Iterator[Station]:
        clock = self.foundation.clock
        for bot, messenger in self.messengers.items():
            post = Post(
                ledger=self.foundation.ledger,
                messenger=messenger,
                clock=clock,
                bot=bot,
                # Stepped time sends one after another: every run of a demo is to be the same.
                at_once=1 if isinstance(clock, SteppedClock) else 4 * AT_ONCE,
                pace=self.paces[bot],
                lane=ChatLane(gate=self.exchange.gate, name=bot),
                reached=self.foundation.reached,
            )
            name = "post" if bot == CHAT else f"post {bot}"
            yield Station(name=name, work=post.work, next_due=post.next_due, rests=post.rests)

    def _following(self) -> Iterator[Station]:
        alone, reached = self.alone, self.foundation.reached
        assess = Assess(ledger=alone, reached=reached)
        brief = Brief(ledger=alone, reached=reached)
        endings = Endings(ledger=alone, custodians=self.custody.custodians, reached=reached)
        reveal = Reveal(ledger=alone, reached=reached)
        yield _lone("endings", endings.work, endings.rests)
        settings = self.foundation.settings
        if settings.public_url is not None and settings.clock == "real":
            # Stepped time asks nobody: it would pass minutes by the thousand.
            watch = DoorWatch(
                ledger=alone,
                messengers=self.doorkeepers,
                ours={bot: chat_address(settings, bot) for bot in self.doorkeepers},
                gate=self.exchange.gate,
            )
            yield _lone("door watch", watch.work, watch.rests)
        yield _lone("assess", assess.work, assess.rests)
        yield _lone("reveal", reveal.work, reveal.rests)
        yield _lone("brief", brief.work, brief.rests, brief.next_due)


def _of_rounds(name: str, rounds: Rounds) -> Station:
    return Station(name=name, work=rounds.work, next_due=rounds.next_due, rests=rounds.rests)


def _lone(name: str, work: Work, rests: Rests, next_due: Due | None = None) -> Station:
    """One that the scheduler works, by lease."""
    return Station(name=name, work=work, rests=rests, next_due=next_due, role=Role.SCHEDULER)
