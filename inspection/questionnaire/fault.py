"""What goes wrong while an expression is read or evaluated."""


class BadExpression(ValueError):
    """An expression that cannot be read: the text says what, and at which character."""


class Unsupported(BadExpression):
    """A lawful expression that we refuse rather than run half: `name` is what is not supported."""

    def __init__(self, name: str, remedy: str) -> None:
        super().__init__(f"{name} is not supported")
        self.name = name
        self.remedy = remedy


class NotEvaluable(ArithmeticError):
    """A value of a kind that an operation cannot take, as a list where one value is wanted."""
