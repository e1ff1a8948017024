"""What officials write when they are asked for a few words. Invented."""

from collections.abc import Mapping

PHRASES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "task": {
        "zh": (
            "在核对低保名单。",
            "在三组查看饮水管道。",
            "帮合作社联系收购。",
            "整理危房改造材料。",
        ),
        "en": ("Checking the relief list.", "Looking at the water pipe in group three."),
    },
    "visited": {
        "zh": ("走访了两户，谈到看病报销和孩子上学。", "去了两户，谈到就业和修房。"),
        "en": ("Two households in group two: medical bills, and a job for the son.",),
    },
    "pressing": {
        "zh": ("饮水不稳，需要县水务局帮助。", "通组路塌方，需要乡镇帮助。"),
        "en": ("The water supply fails in winter; the county water office should help.",),
    },
    "trip_detail": {
        "zh": ("到县里开会，明天返回，已向乡镇报备。", "去州里跑项目，后天返回，已向组织部报备。"),
        "en": ("A meeting in the county town, back tomorrow, the township knows.",),
    },
    "leave_detail": {
        "zh": ("请假到周五，乡镇批准的。", "请假两天，组织部批准。"),
        "en": ("Until Friday, approved by the township.",),
    },
    "rest_detail": {"zh": ("明天回到岗位。",), "en": ("Tomorrow.",)},
    "emergency_detail": {
        "zh": ("家里老人住院，不用联系别人。",),
        "en": ("A parent is in hospital; nobody needs to be called.",),
    },
}
