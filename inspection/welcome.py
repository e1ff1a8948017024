"""What the bot writes to connect an account, and the rules that it announces.

Every function takes the person's language; wording.EVERY writes to someone whose language is not
known.
"""

from collections.abc import Mapping
from typing import Literal

from inspection.chat import Letter
from inspection.form import Labels
from inspection.policy import Policy
from inspection.wording import with_public_number, worded

LinkedRole = Literal["official", "inspector", "administrator"]

TEXTS: Mapping[str, Labels] = {
    "stranger": {
        "zh": "这里是驻村工作督查。请打开您收到的邀请链接，以连接您的账号。",
        "en": "This is the supervision of village-stationed work."
        " Please open the invitation link that you were given, to connect your account.",
    },
    "code refused": {
        "zh": "邀请链接无效或已过期。请向督查办公室要一个新的。",
        "en": "This invitation is not valid or has expired."
        " Please ask the supervision office for a new one.",
    },
    "too many tries": {
        "zh": "尝试次数太多，邀请已停用。请向督查办公室要一个新的。",
        "en": "There were too many tries and the invitation was closed."
        " Please ask the supervision office for a new one.",
    },
    "share contact": {
        "zh": "请按下面的按钮，分享您本人的联系方式，我们核对登记的号码。",
        "en": "Please press the button below to share your own contact;"
        " we compare it with the number in the register.",
    },
    "share button": {"zh": "分享我的联系方式", "en": "Share my contact"},
    "wrong contact": {
        "zh": "这不是您本人登记的联系方式。请按按钮分享您自己的。",
        "en": "This is not your own contact as it is registered."
        " Please use the button to share your own.",
    },
    "linked official": {
        "zh": "账号已连接。抽查和结果都会发到这里。",
        "en": "Your account is connected. Checks and their results come here.",
    },
    "linked inspector": {
        "zh": "账号已连接。回访摘要和每日汇总会发到这里。",
        "en": "Your account is connected. Call summaries and the daily digest come here.",
    },
    "linked administrator": {
        "zh": "账号已连接。需要您处理的系统事项会发到这里。",
        "en": "Your account is connected. What the program needs an administrator for comes here.",
    },
    "already linked": {
        "zh": "您的账号已经连接，无需再做什么。",
        "en": "Your account is connected already; there is nothing to do.",
    },
    "rules": {
        "zh": "驻村工作抽查规则（版本 {version}）\n"
        "1. 抽查是公开的制度：对象和时间由可以核验的抽签决定，事先谁也不知道。\n"
        "2. 每人每月最多抽查{most}次，在{hours}之间，每次两个问题，不是打卡。\n"
        "3. 请在{answer_time}（工作时间）内回答，中间提醒一次；迟到的回答也会保留，标明迟到。\n"
        "4. 在村、公出、请假、休息、急事，都是正常的回答。\n"
        "5. 结果您会在这里看到；可在{days}个工作日内说明或申诉，没有听您说明之前不作结论。\n"
        "6. 我们从不问身份证号和银行卡号。",
        "en": "Rules of the checks on village-stationed work (version {version})\n"
        "1. The checks are announced; whom they meet and when is drawn by a lottery that can be"
        " verified, and nobody knows it beforehand.\n"
        "2. At most {most} checks a person and month, between {hours}, of two questions each."
        " This is no daily check-in.\n"
        "3. Please answer within {answer_time} of working time; there is one reminder."
        " A late answer is kept and marked late.\n"
        "4. In the village, on a trip, on leave, at rest, an emergency: all are good answers.\n"
        "5. You see the result here; you may explain or appeal within {days} working days,"
        " and nothing is concluded before you were heard.\n"
        "6. We never ask for ID card or bank numbers.",
    },
}
_HOURS: Labels = {"zh": "{count}小时", "en": "{count} hours"}
_MINUTES: Labels = {"zh": "{count}分钟", "en": "{count} minutes"}


def stranger(language: str) -> Letter:
    """To whoever starts the bot without an invitation."""
    return _plain("stranger", language)


def code_refused(language: str) -> Letter:
    """The same for unknown, used and expired codes: a guesser learns nothing."""
    return _plain("code refused", language)


def too_many_tries(language: str) -> Letter:
    return _plain("too many tries", language)


def share_contact(language: str) -> Letter:
    return Letter(
        text=_text("share contact", language), ask_contact=_text("share button", language)
    )


def wrong_contact(language: str) -> Letter:
    return Letter(
        text=_text("wrong contact", language), ask_contact=_text("share button", language)
    )


def linked(language: str, kind: LinkedRole) -> Letter:
    return _plain(f"linked {kind}", language)


def already_linked(language: str) -> Letter:
    return _plain("already linked", language)


def rules(language: str, *, policy: Policy, version: str) -> Letter:
    """The announcement that every official gets before the first check and after a change."""
    text = _text(
        "rules",
        language,
        version=version,
        most=str(policy.official_contacts_a_month),
        hours=policy.official_hours.text(),
        answer_time=_span(policy.official_answer_minutes, language),
        days=str(policy.case_statement_days),
    )
    return Letter(text=with_public_number(text, language, policy.public_number))


def _span(minutes: int, language: str) -> str:
    unit, count = (_MINUTES, minutes) if minutes % 60 else (_HOURS, minutes // 60)
    return worded(unit, language, {"count": str(count)})


def _plain(name: str, language: str) -> Letter:
    return Letter(text=_text(name, language))


def _text(name: str, language: str, **facts: str) -> str:
    return worded(TEXTS[name], language, facts)
