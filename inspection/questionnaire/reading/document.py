"""The XML of an XForm, taken in without what XML can be abused for."""

from typing import NoReturn
from xml.etree import ElementTree
from xml.parsers import expat

Element = ElementTree.Element

MOST_BYTES = 8_000_000
XFORMS = "{http://www.w3.org/2002/xforms}"
XHTML = "{http://www.w3.org/1999/xhtml}"
JAVAROSA = "{http://openrosa.org/javarosa}"


class NotRead(ValueError):
    """No document that we take: the text says why."""


def parsed(xml: bytes) -> Element:
    """The root element. Raises NotRead; a document with a DOCTYPE is refused unread, since it may
    define entities that fetch files or fill the memory."""
    if len(xml) > MOST_BYTES:
        raise NotRead(f"the form is longer than {MOST_BYTES} bytes")
    guard = expat.ParserCreate()
    guard.StartDoctypeDeclHandler = _refuse
    guard.EntityDeclHandler = _refuse
    try:
        guard.Parse(xml, True)
        return ElementTree.fromstring(xml)  # noqa: S314 (the guard read it before)
    except (expat.ExpatError, ElementTree.ParseError) as error:
        raise NotRead(f"the form is no XML: {error}") from None


def plain(tag: str) -> str:
    """A tag or attribute without its namespace."""
    return tag.rpartition("}")[2]


def _refuse(*declared: object) -> NoReturn:
    raise NotRead("the form declares a document type; forms have none")
