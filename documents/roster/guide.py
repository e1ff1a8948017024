"""The guide: the sheet of a template that explains the others."""

from collections.abc import Iterator, Mapping
from typing import Literal

from inspection.heading import HEADINGS, SHEET_NAMES
from inspection.sheet import LAYOUTS

Language = Literal["zh", "en"]
Style = Literal["title", "text", "head", "row"]

_TITLE = {"en": "The roster: how to fill it in", "zh": "名册填写说明"}
_TEXTS: Mapping[Language, tuple[str, ...]] = {
    "en": (
        "One sheet each for villages, teams, officials, postings, households, designations (which"
        " official helps which household) and inspectors. The last two may stay empty.",
        "The first row of each sheet names the columns and stays. One row for one village, team,"
        " person, posting or designation. Sheets and columns may also be named in one language.",
        "Codes and telephone numbers are text. No formulas, no merged cells.",
        "An id (of a team, an official, a household, an inspector) is yours to choose, and never"
        " changes: it is how the same row is known again.",
        "Import again whenever something has changed, the whole or only the changed rows. What is"
        " missing is reported and stays; whoever leaves gets a last day in the sheet of postings.",
        "Before you import, see what would happen: mingcha roster import FILE.xlsx --dry-run",
        "Identity cards and bank accounts have no place here.",
    ),
    "zh": (
        "村、工作队、干部、派驻、农户、结对（哪位干部帮扶哪一户）、督查员各一张表；最后两张可以空着。",
        "每张表第一行是栏目名称，请保留。每行填写一个村、一支队、一个人、一次派驻或一次结对。"
        "表名和栏目名称也可以只用一种语言。",
        "编码和电话号码都是文本。不要用公式，不要合并单元格。",
        "编号（队、干部、户、督查员）由你们自定，定后不变：系统靠它认出同一行。",
        "有变动时再次导入即可，可以导入全部，也可以只导入变动的行。缺少的行只会报告，不会删除；"
        "有人离任时，请在“派驻”表中填写结束日期。",
        "导入前先看看会发生什么：mingcha roster import 文件.xlsx --dry-run",
        "本表不需要身份证号和银行账号。",
    ),
}
_HEAD: Mapping[Language, tuple[str, ...]] = {
    "en": ("Sheet", "Column", "Required", "What belongs there", "Example"),
    "zh": ("表", "栏目", "必填", "填写内容", "示例"),
}
_REQUIRED: Mapping[Language, tuple[str, str]] = {"en": ("no", "yes"), "zh": ("否", "是")}


def guide_lines(language: Language) -> Iterator[tuple[Style, tuple[str, ...]]]:
    """From top to bottom. Examples stand here alone: in the sheets somebody would import them."""
    yield "title", (_TITLE[language],)
    for text in _TEXTS[language]:
        yield "text", (text,)
    yield "text", ("",)
    yield "head", _HEAD[language]
    for sheet, layout in LAYOUTS.items():
        for column in layout.columns:
            one = HEADINGS[sheet][column]
            yield (
                "row",
                (
                    title_of(sheet, language),
                    heading_of(sheet, column, language),
                    _REQUIRED[language][column in layout.required and column != "phones"],
                    one.zh_note if language == "zh" else one.en_note,
                    one.example,
                ),
            )


def title_of(sheet: str, language: Language) -> str:
    """In both languages, this one first."""
    return _both(SHEET_NAMES[sheet][0], sheet, language)


def heading_of(sheet: str, column: str, language: Language) -> str:
    """In both languages, this one first."""
    return _both(HEADINGS[sheet][column].zh[0], column, language)


def _both(zh: str, en: str, language: Language) -> str:
    return f"{zh} {en}" if language == "zh" else f"{en} {zh}"
