"""Whether a custodian's codes come to an end soon: without a new one, every slot is then MISSED."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from fieldwork.ports import Custodian
from inspection.chain import chain_end

_log = logging.getLogger(__name__)
_AHEAD = timedelta(days=30)


@dataclass(kw_only=True)
class ChainWatch:
    custodians: Sequence[Custodian]
    _told: dict[str, date] = field(default_factory=dict)

    def look(self, now: datetime) -> None:
        """Warns of each chain that ends within 30 days, once a day (of UTC) and process."""
        for one in self.custodians:
            end = chain_end(one.start, one.n)
            if end - now > _AHEAD or self._told.get(one.name) == now.date():
                continue
            self._told[one.name] = now.date()
            _log.warning(
                "custodian %s has codes until %s only (%d days); make and publish the next one"
                " before: see docs/custodians.md",
                one.name,
                end.isoformat(timespec="minutes"),
                max((end - now).days, 0),
            )
