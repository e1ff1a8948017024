"""What a report of estimates says in words, and the small picture of an interval."""

from collections.abc import Mapping

from inspection.estimate import Estimate
from inspection.form import Labels
from inspection.questions import VILLAGER, WHEREABOUTS
from inspection.topic import LATE, UNSUPPORTED

TITLES: Mapping[str, Labels] = {
    "attendance": {
        "zh": "干部在哪里（本人所说）",
        "en": "Where officials are, as they say themselves",
    },
    "seen": {
        "zh": "农户在所问的两天见到工作队",
        "en": "The household saw the team on the two days",
    },
    "helper": {"zh": "农户知道联系干部", "en": "The household knows its official"},
    "visits": {"zh": "三十天内来访来电", "en": "Visits or calls in thirty days"},
    "needs": {"zh": "最急的困难", "en": "Most urgent need"},
    "answered": {"zh": "提过的困难有人回话", "en": "A problem raised was answered"},
    "fair": {"zh": "评选公道", "en": "The choosing of beneficiaries was fair"},
    "posted": {"zh": "名单公示", "en": "The list was posted"},
    "money": {"zh": "有人要钱物", "en": "Somebody asked for money or gifts"},
    "coached": {"zh": "有人教怎么回答", "en": "Somebody told them how to answer"},
}
_CLAIMS: Mapping[str, Labels] = {
    "present": {"zh": "在岗（按本人所说）", "en": "present, as claimed"},
    UNSUPPORTED: {
        "zh": "  其中：说在村，答话的农户无人见到",
        "en": "  of these: in the village, but no household saw the team",
    },
    LATE: {"zh": "  其中：逾时才答", "en": "  of these: said so late"},
    "village": {"zh": "  其中：在村", "en": "  of these: in the village"},
    "trip": {"zh": "  其中：公出", "en": "  of these: on an official trip"},
}
TEXTS: Mapping[str, Labels] = {
    "head": {
        "zh": "估计：{where}，{first}至{last}（含）。已结束的检查{picks}次。",
        "en": "Estimates for {where}, {first} to {last}. Inspections that are over: {picks}.",
    },
    "everywhere": {"zh": "全部地区", "en": "all regions"},
    "unsettled": {
        "zh": "另有{n}次检查尚未结束，没有计入：先答话的人先计入，结果会偏高。请等它们结束。",
        "en": "{n} more are not over and are left out. Whoever answers at once comes in first, so"
        " wait for them before you rely on this.",
    },
    "none": {
        "zh": "这段时间在该地区没有已结束的检查，无从估计。",
        "en": "No inspection of this region and period is over: there is nothing to estimate from.",
    },
    "nobody": {"zh": "无人回答", "en": "nobody answered"},
    "hidden": {"zh": "不显示", "en": "hidden"},
    "why hidden": {
        "zh": "不显示的：回答的人不足{people}个，或由它可推算出别的不显示的结果，或村的最近回答未满"
        "{days}天。",
        "en": "Hidden: fewer than {people} people answered, or another hidden figure would follow"
        " from it, or a village's last answer is not {days} days old.",
    },
    "more": {
        "zh": "证据不足（要求±{margin}个百分点）：约需再联系{n}人次",
        "en": "not enough evidence for +-{margin} points: about {n} more contacts",
    },
    "enough": {
        "zh": "证据足够（±{margin}个百分点）",
        "en": "evidence enough for +-{margin} points",
    },
    "not said": {
        "zh": "这些数字不能说明什么：每个回答代表同县、同一时段没有回答的人。"
        "如果不在岗的人更少回答，在岗率就偏高（他们的回答率若只有别人一半，30%缺岗只显示18%）。“在岗”只是本人所说。"
        "地区按代码排列，不得排名；村、队、个人人数太少，不能据此评价。",
        "en": "What these figures cannot say: each answer stands for those of the same county and"
        " part of the day who gave none. If people who are away answer less, presence looks too"
        " good: if they answer half as often, an absence of 30 % comes out as 18 %. Presence is"
        " what people claim. Regions stand in order of their codes: this is no ranking, and no"
        " judgement of a village, a team or a person.",
    },
    "rates": {
        "zh": "联系结果（AAPOR标准定义第10版；e=资格不明者中按合格计的比例）",
        "en": "Outcomes of contacts (AAPOR Standard Definitions, 10th edition; e = share of those"
        " of unknown eligibility taken to be eligible)",
    },
    "official": {"zh": "干部", "en": "officials"},
    "household": {"zh": "农户", "en": "households"},
    "region": {"zh": "地区", "en": "region"},
    "answer": {"zh": "回答", "en": "answer"},
    "share": {"zh": "比例", "en": "share"},
    "interval": {"zh": "95%区间", "en": "95 % interval"},
    "answers": {"zh": "回答数", "en": "n"},
    "effective": {"zh": "有效数", "en": "n_eff"},
    "contacts": {"zh": "联系数", "en": "contacts"},
    "who": {"zh": "对象", "en": "who"},
}
_DOT, _LINE, _LEFT, _RIGHT, _POINT = "·", "─", "├", "┤", "●"


def label(topic: str, value: str, language: str) -> str:
    """A line of a topic's result."""
    if topic == "attendance":
        words = _CLAIMS.get(value)
        return words[language] if words else WHEREABOUTS.choice(value).label[language]
    return VILLAGER.questions[topic].choice(value).label[language]


def picture(estimate: Estimate, width: int = 25) -> str:
    """The interval and the share on a line from 0 to 1, `width` signs wide."""
    low, share, high = (
        round(x * (width - 1))
        for x in (estimate.interval.low, estimate.share, estimate.interval.high)
    )
    signs = [_LINE if low <= at <= high else _DOT for at in range(width)]
    signs[low], signs[high] = _LEFT, _RIGHT
    signs[share] = _POINT
    return "".join(signs)
