"""Dialogues of the first version of the program, carried over to the forms that took their place.

They are sealed, so they cannot be carried over before the store is opened with its key. Nothing is
lost: what was drawn stays drawn, and what was answered is answered.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from inspection.question_set import question_set
from storage.engine import Engines
from storage.ledger.work import UnitOfWork
from storage.seal import Seal
from storage.tables import contacts

_AT_ONCE = 500
_C = contacts.c
_LEFT = sa.select(_C.id, _C.dialogue).where(_C.revision == "").order_by(_C.id).limit(_AT_ONCE)
_CARRY = (
    contacts.update()
    .where(_C.id == given("contact"))
    .values(dialogue=given("new_dialogue"), revision=given("new_revision"))
)


def carry_over(engines: Engines, seal: Seal) -> int:
    """How many were carried over; each part in a transaction of its own, and none twice."""
    with engines.reading() as connection:
        if connection.execute(_LEFT.limit(1)).first() is None:
            return 0
    done = 0
    while part := _part(engines, seal):
        done += part
    return done


def _part(engines: Engines, seal: Seal) -> int:
    with engines.writing() as connection:
        work = UnitOfWork(connection=connection, seal=seal, writing=True)
        rows = work.all(work.mine(_LEFT))
        changed = []
        for row in rows:
            dialogue = carried(work.opened_json(_C.dialogue, row.dialogue))
            sealed = work.sealed_json(_C.dialogue, dialogue)
            new = {"new_dialogue": sealed, "new_revision": dialogue["revision"]}
            changed.append({"contact": row.id, **new})
        work.change_all(_CARRY, changed)
        return len(rows)


def carried(first: Mapping[str, Any]) -> dict[str, Any]:
    """A dialogue as it is kept now. How often the open question was misunderstood, and which ones
    were passed over, is forgotten: they are asked once more."""
    own = question_set(first["form"])
    shuffled = {one.name for one in own.questions if one.choices and one.choices.shuffled}
    return {
        "revision": own.revision,
        "order": first["order"],
        "keys": {name: keys for name, keys in first["keys"].items() if name in shuffled},
        "given": {},
        "seed": "",
        "answers": first["answers"],
        "ended": first["ended"],
        "state": None,
    }
