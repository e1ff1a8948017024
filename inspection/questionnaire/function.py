"""What a function of an expression is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspection.questionnaire.amount import Scalar
from inspection.questionnaire.scene import Scene, Spot
from inspection.questionnaire.syntax import Expression

if TYPE_CHECKING:
    from inspection.questionnaire.expression import Maker

ANY_NUMBER = 1_000


@dataclass(frozen=True, slots=True)
class Signature:
    least: int
    most: int
    drawn: bool = False
    """Whether it draws by chance or asks the clock."""

    @property
    def takes(self) -> str:
        if self.least == self.most:
            return f"{self.least} value{'' if self.least == 1 else 's'}"
        if self.most == ANY_NUMBER:
            return f"{self.least} values or more"
        return f"{self.least} to {self.most} values"


@dataclass(frozen=True, slots=True)
class Plain(Signature):
    """Computed from its values, all of them evaluated first."""

    compute: Callable[..., Scalar] = lambda scene: ""


@dataclass(frozen=True, slots=True)
class Special(Signature):
    """Made from its expressions: it takes lists, leaves values out, or looks at where it stands."""

    make: Callable[["Maker", tuple[Expression, ...]], Callable[[Scene, Spot | None], Scalar]] = (
        lambda maker, expressions: lambda scene, spot: ""
    )


def plain(
    compute: Callable[..., Scalar], least: int, most: int | None = None, *, drawn: bool = False
) -> Plain:
    return Plain(least, least if most is None else most, drawn, compute)


def special(
    make: Callable[["Maker", tuple[Expression, ...]], Callable[[Scene, Spot | None], Scalar]],
    least: int,
    most: int | None = None,
) -> Special:
    return Special(least, least if most is None else most, False, make)
