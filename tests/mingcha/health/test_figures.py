"""What Prometheus reads: whole, about nobody, and described in the docs."""

import re
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from mingcha.environment import read_settings
from mingcha.health.door import metrics_door, metrics_of
from mingcha.product import Product
from mingcha.settings import SettingsRefused
from mingcha.web import app_of
from tests.databases import Postgresql
from tests.mingcha.caller import Caller
from tests.mingcha.installation import environment, opened, people_invited

ROOT = Path(__file__).parents[3]
ALERTS = ROOT / "deploy" / "prometheus" / "mingcha.yml"
DOCS = ROOT / "docs" / "monitoring.md"


@pytest.fixture
def product(home: Path, database: str) -> Iterator[Product]:
    settings = read_settings(environment(home, database_url=database))
    made = Product.of(opened(settings))
    yield made
    made.close()


def page_of(product: Product) -> str:
    """As Prometheus gets it."""
    answer = Caller(app=metrics_of(product)).get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    return answer.text


def figures(page: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


def test_the_figures_say_what_waits_and_since_when(product: Product) -> None:
    people_invited(product.foundation)
    now = product.foundation.clock.now()
    product.foundation.inbox.append("telegram", "1", b"{}", now)
    found = figures(page_of(product))
    assert found["mingcha_ready",] == 1
    assert found["mingcha_queue_waiting", "deliveries"] == 1
    assert found["mingcha_queue_due", "deliveries"] == 1
    assert found["mingcha_queue_oldest_due_seconds", "deliveries"] > 0
    assert found["mingcha_queue_waiting", "contacts"] == 0
    assert found["mingcha_queue_oldest_due_seconds", "contacts"] == 0
    assert found["mingcha_lane_goes", "chat", "", "chat"] == 1
    assert found["mingcha_drawing_paused",] == 0


def test_a_request_at_a_door_is_measured(product: Product) -> None:
    Caller(app=app_of(product)).post("/telegram", update={"update_id": 1})
    found = figures(page_of(product))
    assert found["mingcha_intake_seconds_count", "chat", "4xx"] == 1


def test_without_the_store_the_figures_say_so(home: Path, postgresql: Postgresql) -> None:
    name, url = postgresql.create()
    product = Product.of(opened(read_settings(environment(home, database_url=url))))
    try:
        postgresql.drop(name)
        found = figures(page_of(product))
        assert (found["mingcha_ready",], found["mingcha_store_answers",]) == (0, 0)
    finally:
        product.close()


def test_a_table_that_is_being_changed_is_red_and_hangs_nobody(
    home: Path, postgresql_url: str
) -> None:
    product = Product.of(opened(read_settings(environment(home, database_url=postgresql_url))))
    doors = Caller(app=metrics_of(product)), Caller(app=app_of(product, kept=0))
    try:
        with psycopg.connect(postgresql_url) as other:
            other.execute("LOCK TABLE deliveries IN ACCESS EXCLUSIVE MODE")
            found = figures(doors[0].get("/metrics").text)
            assert (found["mingcha_ready",], found["mingcha_store_answers",]) == (0, 0)
            (reason,) = doors[1].get("/health/ready").json()["reasons"]
            assert reason == "the store: the database is locked (lock not available)"
        assert doors[1].get("/health/ready").status_code == 200
    finally:
        product.close()


def test_every_figure_is_in_the_docs_and_every_one_in_the_docs_is_there(product: Product) -> None:
    told = set(re.findall(r"`(mingcha_[a-z_]+)`", DOCS.read_text(encoding="utf-8")))
    with product.foundation.ledger.write() as book:
        book.audit.note(product.foundation.clock.now(), "operator", "tried", "it")
    page = page_of(product)
    there = set(re.findall(r"^# TYPE (mingcha_[a-z_]+) ", page, re.MULTILINE))
    assert {name for name in there if not name.endswith("_created")} == told


def test_every_label_that_an_alert_tells_is_one_of_its_figure(product: Product) -> None:
    now = product.foundation.clock.now()
    with product.foundation.ledger.write() as book:
        book.outages.beat("cycle worker", now)
        book.leases.take("scheduler", "me", now, now + timedelta(seconds=9))
    product.passes.begin(["post"])
    product.passes.failed("post")
    Caller(app=app_of(product)).post("/telegram", update={"update_id": 1})
    labels = {
        sample.name: set(sample.labels)
        for family in text_string_to_metric_families(page_of(product))
        for sample in family.samples
    }
    (group,) = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"]
    for rule in group["rules"]:
        (name,) = set(re.findall(r"mingcha_[a-z_]+", rule["expr"])) or {"up"}
        told = set(re.findall(r"\$labels\.(\w+)", str(rule["annotations"])))
        assert told <= labels.get(name, set()), rule["alert"]


def test_the_figures_are_not_on_the_door_that_providers_use(product: Product) -> None:
    assert Caller(app=app_of(product)).get("/metrics").status_code == 404


def test_a_second_door_that_is_taken_stops_the_start(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        product = Product.of(opened(read_settings(environment(home, metrics_port=port))))
        try:
            with pytest.raises(SettingsRefused, match="METRICS_PORT"), metrics_door(product):
                pass
        finally:
            product.close()
