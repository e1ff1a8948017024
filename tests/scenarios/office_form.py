"""An office's own form for officials: whatever the channel, all of it can be answered there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from documents.xlsform import convert
from fieldwork.forms import add_form, use_form
from fieldwork.questioning import interview_of
from fieldwork.rules import Rules
from inspection.contact import Contact
from mingcha.foundation import Foundation
from mingcha.product import Product
from mingcha.web import app_of
from simulator.server import LoopbackServer
from tests.scenarios.town import PUBLIC_URL, Town, settings_for

FORM = Path(__file__).parents[1] / "forms" / "spot_check.md"
WITH_A_PHOTO = Path(__file__).with_name("photo_check.md")
"""It wants a photo, and may be told a story and a place."""
NOBODY = "uuid:0"


def put_to_use(town: Town, form: Path = FORM) -> None:
    made = convert(form)
    with town.product.foundation.ledger.write() as book:
        now = town.world.now
        stored = add_form(book, made.form, made.xml, form.name, now).stored
        use_form(book, "official", stored, made.form, now)


def submission(town: Town, contact: Contact) -> bytes:
    """The answer sheet as it stands."""
    with town.product.foundation.ledger.read() as book:
        village = book.inspections.get(contact.inspection).pick.village
        rules = Rules.at(book, town.world.now, village)
        interview = interview_of(book, contact, rules, town.world.now, "chat")
    return interview.submission(NOBODY)


@contextmanager
def restarted(town: Town) -> Iterator[None]:
    """Another process, which knows nothing but the store, goes on."""
    world, settings = town.world, town.product.foundation.settings
    fresh = settings_for(world, settings.home, settings.url)
    product = Product.of(Foundation.of(fresh))
    server = LoopbackServer(app_of(product))
    server.start()
    try:
        town.product = town.clock.product = product
        world.route(PUBLIC_URL, server.base_url)
        world.settle = lambda: product.settle(world.now)
        yield
    finally:
        server.stop()
        product.close()
