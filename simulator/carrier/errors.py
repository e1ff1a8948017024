"""Refusals as Twilio words them."""

from simulator.gate import Answer


class CarrierError(Exception):
    """The request is refused with an HTTP status and one of Twilio's error codes."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.answer = Answer(
            status=status,
            body={
                "code": code,
                "message": message,
                "more_info": f"https://www.twilio.com/docs/errors/{code}",
                "status": status,
            },
        )


def not_found(path: str) -> CarrierError:
    return CarrierError(404, 20404, f"The requested resource {path} was not found")
