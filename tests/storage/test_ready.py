"""Statements made ready say what they say the usual way, word for word and row for row."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import bindparam as given

import storage.ledger
from fieldwork.book import StoreDown
from storage.failure import StoreRefused
from storage.ready import Ready, ready
from storage.store import Store
from storage.tables.kinds import Id, Instant, Json
from tests.databases import OpenStore
from tests.storage.samples import NOW

_THINGS = sa.Table(
    "things",
    sa.MetaData(),
    sa.Column("id", Id, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("moment", Instant),
    sa.Column("day", sa.Date),
    sa.Column("yes", sa.Boolean),
    sa.Column("words", Json),
    sa.Column("closed", sa.LargeBinary),
)
_T = _THINGS.c
_ROWS: list[dict[str, Any]] = [
    {
        "id": 1,
        "name": "100 % 'sure' :name",
        "moment": NOW,
        "day": date(2026, 3, 2),
        "yes": True,
        "words": {"a": [1, None, "李"]},
        "closed": b"\x00\xff",
    },
    {
        "id": 2,
        "name": "",
        "moment": None,
        "day": None,
        "yes": None,
        "words": None,
        "closed": None,
    },
]
_ASKED: tuple[tuple[sa.Executable, dict[str, Any]], ...] = (
    (sa.select(_THINGS).order_by(_T.id), {}),
    (sa.select(_THINGS).where(_T.moment == given("at")), {"at": NOW}),
    (sa.select(_T.name).where(_T.day == given("on"), _T.yes), {"on": date(2026, 3, 2)}),
    (sa.select(_T.id).where(_T.name.like("100 %")), {}),
    (sa.select(_T.id).where(_T.closed == given("secret")), {"secret": b"\x00\xff"}),
    (sa.select(sa.func.count(), sa.func.max(_T.moment)).select_from(_THINGS), {}),
    (sa.select(_T.id).where(_T.name.in_(["", "x"])).limit(given("most")), {"most": 1}),
    (sa.select(_T.id).where(_T.id.in_(given("ids", expanding=True))), {"ids": [1]}),
    (sa.select(_T.id).where(_T.id.in_(given("ids", expanding=True))), {"ids": [2, 1, 7]}),
    (sa.select(_T.id).where(_T.id == 1).union_all(sa.select(_T.id)).order_by("id"), {}),
    (
        _THINGS.update().where(_T.id == given("which")).values(yes=True).returning(_THINGS),
        {"which": 2},
    ),
    (_THINGS.delete().where(_T.name == given("who")).returning(_T.id), {"who": ""}),
)
_LIST = sa.select(_T.id).where(_T.id.in_(given("ids", expanding=True)))
_RENAMED = _THINGS.update().where(_T.id == given("which")).values(name=given("new_name"))


@pytest.fixture
def connection(store: Store) -> Iterator[sa.Connection]:
    with store.engines.writing() as connection:
        _THINGS.create(connection)
        connection.execute(_THINGS.insert(), _ROWS)
        yield connection
        connection.rollback()


def made_ready(
    connection: sa.Connection, statement: sa.Executable, values: Mapping[str, Any]
) -> Ready:
    ready(statement, connection.dialect, values)
    made = ready(statement, connection.dialect, values)
    assert made is not None
    return made


@pytest.mark.parametrize(("statement", "values"), _ASKED)
def test_the_rows_are_those_of_the_usual_way(
    connection: sa.Connection, statement: sa.Executable, values: Mapping[str, Any]
) -> None:
    made = made_ready(connection, statement, values)
    with connection.begin_nested() as before:
        usual = connection.execute(statement, values).all()
        before.rollback()
    with connection.begin_nested() as before:
        rows = made.all(connection, values)
        before.rollback()
    assert usual
    assert rows == usual
    assert [type(value) for row in rows for value in row] == [
        type(value) for row in usual for value in row
    ]
    assert made.first(connection, values) == usual[0]


def test_a_column_is_found_by_its_name(connection: sa.Connection) -> None:
    every = sa.select(_THINGS).order_by(_T.id)
    row = made_ready(connection, every, {}).first(connection, {})
    assert row is not None
    assert {name: getattr(row, name) for name in _T.keys()} == _ROWS[0]  # noqa: SIM118


def test_nothing_found_is_nothing(connection: sa.Connection) -> None:
    nobody = sa.select(_T.id).where(_T.id == given("which"))
    made = made_ready(connection, nobody, {"which": 9})
    assert made.first(connection, {"which": 9}) is None
    assert made.all(connection, {"which": 9}) == []


def test_it_says_how_many_rows_changed(connection: sa.Connection) -> None:
    made = made_ready(connection, _RENAMED, {"which": 1, "new_name": "x"})
    assert made.changed(connection, {"which": 1, "new_name": "x"}) == 1
    assert made.changed(connection, {"which": 9, "new_name": "x"}) == 0
    names = connection.execute(sa.select(_T.name).order_by(_T.id)).scalars().all()
    assert names == ["x", ""]


@pytest.mark.parametrize("names", [[], list(range(1, 10))], ids=["none", "nine"])
def test_a_list_that_is_empty_or_long_goes_its_usual_way(
    connection: sa.Connection, names: list[int]
) -> None:
    looks = [ready(_LIST, connection.dialect, {"ids": names}) for _ in range(3)]
    assert looks == [None, None, None]


def test_a_value_that_is_named_like_a_column_goes_its_usual_way(connection: sa.Connection) -> None:
    """There it is one more thing to write."""
    bare = _THINGS.update().where(_T.id == given("which"))
    for statement in (bare, _RENAMED):
        values = {"which": 1, "new_name": "x", "day": None}
        looks = [ready(statement, connection.dialect, values) for _ in range(3)]
        assert looks == [None, None, None]


def test_what_is_seen_only_once_is_not_worth_the_work(connection: sa.Connection) -> None:
    assert all(
        ready(sa.select(_T.id).limit(n), connection.dialect, {}) is None for n in range(1, 9)
    )


def test_a_naive_moment_is_refused(connection: sa.Connection) -> None:
    at = sa.select(_T.id).where(_T.moment == given("at"))
    made = made_ready(connection, at, {"at": NOW})
    with pytest.raises(ValueError, match="expected an aware datetime"):
        made.all(connection, {"at": NOW.replace(tzinfo=None)})


def test_a_refusal_quotes_no_row(connection: sa.Connection) -> None:
    made = made_ready(connection, _RENAMED, {"which": 1, "new_name": "Zhang"})
    with connection.begin_nested() as before:
        with pytest.raises(StoreRefused) as refused:
            made.changed(connection, {"which": 1, "new_name": None})
        before.rollback()
    assert "Zhang" not in str(refused.value)
    assert "sure" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_connection_that_the_server_ended_is_not_used_again(
    postgresql_url: str, open_store: OpenStore
) -> None:
    engines = open_store(postgresql_url).engines
    who = sa.select(sa.func.pg_backend_pid())
    found = []

    def look_and_be_ended() -> None:
        with engines.writing() as connection:
            made = made_ready(connection, who, {})
            found.append(made.all(connection, {}))
            with engines.reading() as other:
                other.execute(sa.select(sa.func.pg_terminate_backend(found[0][0][0], 10_000)))
            made.all(connection, {})

    with pytest.raises(StoreDown):
        look_and_be_ended()
    with engines.writing() as connection:
        found.append(made_ready(connection, who, {}).all(connection, {}))
    assert found[0] != found[1]


def _looks() -> Iterator[tuple[str, sa.Select[Any]]]:
    for found in pkgutil.iter_modules(storage.ledger.__path__):
        module = importlib.import_module(f"storage.ledger.{found.name}")
        for name, value in vars(module).items():
            if isinstance(value, sa.Select):
                yield f"{found.name}.{name}", value


_ANY: tuple[tuple[type[sa.types.TypeEngine[Any]], Any], ...] = (
    (Instant, NOW),
    (Json, {}),
    (sa.Boolean, True),
    (sa.Integer, 1),
    (sa.Date, NOW.date()),
    (sa.LargeBinary, b"x"),
    (sa.types.NullType, 1),
    (sa.types.TypeEngine, "x"),
)


def test_every_look_of_the_product_names_its_columns_as_the_usual_way_does(
    sqlite_url: str, open_store: OpenStore
) -> None:
    looks = dict(_looks())
    assert len(looks) > 200
    with open_store(sqlite_url).engines.reading() as connection:
        for name, look in looks.items():
            if "pg_" in str(look):
                continue
            values = dict(_anything(look))
            result = connection.execute(look, values)
            usual, rows = list(result.keys()), result.all()
            made = made_ready(connection, look, values)
            assert made.all(connection, values) == rows, name
            names = made.row([None] * len(usual))._fields
            for column, one, other in zip(look.exported_columns, usual, names, strict=True):
                # A function without a name is given one usually; nobody asks for it.
                assert one == other or not isinstance(column, sa.Column | sa.Label), name


def _anything(look: sa.Select[Any]) -> Iterator[tuple[str, Any]]:
    for one in look.compile().binds.values():
        if one.required:
            value = next(value for kind, value in _ANY if isinstance(one.type, kind))
            yield one.key, [value] if one.expanding else value
