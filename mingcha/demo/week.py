"""The demo week: a county of 24 villages, its people, the product, and who conducts them."""

import csv
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from documents.generator.county import generate
from documents.places import LUQUAN
from documents.roster.delivery import load
from documents.roster.folder import write_folder
from inspection.policy import PolicyRow
from inspection.roster import Checked
from mingcha.conductor import Conductor, Steppable
from mingcha.demo.child import ProductProcess, free_port
from mingcha.environment import read_settings
from mingcha.inviting import invite_unlinked
from mingcha.product import Foundation
from mingcha.provision import make_ready, seed_calendar
from mingcha.settings import Settings
from mingcha.stepping import RemoteProduct
from simulator import World
from simulator.county import County
from simulator.people import Habits
from telephony.numbering import PhoneNumbering

ZONE = ZoneInfo("Asia/Shanghai")
EVE = datetime(2026, 3, 1, 9, 0, tzinfo=ZONE)
"""Sunday: everybody links their account. The draws begin on Monday."""
FIRST_DRAWS = datetime(2026, 3, 2, 0, 0, tzinfo=ZONE)
MONDAY = date(2026, 3, 2)
DAYS = tuple(MONDAY + timedelta(days=n) for n in range(5))
END = datetime.combine(DAYS[-1] + timedelta(days=1), time(0), tzinfo=ZONE)
TEAMS, SEED = 24, 22
POLICY = {"draw.rate_milli": "16000", "public_number": "+8687112345"}
"""16 picks a team and cycle: about thirty inspections in the week, many times the real rate."""
HABITS = Habits(phone_off=0.08, asked_for_money=0.04, admits_coaching=0.4)
"""A county with somewhat more of what is rare, so that one week shows it."""
_LANGUAGE_SHEETS = ("officials", "households", "inspectors")


@dataclass(kw_only=True)
class DemoWeek:
    """Use `prepare`, then `product.start()`, then `conductor().run_until(...)`."""

    home: Path
    world: World
    language: str = "en"
    database_url: str | None = None
    seed: str = "demo"
    port: int = field(default_factory=free_port)
    county: County = field(init=False)
    product: ProductProcess = field(init=False)

    def environment(self) -> dict[str, str]:
        world = self.world
        values = {
            "MINGCHA_HOME": str(self.home),
            "MINGCHA_HOST": "127.0.0.1",
            "MINGCHA_PORT": str(self.port),
            "MINGCHA_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "MINGCHA_CLOCK": "stepped",
            "MINGCHA_CLOCK_START": world.now.isoformat(),
            "MINGCHA_INSECURE_SEED": self.seed,
            "MINGCHA_TELEGRAM_API": world.telegram.base_url.removesuffix("/bot"),
            "MINGCHA_TELEGRAM_TOKEN": world.telegram.token,
            "MINGCHA_TWILIO_API": world.twilio.base_url,
            "MINGCHA_TWILIO_ACCOUNT_SID": world.twilio.account_sid,
            "MINGCHA_TWILIO_AUTH_TOKEN": world.twilio.auth_token,
            "MINGCHA_CALLER_NUMBER": world.twilio.caller_number,
        }
        if self.database_url is not None:
            values["MINGCHA_DATABASE_URL"] = self.database_url
        return values

    def settings(self) -> Settings:
        return read_settings(self.environment())

    def prepare(self) -> Checked:
        """Imports the roster, sets the demo's policy, invites everybody, peoples the world."""
        settings = self.settings()
        checked = self._write_roster(settings)
        make_ready(settings)
        with Foundation.of(settings) as foundation:
            now = foundation.clock.now()
            seed_calendar(foundation.ledger, now, settings.countries[0])
            with foundation.ledger.write() as book:
                book.roster.store(checked.roster, now)
                for key, value in POLICY.items():
                    row = PolicyRow(region="", key=key, value=value, valid_from=now.date())
                    book.policy.set(row)
            invitations = invite_unlinked(
                foundation.ledger, foundation.chance, now=now, lasts=timedelta(days=14)
            )
        self.county = County.from_roster(
            self._roster_folder, world=self.world, seed=SEED, days=DAYS, habits=HABITS
        )
        self.county.link_everyone({one.person: one.code for one in invitations})
        self.product = ProductProcess(
            self.environment(), port=self.port, log=self.home / "product.log"
        )
        return checked

    def remote(self) -> RemoteProduct:
        """The product's door for a conductor; to be closed."""
        return RemoteProduct(f"http://127.0.0.1:{self.port}")

    def conductor(self, product: Steppable) -> Conductor:
        return Conductor(product=product, world=self.world, now=self.world.now)

    @property
    def _roster_folder(self) -> Path:
        return self.home / "roster"

    def _write_roster(self, settings: Settings) -> Checked:
        sheets = generate(teams=TEAMS, seed=SEED, places=LUQUAN)
        write_folder(sheets, self._roster_folder)
        for name in _LANGUAGE_SHEETS:
            _speak(self._roster_folder / f"{name}.csv", self.language)
        numbering = PhoneNumbering(settings.countries, settings.countries[0])
        return load(self._roster_folder, numbering=numbering)


def _speak(sheet: Path, language: str) -> None:
    """Gives everybody of a sheet one language, so that the transcript can be read in it."""
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    column = rows[0].index("language")
    for row in rows[1:]:
        row[column] = language
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
