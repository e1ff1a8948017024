"""Invitations on paper: A4 pages to cut, several slips on each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import segno

from inspection.code import grouped
from inspection.days import dated
from inspection.invitation import slip_line
from inspection.wording import LANGUAGES

_TEMPLATES = Path(__file__).with_name("templates")
SLIPS_A_PAGE = 8
_QUIET = 4
"""Modules of white around a code, as ISO/IEC 18004 wants them."""
_ERROR_CORRECTION = "m"
"""15 %: a crease or a stain does no harm."""


@dataclass(frozen=True, kw_only=True)
class Slip:
    language: str
    name: str = field(repr=False)
    role: str
    """official, inspector or administrator."""
    team: str
    region: str
    code: str = field(repr=False)
    bot: str
    """Its user name."""
    link: str = field(repr=False)
    until: date
    public_number: str
    synthetic: bool


@dataclass(frozen=True, kw_only=True)
class _Printed:
    """A slip's lines, in the person's language."""

    language: str
    title: str
    name: str
    who: str
    what: str
    or_type: str
    code: str
    until: str
    private: str
    verify: str
    synthetic: str
    qr: str = field(repr=False)


def slips_page(slips: Sequence[Slip]) -> str:
    """One HTML document; nothing in it is fetched from anywhere."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # slow to import

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    printed = [_printed(slip) for slip in slips]
    title = " · ".join(slip_line("page", language) for language in LANGUAGES)
    pages = [printed[at : at + SLIPS_A_PAGE] for at in range(0, len(printed), SLIPS_A_PAGE)]
    return environment.get_template("slips.html").render(pages=pages, title=title)


def qr_of(link: str) -> segno.QRCode:
    return segno.make_qr(link, error=_ERROR_CORRECTION)


def _printed(slip: Slip) -> _Printed:
    language = slip.language
    verify = slip.public_number and slip_line("verify", language, number=slip.public_number)
    return _Printed(
        language=language,
        title=slip_line("title", language),
        name=slip.name,
        who=_who(slip),
        what=slip_line("what" if slip.role == "official" else "what supervisor", language),
        or_type=slip_line("or type", language, bot=slip.bot),
        code=grouped(slip.code),
        until=slip_line("until", language, until=dated(slip.until, language)),
        private=slip_line("private", language),
        verify=verify,
        synthetic=slip_line("synthetic", language) if slip.synthetic else "",
        qr=qr_of(slip.link).svg_inline(border=_QUIET, omitsize=True, title=None),
    )


def _who(slip: Slip) -> str:
    if slip.role != "official":
        return slip_line(slip.role, slip.language, region=slip.region)
    if not slip.team:
        return slip_line("no team", slip.language)
    return slip_line("official", slip.language, team=slip.team)
