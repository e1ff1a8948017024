import re
from datetime import date
from html.parser import HTMLParser

from documents.notice.page import page
from inspection.notice import sheets
from inspection.policy import Policy

POLICY = Policy.of({"public_number": "+8687168812345"})
HOSTILE = '<script>alert("1")</script>&'


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def printed(place: str = "Luquan (530128)") -> str:
    made = [
        sheet
        for language in ("zh", "en")
        for sheet in sheets(
            POLICY, version="abc", day=date(2026, 3, 2), place=place, language=language
        )
    ]
    return page(made)


def test_each_sheet_is_a_page_of_its_own_in_its_language() -> None:
    elements = Elements(printed()).seen
    sections = [attributes for tag, attributes in elements if tag == "section"]
    assert [(one["class"], one["lang"]) for one in sections] == [
        ("sheet officials", "zh-CN"),
        ("sheet villagers", "zh-CN"),
        ("sheet officials", "en"),
        ("sheet villagers", "en"),
    ]
    assert printed().count("break-after: page") >= 1


def test_nothing_runs_and_nothing_comes_from_elsewhere() -> None:
    html = printed()
    tags = {tag for tag, _ in Elements(html).seen}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "a"}
    assert not re.search(r"(https?:)?//|@import|url\(", html)
    assert "default-src 'none'" in html


def test_a_place_cannot_write_into_the_page() -> None:
    html = printed(HOSTILE)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_all_of_it_is_filled_in() -> None:
    assert not re.search(r"\{\w+\}|\{\{|Undefined|None", printed())
