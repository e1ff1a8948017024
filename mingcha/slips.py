"""Invitations on paper, with what stands on each."""

from collections.abc import Sequence

from documents.slips import Slip, slips_page
from fieldwork.book import Book
from fieldwork.rules import Rules
from mingcha.bot_names import BotNames
from mingcha.foundation import Foundation
from mingcha.inviting import Invitation
from mingcha.texts import last_day


def slips_of(foundation: Foundation, invitations: Sequence[Invitation], bots: BotNames) -> str:
    now = foundation.clock.now()
    with foundation.ledger.read() as book:
        slips = [
            _slip(book, one, bots.serving(one.to.region), Rules.at(book, now, one.to.region))
            for one in sorted(invitations, key=lambda one: (one.to.region, one.person))
        ]
    return slips_page(slips)


def _slip(book: Book, one: Invitation, bot: str, rules: Rules) -> Slip:
    numbers = book.roster.voice_addresses(one.kind, one.person)
    return Slip(
        language=one.to.language,
        name=one.to.name,
        role=one.role,
        team=one.to.team,
        region=one.to.region,
        code=one.code,
        bot=bot,
        link=one.link(bot),
        until=last_day(rules, one.expires_at),
        public_number=rules.policy.public_number,
        synthetic=any(number.synthetic for number in numbers),
    )
