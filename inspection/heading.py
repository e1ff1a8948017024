"""Headings: what sheets and columns are called in both languages, and what belongs there."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

Kind = Literal["text", "code", "phone", "day", "yes_no", "role", "language", "supervisor_role"]
"""`code` and `phone` are digits that must stay text: a spreadsheet would cut or round them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """One column of one sheet. The first Chinese name is the one that we write."""

    zh: tuple[str, ...]
    kind: Kind
    en_note: str
    zh_note: str
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


def _text(zh: str, en_note: str, zh_note: str, example: str, kind: Kind = "text") -> Heading:
    return Heading(
        zh=tuple(zh.split()), kind=kind, en_note=en_note, zh_note=zh_note, example=example
    )


_VILLAGE = _text(
    "村编码 所在村 村代码 村",
    "The village's 12-digit code, as in the sheet of villages.",
    "村的12位编码，与“村”表一致。",
    "530128102201",
    "code",
)
_FROM = _text(
    "开始日期 起始日期 起",
    "First day, such as 2026-03-02.",
    "第一天，如2026-03-02。",
    "2026-03-02",
    "day",
)
_TO = _text(
    "结束日期 截止日期 止",
    "Last day, inclusive; empty while it goes on.",
    "最后一天（含当天）；仍在继续则留空。",
    "",
    "day",
)
_LANGUAGE = _text(
    "语言",
    "zh or en; empty means zh.",
    "中文或英文；留空表示中文。",
    "zh",
    "language",
)
_PERSON = _text("姓名", "The person's name.", "姓名。", "欧阳明华")
_PHONE = _text(
    "电话 手机 手机号 手机号码 电话号码 联系电话",
    "The person's own number; nobody else in the register may have it.",
    "本人号码；名册中不得有他人使用同一号码。",
    "+8619900000001",
    "phone",
)
_OFFICIAL = _text(
    "干部编号 干部",
    "The official's id, as in the sheet of officials.",
    "干部编号，与“干部”表一致。",
    "O0001",
)
_HOUSEHOLD = _text(
    "户编号 农户编号 农户",
    "The household's id, as in the sheet of households.",
    "户编号，与“农户”表一致。",
    "H00001",
)
_TEAM = _text(
    "队编号 工作队编号 工作队",
    "The team's id, as in the sheet of teams.",
    "工作队编号，与“工作队”表一致。",
    "T001",
)

HEADINGS: Mapping[str, Mapping[str, Heading]] = {
    "villages": {
        "code": _text(
            "编码 代码 村编码 村代码",
            "12 digits: province 2, prefecture 2, county 2, township 3, village 3.",
            "12位统计用区划代码：省2、市2、县2、乡3、村3。",
            "530128102201",
            "code",
        ),
        "name": _text("村名 名称", "The village's name.", "村名。", "尚德村"),
        "township": _text("乡镇 乡", "The township's name.", "乡镇名。", "撒营盘镇"),
        "county": _text("县 县区 区县", "The county's name.", "县名。", "禄劝县"),
        "prefecture": _text("市州 市 地市 州", "The prefecture's name.", "市（州）名。", "昆明市"),
        "province": _text("省 省份", "The province's name.", "省名。", "云南省"),
        "zone": _text(
            "时区",
            "Time zone such as Asia/Shanghai; empty: as the policy says.",
            "时区，如Asia/Shanghai；留空则按规则。",
            "",
        ),
    },
    "teams": {
        "team": _text(
            "队编号 工作队编号 编号", "An id of its own, for good.", "唯一且不变的编号。", "T001"
        ),
        "village": _VILLAGE,
        "name": _text("队名 名称", "The team's name.", "队名。", "尚德村工作队"),
    },
    "officials": {
        "official": _text(
            "干部编号 编号", "An id of its own, for good.", "唯一且不变的编号。", "O0001"
        ),
        "name": _PERSON,
        "phone": _PHONE,
        "language": _LANGUAGE,
        "unit": _text(
            "单位 派出单位 工作单位",
            "The office that sent the person; may be empty.",
            "派出单位；可留空。",
            "县水务局",
        ),
    },
    "postings": {
        "official": _OFFICIAL,
        "team": _TEAM,
        "role": _text("职务 角色", "leader or member.", "队长或队员。", "leader", "role"),
        "from": _FROM,
        "to": _TO,
    },
    "households": {
        "household": _text(
            "户编号 农户编号 编号", "An id of its own, for good.", "唯一且不变的编号。", "H00001"
        ),
        "village": _VILLAGE,
        "name": _text("户主姓名 户主 姓名", "The householder's name.", "户主姓名。", "诸葛秀英"),
        "phones": _text(
            "电话 手机 手机号 手机号码 电话号码 联系电话",
            "In order of trial, several with ; between them; may be empty.",
            "按拨打顺序填写，多个号码用分号隔开；可留空。",
            "+8619950000001;+8619950000002",
            "phone",
        ),
        "language": _LANGUAGE,
        "in_programme": _text("帮扶对象 是否帮扶对象", "yes or no.", "是或否。", "yes", "yes_no"),
        "cadre_kin": _text(
            "村干部亲属 是否村干部亲属",
            "Related to a village cadre: yes or no; empty means no.",
            "是否村干部亲属：是或否；留空表示否。",
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
            "督查员编号 编号", "An id of its own, for good.", "唯一且不变的编号。", "I001"
        ),
        "name": _PERSON,
        "phone": _PHONE,
        "language": _LANGUAGE,
        "region": _text(
            "负责地区 地区 辖区",
            "The code that this person is responsible for: 2, 4, 6, 9 or 12 digits.",
            "负责地区的编码：2、4、6、9或12位。",
            "530128",
            "code",
        ),
        "county": _text(
            "所属县 所在县 来自县",
            "6-digit code of the county that the person comes from.",
            "本人所属县的6位编码。",
            "530129",
            "code",
        ),
        "role": _text(
            "角色 职务",
            "inspector or administrator (keeps the program running, looks into nothing);"
            " empty means inspector.",
            "督查员或管理员（只管系统运行，不看内容）；留空表示督查员。",
            "inspector",
            "supervisor_role",
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
