"""The demo week: a county, its people, the product, and who conducts them."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from fieldwork.amend import amend
from inspection.policy import PolicyRow
from mingcha.conductor import Conductor, Steppable
from mingcha.demo.child import ProductProcess, free_port
from mingcha.demo.people import people_of
from mingcha.demo.plan import HABITS, SEED, Plan, invented
from mingcha.environment import read_settings
from mingcha.foundation import Foundation
from mingcha.inviting import invite_unlinked
from mingcha.provision import make_ready, seed_calendar
from mingcha.settings import Settings
from mingcha.stepping import RemoteProduct
from simulator import World
from simulator.county import County
from telephony.inbound import CALL_OVER_PATH, CALL_PATH, TEXT_PATH


@dataclass(kw_only=True)
class DemoWeek:
    """Use `prepare`, then `product.start()`, then `conductor().run_until(...)`."""

    home: Path
    world: World
    plan: Plan = field(default_factory=invented)
    """The world has to start on its eve."""
    language: str = "en"
    """Of what is shown."""
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
            "MINGCHA_COUNTRIES": ",".join(self.plan.countries),
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

    def prepare(self) -> None:
        """Imports the roster, sets the policy, invites everybody, peoples the world. Raises
        PolicyError where the plan's rows cannot be in force together."""
        settings, plan = self.settings(), self.plan
        make_ready(settings)
        with Foundation.of(settings) as foundation:
            now = foundation.clock.now()
            seed_calendar(foundation.ledger, now, settings.countries[0])
            with foundation.ledger.write() as book:
                book.roster.store(plan.roster, now)
                for key, value in plan.policy.items():
                    row = PolicyRow(region="", key=key, value=value, valid_from=plan.eve.date())
                    book.policy.set(row)
            if plan.rows:
                amend(foundation.ledger, plan.rows, by="operator", reason="the demo", now=now)
            invitations = invite_unlinked(
                foundation.ledger, foundation.chance, now=now, lasts=timedelta(days=14)
            )
        self.county = County(
            people_of(plan.roster, plan.zone.key),
            world=self.world,
            seed=SEED,
            days=plan.dates,
            habits=HABITS,
        )
        self._set_doors()
        self.county.link_everyone({one.person: one.code for one in invitations})
        self.product = ProductProcess(
            self.environment(), port=self.port, log=self.home / "product.log"
        )

    def _set_doors(self) -> None:
        """At the carrier, for its numbers, as an operator does."""
        base, numbers = f"http://127.0.0.1:{self.port}", self.world.twilio.property
        numbers.voice_url, numbers.sms_url = f"{base}{CALL_PATH}", f"{base}{TEXT_PATH}"
        numbers.status_callback = f"{base}{CALL_OVER_PATH}"

    def remote(self) -> RemoteProduct:
        """The product's door for a conductor; to be closed."""
        return RemoteProduct(f"http://127.0.0.1:{self.port}")

    def conductor(self, product: Steppable) -> Conductor:
        return Conductor(product=product, world=self.world, now=self.world.now)
