"""pulldata(): looks into a register."""

from typing import TYPE_CHECKING

from inspection.questionnaire.amount import Scalar, words
from inspection.questionnaire.fault import Unsupported
from inspection.questionnaire.function import Special, special
from inspection.questionnaire.register import REGISTERS, Lookup
from inspection.questionnaire.scene import Scene, Spot
from inspection.questionnaire.special import Arguments, Run
from inspection.questionnaire.syntax import Expression, Words

if TYPE_CHECKING:
    from inspection.questionnaire.expression import Maker


def pulldata(maker: "Maker", given: Arguments) -> Run:
    """The first row of a register whose key is that; "" without one. What is looked up is known
    before the form is asked, so that a form which asks for more is refused and not left blank."""
    lookup = _lookup(given)
    maker.lookups.add(lookup)
    key = maker.run(given[3])

    def run(scene: Scene, spot: Spot | None) -> Scalar:
        wanted = words(key(scene, spot))
        for row in scene.world.tables.get(lookup.register, ()):
            if wanted and row.get(lookup.key) == wanted:
                return row.get(lookup.column, "")
        return ""

    return run


def _lookup(given: Arguments) -> Lookup:
    name, column, key = (_written_out(one) for one in given[:3])
    register = REGISTERS.get(name)
    # Another register is refused where the form names it as a list of its own.
    if register is not None and column not in register.columns:
        raise Unsupported(
            f"the column {column} of the register {name}",
            f"a form sees {', '.join(register.columns)}, and nothing else of the register",
        )
    if register is not None and key not in register.keys:
        raise Unsupported(
            f"the key {key} of the register {name}",
            f"a row is found by {', '.join(register.keys)}",
        )
    return Lookup(name, column, key)


def _written_out(expression: Expression) -> str:
    if not isinstance(expression, Words):
        raise Unsupported(
            "pulldata() of a name that is computed", "write register and columns out, in quotes"
        )
    return expression.value


ON_REGISTERS: dict[str, Special] = {"pulldata": special(pulldata, 4)}
