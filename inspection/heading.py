"""Headings: what sheets and columns are called in both languages, and what belongs there."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from inspection.phrase import Phrase, phrase

Kind = Literal["text", "code", "phone", "day", "yes_no", "role", "language", "supervisor_role"]
"""`code` and `phone` are digits that must stay text: a spreadsheet would cut or round them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """One column of one sheet. The first Chinese name is the one that we write."""

    zh: tuple[str, ...]
    kind: Kind
    note: Phrase
    """What belongs there."""
    example: str


SHEET_NAMES: Mapping[str, tuple[str, ...]] = {
    "villages": ("村", "村庄", "行政村", "驻村点"),
    "teams": ("工作队", "驻村工作队", "队伍"),
    "officials": ("干部", "驻村干部", "队员名册"),
    "postings": ("派驻", "驻村派驻", "任职"),
    "households": ("农户", "户", "住户"),
    "designations": ("结对", "结对帮扶", "帮扶"),
    "inspectors": ("督查员", "督查人员", "检查员"),
}
MARKER_NAMES = ("synthetic", "虚构", "虚构数据")
"""A sheet of this name says that the people and numbers are invented."""
GUIDE_NAMES = ("说明", "read me", "readme", "填写说明")
CORRECTION_COLUMNS: Mapping[str, str] = {
    "refused row": "原行号",
    "refused because": "拒绝原因",
    "what would be right": "如何改正",
}
"""Stand beside refused rows in a correction file; an import passes over them."""

WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "yes_no": {"yes": ("是",), "no": ("否",)},
    "role": {"leader": ("队长", "第一书记"), "member": ("队员",)},
    "supervisor_role": {"inspector": ("督查员",), "administrator": ("管理员",)},
    "language": {"zh": ("中文", "汉语", "普通话"), "en": ("英文", "英语")},
}
"""Kind -> word -> how it may be written in Chinese; the first is the one that we write."""


def _text(zh: str, note: Phrase, example: str, kind: Kind = "text") -> Heading:
    return Heading(zh=tuple(zh.split()), kind=kind, note=note, example=example)


_VILLAGE = _text(
    "村编码 所在村 村代码 村",
    phrase(
        "roster workbook: what belongs into a column",
        "The village's 12-digit code, as in the sheet of villages.",
    ),
    "530128102201",
    "code",
)
_FROM = _text(
    "开始日期 起始日期 起",
    phrase("roster workbook: what belongs into a column", "First day, such as 2026-03-02."),
    "2026-03-02",
    "day",
)
_TO = _text(
    "结束日期 截止日期 止",
    phrase(
        "roster workbook: what belongs into a column",
        "Last day, inclusive; empty while it goes on.",
    ),
    "",
    "day",
)
_LANGUAGE = _text(
    "语言",
    phrase("roster workbook: what belongs into a column", "zh or en; empty means zh."),
    "zh",
    "language",
)
_PERSON = _text(
    "姓名", phrase("roster workbook: what belongs into a column", "The person's name."), "欧阳明华"
)
_PHONE = _text(
    "电话 手机 手机号 手机号码 电话号码 联系电话",
    phrase(
        "roster workbook: what belongs into a column",
        "The person's own number; nobody else in the register may have it.",
    ),
    "+8619900000001",
    "phone",
)
_OFFICIAL = _text(
    "干部编号 干部",
    phrase(
        "roster workbook: what belongs into a column",
        "The official's id, as in the sheet of officials.",
    ),
    "O0001",
)
_HOUSEHOLD = _text(
    "户编号 农户编号 农户",
    phrase(
        "roster workbook: what belongs into a column",
        "The household's id, as in the sheet of households.",
    ),
    "H00001",
)
_TEAM = _text(
    "队编号 工作队编号 工作队",
    phrase(
        "roster workbook: what belongs into a column", "The team's id, as in the sheet of teams."
    ),
    "T001",
)

HEADINGS: Mapping[str, Mapping[str, Heading]] = {
    "villages": {
        "code": _text(
            "编码 代码 村编码 村代码",
            phrase(
                "roster workbook: what belongs into a column",
                "12 digits: province 2, prefecture 2, county 2, township 3, village 3.",
            ),
            "530128102201",
            "code",
        ),
        "name": _text(
            "村名 名称",
            phrase("roster workbook: what belongs into a column", "The village's name."),
            "尚德村",
        ),
        "township": _text(
            "乡镇 乡",
            phrase("roster workbook: what belongs into a column", "The township's name."),
            "撒营盘镇",
        ),
        "county": _text(
            "县 县区 区县",
            phrase("roster workbook: what belongs into a column", "The county's name."),
            "禄劝县",
        ),
        "prefecture": _text(
            "市州 市 地市 州",
            phrase("roster workbook: what belongs into a column", "The prefecture's name."),
            "昆明市",
        ),
        "province": _text(
            "省 省份",
            phrase("roster workbook: what belongs into a column", "The province's name."),
            "云南省",
        ),
        "zone": _text(
            "时区",
            phrase(
                "roster workbook: what belongs into a column",
                "Time zone such as Asia/Shanghai; empty: as the policy says.",
            ),
            "",
        ),
    },
    "teams": {
        "team": _text(
            "队编号 工作队编号 编号",
            phrase("roster workbook: what belongs into a column", "An id of its own, for good."),
            "T001",
        ),
        "village": _VILLAGE,
        "name": _text(
            "队名 名称",
            phrase("roster workbook: what belongs into a column", "The team's name."),
            "尚德村工作队",
        ),
    },
    "officials": {
        "official": _text(
            "干部编号 编号",
            phrase("roster workbook: what belongs into a column", "An id of its own, for good."),
            "O0001",
        ),
        "name": _PERSON,
        "phone": _PHONE,
        "language": _LANGUAGE,
        "unit": _text(
            "单位 派出单位 工作单位",
            phrase(
                "roster workbook: what belongs into a column",
                "The office that sent the person; may be empty.",
            ),
            "县水务局",
        ),
    },
    "postings": {
        "official": _OFFICIAL,
        "team": _TEAM,
        "role": _text(
            "职务 角色",
            phrase("roster workbook: what belongs into a column", "leader or member."),
            "leader",
            "role",
        ),
        "from": _FROM,
        "to": _TO,
    },
    "households": {
        "household": _text(
            "户编号 农户编号 编号",
            phrase("roster workbook: what belongs into a column", "An id of its own, for good."),
            "H00001",
        ),
        "village": _VILLAGE,
        "name": _text(
            "户主姓名 户主 姓名",
            phrase("roster workbook: what belongs into a column", "The householder's name."),
            "诸葛秀英",
        ),
        "phones": _text(
            "电话 手机 手机号 手机号码 电话号码 联系电话",
            phrase(
                "roster workbook: what belongs into a column",
                "In order of trial, several with ; between them; may be empty.",
            ),
            "+8619950000001;+8619950000002",
            "phone",
        ),
        "language": _LANGUAGE,
        "in_programme": _text(
            "帮扶对象 是否帮扶对象",
            phrase("roster workbook: what belongs into a column", "yes or no."),
            "yes",
            "yes_no",
        ),
        "cadre_kin": _text(
            "村干部亲属 是否村干部亲属",
            phrase(
                "roster workbook: what belongs into a column",
                "Related to a village cadre: yes or no; empty means no.",
            ),
            "no",
            "yes_no",
        ),
    },
    "designations": {
        "household": _HOUSEHOLD,
        "official": _OFFICIAL,
        "from": _FROM,
        "to": _TO,
    },
    "inspectors": {
        "inspector": _text(
            "督查员编号 编号",
            phrase("roster workbook: what belongs into a column", "An id of its own, for good."),
            "I001",
        ),
        "name": _PERSON,
        "phone": _PHONE,
        "language": _LANGUAGE,
        "region": _text(
            "负责地区 地区 辖区",
            phrase(
                "roster workbook: what belongs into a column",
                "The code that this person is responsible for: 2, 4, 6, 9 or 12 digits.",
            ),
            "530128",
            "code",
        ),
        "county": _text(
            "所属县 所在县 来自县",
            phrase(
                "roster workbook: what belongs into a column",
                "6-digit code of the county that the person comes from.",
            ),
            "530129",
            "code",
        ),
        "role": _text(
            "角色 职务",
            phrase(
                "roster workbook: what belongs into a column",
                "inspector or administrator (keeps the program running, looks into nothing);"
                " empty means inspector.",
            ),
            "inspector",
            "supervisor_role",
        ),
        "kin": _text(
            "回避地区 亲属或任职地区",
            phrase(
                "roster workbook: what belongs into a column",
                "Codes of counties, townships or villages where the person has kin or was posted,"
                " separated by ;. The person is never drawn to visit there.",
            ),
            "530127;530128102",
            "code",
        ),
    },
}


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(text.split())).casefold()


def sheet_called(title: str) -> str | None:
    """The sheet meant by a title such as `officials`, `干部` or `干部 officials`."""
    return _meant(title, _sheets())


def column_called(sheet: str, text: str) -> str | None:
    """The column of `sheet` meant by a heading such as `phone`, `电话` or `电话 phone`."""
    return _meant(text, _columns(sheet))


def word_called(kind: str, text: str) -> str | None:
    """The word of that kind, such as `yes` for `是`."""
    return _meant(text, _words(kind))


def is_correction(text: str) -> bool:
    """Whether it heads a column that a correction file adds."""
    both = {f"{zh} {en}" for en, zh in CORRECTION_COLUMNS.items()}
    return plain(text) in {*CORRECTION_COLUMNS, *CORRECTION_COLUMNS.values(), *both}


def _meant(text: str, known: Mapping[str, str]) -> str | None:
    """The name itself or, as templates write it, the same thing in both languages."""
    whole = plain(text)
    if whole in known:
        return known[whole]
    parts = {known.get(part) for part in re.split(r"[\s/()]+", whole) if part}
    return parts.pop() if len(parts) == 1 else None


@cache
def _sheets() -> Mapping[str, str]:
    return _reverse(SHEET_NAMES)


@cache
def _columns(sheet: str) -> Mapping[str, str]:
    return _reverse({name: one.zh for name, one in HEADINGS[sheet].items()})


@cache
def _words(kind: str) -> Mapping[str, str]:
    return _reverse(WORDS[kind])


def _reverse(names: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    return {plain(alias): name for name, others in names.items() for alias in (name, *others)}
