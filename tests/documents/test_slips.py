import re
from dataclasses import replace
from datetime import date

import segno

from documents.slips import SLIPS_A_PAGE, Slip, qr_of, slips_page

CODE = "0123456789abcdef0123"
LINK = f"https://t.me/mingcha_bot?start={CODE}"
SLIP = Slip(
    language="en",
    name="Official Hua",
    role="official",
    team="Team of Shangde",
    region="530128102201",
    code=CODE,
    bot="mingcha_bot",
    link=LINK,
    until=date(2026, 3, 14),
    public_number="+8687112345",
    synthetic=False,
)


def text_of(page: str) -> str:
    """What can be read on it."""
    body = page.partition("<body>")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def drawn(page: str) -> set[tuple[int, int]]:
    """The dark modules of the page's code, as row and column, from its strokes."""
    path = page.partition('d="')[2].partition('"')[0]
    row, column, dark = 0.0, 0.0, set()
    for command, numbers in re.findall(r"([Mmh])([-\d. ]*)", path):
        values = [float(number) for number in re.findall(r"-?\d*\.?\d+", numbers)]
        if command == "h":
            dark |= {(int(row), int(column) + n) for n in range(int(values[0]))}
            column += values[0]
        elif command == "M":
            column, row = values
        else:
            column, row = column + values[0], row + values[1]
    return dark


def test_a_slip_says_all_that_its_person_needs() -> None:
    text = text_of(slips_page([SLIP]))
    for part in (
        "Official Hua",
        "Official, Team of Shangde",
        "0123 4567 89ab cdef 0123",
        "Find @mingcha_bot in Telegram and send this code",
        "Valid until Saturday 14 March.",
        "To verify this slip, dial +8687112345",
        "We never ask for ID card or bank numbers.",
    ):
        assert part in text
    assert "invented person" not in text


def test_the_code_to_scan_is_the_link() -> None:
    """The strokes on the page are the modules of the standard's code for the link."""
    quiet = 4
    dark = {
        (row + quiet, column + quiet)
        for row, line in enumerate(segno.make_qr(LINK, error="m").matrix)
        for column, module in enumerate(line)
        if module
    }
    assert drawn(slips_page([SLIP])) == dark
    assert drawn(slips_page([replace(SLIP, link=LINK + "0")])) != dark
    assert qr_of(LINK).error == "M"


def test_each_person_reads_their_own_language() -> None:
    page = slips_page([SLIP, replace(SLIP, language="zh")])
    assert 'lang="en"' in page
    assert "有效至3月14日星期六。" in text_of(page)
    assert "核实真伪请拨 +8687112345" in text_of(page)


def test_names_are_words_and_never_markup() -> None:
    page = slips_page([replace(SLIP, name="<script>alert(1)</script> & Co")])
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co" in page


def test_invented_people_are_marked_and_without_a_number_none_is_named() -> None:
    text = text_of(slips_page([replace(SLIP, synthetic=True, public_number="")]))
    assert "(invented person, for trying out only)" in text
    assert "To verify" not in text


def test_who_has_no_team_and_who_supervises_is_named_so() -> None:
    slips = [
        replace(SLIP, team=""),
        replace(SLIP, role="inspector", region="530128"),
        replace(SLIP, role="administrator"),
    ]
    text = text_of(slips_page(slips))
    assert "Inspector, region 530128" in text
    assert "Administrator" in text
    assert "Official, " not in text


def test_eight_slips_make_a_page() -> None:
    for count, pages in ((1, 1), (SLIPS_A_PAGE, 1), (SLIPS_A_PAGE + 1, 2), (0, 0)):
        page = slips_page([SLIP] * count)
        assert page.count('<section class="page">') == pages
        assert page.count('<article class="slip"') == count


def test_a_page_fetches_nothing_and_no_code_is_in_a_traceback() -> None:
    page = slips_page([SLIP])
    assert not re.search(r"(src|href)=", page)
    assert CODE not in repr(SLIP)
