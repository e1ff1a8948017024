"""docs/logs.md, written from the table of happenings."""

import re
from collections.abc import Iterator

from mingcha.happenings import HAPPENINGS, Happening
from mingcha.logs import LIBRARY, UNNAMED

_HEAD = f"""\
# The log

`mingcha run` writes one line a happening to standard error. `MINGCHA_LOG_FORMAT=json` makes each
line a JSON object; the default, `logfmt`, is for people and for whatever reads `key=value`.
`MINGCHA_LOG_LEVEL` says from which level on (`debug`, `info`, `warning`, `error`).

    timestamp=2026-03-02T02:14:07.812Z level=error logger=fieldwork.dispatch event=contact_failed
        message="contact 12 could not be looked at: LookupError" contact=12 problem=LookupError

(here on two lines; in truth it is one).

| key | is |
|---|---|
| `timestamp` | the machine's time, in UTC |
| `level` | `error`: somebody should look; `warning`: worth knowing; `info`: as it should be |
| `logger` | the part of the program |
| `event` | the happening's name, from the table below; filter and count by this one |
| `message` | the same as a sentence, which may change |
| `exception` | where something broke: places and kinds |

and the values of the happening, by name: `contact`, `attempt` (a call), `letter` (a message of
ours), `text`, `delivery`, `file` (a photo or recording that somebody sent), `inspection` and
`visit` are numbers of rows, which `mingcha contacts show`, `mingcha inspections show`, `mingcha
inbox show` and `mingcha media save` take; `code` is a provider's; `problem` is a kind of error.
Lines of libraries are `{LIBRARY}`, and only their warnings are written. `{UNNAMED}` is a line of
ours that nobody has named.

**Nobody is in it.** No name, number, village, answer, token or address of anybody. What looks like
a number or a token is replaced by `[hidden]` whoever writes it. What an exception *says* is left
out, since a name cannot be told from other words; its kind and its place stay, and the words of a
few kinds that promise never to quote anybody (a store that is locked, a custodian that is silent).
The values that a library puts into its own sentences are hidden too. So a log may be sent to
whoever helps. The same holds for a command that ends by an error that nobody expected. A test tells
a whole story with everything going wrong that quotes somebody, and finds nobody in the log, in the
figures or in an address; providers are given the number to dial and the words for the person. An
address of theirs that *must* hold something keeps it: the bot's token at Telegram, and at the
carrier the number about whose calls it is asked.

## What happens

| event | sentence | values |
|---|---|---|
"""
_PLACE = re.compile(r"%[sd]")


def logs_page() -> str:
    return _HEAD + "".join(f"{row}\n" for row in _rows())


def _rows() -> Iterator[str]:
    for sentence, one in HAPPENINGS.items():
        values = ", ".join(f"`{value}`" for value in one.values)
        yield f"| `{one.name}` | {_as_read(sentence, one)} | {values} |"


def _as_read(sentence: str, happening: Happening) -> str:
    values = iter(happening.values)
    return _PLACE.sub(lambda _: f"*{next(values)}*", sentence)
