"""The words of summaries and digests, in both languages."""

from collections.abc import Mapping

from inspection.disposition import Disposition
from inspection.finding import FindingKind
from inspection.form import Labels

TEXTS: Mapping[str, Labels] = {
    "title": {
        "zh": "抽查第{n}号 · 工作队{team} · {village}",
        "en": "Inspection {n} · team {team} · {village}",
    },
    "place": {"zh": "（{township}）", "en": " ({township})"},
    "why": {
        "zh": "为何抽到：{day} {start}–{end}时段抽签，该队中签概率{chance}。",
        "en": "Why them: drawn by lot in the slot {day} {start}-{end}; the team's chance was"
        " {chance}.",
    },
    "official": {
        "zh": "干部 {name}（{n}人中抽签第{rank}位）：{outcome}",
        "en": "Official {name} (number {rank} in the drawn order of {n}): {outcome}",
    },
    "household": {
        "zh": "农户{number}（{n}户中抽签第{rank}位）：{outcome}",
        "en": "Household {number} (number {rank} in the drawn order of {n}): {outcome}",
    },
    "no telephone": {
        "zh": "没有电话通道：未询问农户，干部只在聊天中被问到。没有农户的话，什么也不能证实，"
        "也不能否定。",
        "en": "No telephone lane: households were not asked, and the official was asked by chat"
        " alone. Nothing is borne out or contradicted by that.",
    },
    "late": {"zh": "（迟到）", "en": " (late)"},
    "open": {"zh": "尚未结束", "en": "still open"},
    "delivered": {"zh": "已送达", "en": "delivered"},
    "repeated": {"zh": "（可能送达两次）", "en": " (may have arrived twice)"},
    "person_wanted": {"zh": "想与工作人员通话", "en": "asked to speak to a person"},
    "stopped": {"zh": "按键结束了通话", "en": "ended the call by key"},
    "statement": {"zh": "本人说明：“{value}”", "en": "statement: “{value}”"},
    "statement of": {
        "zh": "抽查第{n}号：{name}的说明：\n“{value}”",
        "en": "Inspection {n}: statement of {name}:\n“{value}”",
    },
    "late answer of": {
        "zh": "抽查第{n}号：{name}在评估之后回答：{said}",
        "en": "Inspection {n}: {name} answered after it was assessed: {said}",
    },
    "afterwards": {"zh": "本报告之后：", "en": "After this summary:"},
    "disagrees": {"zh": "不一致之处：", "en": "What disagrees:"},
    "agrees": {"zh": "没有不一致之处。", "en": "Nothing disagrees."},
    "no claim": {
        "zh": "无从比对：干部没有回答在哪里。",
        "en": "Nothing could be compared: the official did not say where.",
    },
    "no witness": {
        "zh": "无从比对：干部称在村，但没有农户说是否见到工作队。",
        "en": "Nothing could be compared: the official said to be in the village, and no household"
        " said whether it saw the team.",
    },
    "elsewhere": {
        "zh": "无从比对：干部称不在村，没有与农户的回答比对。",
        "en": "Nothing could be compared: the official said to be elsewhere; households were not"
        " compared with it.",
    },
    "not enough": {
        "zh": "干部称在村，{n}户没有见到工作队。至少{of}户一致才作为线索，请勿据此下结论。",
        "en": "The official said to be in the village; {n} household(s) saw nobody. It takes {of}"
        " that agree to make a signal: conclude nothing from it.",
    },
    "divided": {
        "zh": "干部称在村，{n}户没有见到工作队，{seen}户见到了：请勿据此下结论。",
        "en": "The official said to be in the village; {n} household(s) saw nobody, but {seen} saw"
        " the team: conclude nothing from it.",
    },
    "other day": {
        "zh": "干部称在村，{n}户没有见到工作队；但干部回答时已不是所问的日子：请勿据此下结论。",
        "en": "The official said to be in the village; {n} household(s) saw nobody. But the"
        " official spoke of another day than they were asked about: conclude nothing from it.",
    },
    "too early": {
        "zh": "干部称在村，{n}户没有见到工作队；但其中{early}户在干部回答之前就已答完："
        "请勿据此下结论。",
        "en": "The official said to be in the village; {n} household(s) saw nobody. But {early} of"
        " them spoke too early, before the official answered: conclude nothing from it.",
    },
    "by telephone": {
        "zh": "“在村”是在电话上按键回答的，未核实是否本人；{n}户没有见到工作队，不作为线索。",
        "en": "“In the village” came by telephone and was not verified: whoever held it may have"
        " pressed the key. {n} household(s) saw nobody; that is no signal.",
    },
    "next": {"zh": "下一步：", "en": "What to do next:"},
    "help": {
        "zh": "干部报告有急事：今天就联系本人，问需要什么帮助。",
        "en": "The official reported an emergency: get in touch today and ask what help is needed.",
    },
    "call back": {
        "zh": "有人想与工作人员通话：请由本县以外的督查人员回电，不要经过村里。",
        "en": "Somebody asked to speak to a person: let an inspector from outside the county call"
        " back, never through the village.",
    },
    "nothing to do": {"zh": "无需处理。", "en": "Nothing needs to be done."},
    "nothing follows": {
        "zh": "本次抽查得不出任何结论。",
        "en": "Nothing follows from this check.",
    },
    "degraded": {
        "zh": "本次抽签保证程度降低：{reason}",
        "en": "The proof of this draw is degraded: {reason}",
    },
    "digest": {"zh": "{day} 汇总", "en": "Digest of {day}"},
    "drawn": {
        "zh": "抽中{n}次，联系{contacts}人（户），已结束{closed}。",
        "en": "{n} inspections drawn; {contacts} contacts, of which {closed} are closed:",
    },
    "without telephone": {
        "zh": "其中{n}次没有电话通道：未询问农户。",
        "en": "In {n} of them there was no telephone lane: households were not asked.",
    },
    "assessed": {
        "zh": "上次汇总以来评估{n}次：",
        "en": "{n} inspections assessed since the last digest:",
    },
    "no findings": {"zh": "  没有线索。", "en": "  no findings"},
}
ATTEMPTS: Mapping[str, Labels] = {
    "chat ask": {"zh": "聊天提问", "en": "asked in the chat"},
    "chat remind": {"zh": "聊天提醒", "en": "reminded in the chat"},
    "voice ask": {"zh": "拨打电话", "en": "called"},
}
DISPOSITIONS: Mapping[Disposition, Labels] = {
    Disposition.COMPLETE: {"zh": "完整回答", "en": "answered in full"},
    Disposition.PARTIAL: {"zh": "部分回答", "en": "answered in part"},
    Disposition.REFUSED: {"zh": "不愿回答", "en": "did not want to answer"},
    Disposition.BROKE_OFF: {"zh": "中途挂断", "en": "hung up midway"},
    Disposition.LATER: {"zh": "请求改时再打", "en": "asked for a later call"},
    Disposition.NON_CONTACT: {"zh": "无人接听", "en": "no answer"},
    Disposition.BUSY: {"zh": "占线", "en": "busy"},
    Disposition.ANSWERING_MACHINE: {"zh": "语音信箱", "en": "answering machine"},
    Disposition.ATTEMPTS_EXHAUSTED: {"zh": "多次联系未果", "en": "not reached in all attempts"},
    Disposition.SILENT: {"zh": "接听但无声", "en": "picked up but said nothing"},
    Disposition.NOT_ATTEMPTED: {"zh": "未联系", "en": "not attempted"},
    Disposition.CARRIER_FAULT: {"zh": "线路故障", "en": "fault of the carrier"},
    Disposition.OUT_OF_SERVICE: {"zh": "号码不可用", "en": "number not in service"},
    Disposition.WRONG_PERSON: {"zh": "号码属于他人", "en": "a stranger's number"},
    Disposition.MOVED: {"zh": "已搬走", "en": "moved away"},
    Disposition.LEFT_POST: {"zh": "已离任", "en": "left the post"},
}
KINDS: Mapping[FindingKind, Labels] = {
    FindingKind.PRESENCE_CONTRADICTED: {
        "zh": "在岗说法与农户说法不一致",
        "en": "presence contradicted by households",
    },
    FindingKind.UNREACHABLE: {"zh": "多次联系不上", "en": "official could not be reached"},
    FindingKind.MONEY_ASKED: {"zh": "有人索要钱物", "en": "money or gifts were asked for"},
    FindingKind.COACHED: {"zh": "有人教答", "en": "answers were coached"},
}
NEXT: Mapping[FindingKind, Labels] = {
    FindingKind.PRESENCE_CONTRADICTED: {
        "zh": "先查请假、公出和会议记录，再听本人说明；不得透露哪些农户被访。这是线索，不是结论。",
        "en": "Look at leave, trip and meeting records first, then hear the official. Never say"
        " which households were asked. This is a signal, not a verdict.",
    },
    FindingKind.UNREACHABLE: {
        "zh": "用单位固定电话核实号码是否有效，了解原因。联系不上不等于不在岗。",
        "en": "Check through the office landline whether the number is right, and ask why."
        " Unreachable is not absent.",
    },
    FindingKind.MONEY_ASKED: {
        "zh": "由非本县人员走访多户核实，不得只访这一户。",
        "en": "Have somebody from outside the county visit several households, never this one"
        " alone.",
    },
    FindingKind.COACHED: {
        "zh": "本村回答暂不作依据，换期另抽农户。",
        "en": "Do not rely on this village's answers for now; let other households be drawn.",
    },
}
