"""Who can be reached at all: looked at before anything is queued, and once more before it leaves.

A number is read anew each time, so that countries taken out of the settings, and kinds of number
that are never dialled, are found whenever they came into the register.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fieldwork.book import Book
from fieldwork.ports import Numbering
from inspection.contact import Address
from inspection.lane.lane import Lane, Unreachable, reaching
from inspection.lane.state import Channel
from inspection.number import NumberRefused


@dataclass(frozen=True, kw_only=True)
class Reaching:
    lanes: Sequence[Lane]
    numbering: Numbering

    def lanes_to(
        self, book: Book, address: Address, channel: Channel, region: str
    ) -> tuple[Lane, ...] | Unreachable:
        """`address` is a number; `region` the place of its person."""
        number = self.numbering.read(book.roster.number(address.id))
        if isinstance(number, NumberRefused):
            return Unreachable(why=number.reason)
        return reaching(self.lanes, channel, number, synthetic=address.synthetic, region=region)

    def lane_back(self, number: str, lane: str) -> tuple[Lane, ...] | Unreachable:
        """To a number (E.164) from which a text came in on a lane, whoever has it: that lane, if it
        may write to numbers of that kind and country at all."""
        read = self.numbering.read(number)
        if isinstance(read, NumberRefused):
            return Unreachable(why=read.reason)
        mine = [replace(one, regions=()) for one in self.lanes if one.name == lane]
        synthetic = any(one.synthetic for one in mine)
        return reaching(mine, "text", read, synthetic=synthetic, region="")

    def why_not(self, book: Book, address: Address, channel: Channel, region: str) -> str:
        """Why no lane reaches a number, whether or not somebody has made it up; "" if one does."""
        as_real = replace(address, synthetic=False)
        found = self.lanes_to(book, as_real, channel, region)
        return found.why if isinstance(found, Unreachable) else ""

    def having(self, channel: Channel) -> tuple[Lane, ...]:
        return tuple(lane for lane in self.lanes if channel in lane.limits)
