"""Names: common surnames and given names, put together by chance."""

from documents.generator.chance import Chance

SURNAMES: tuple[str, ...] = (
    *"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗",
    *"梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕",
)
GIVEN = (  # noqa: SIM905 - names read better as a line
    "伟 芳 敏 静 丽 强 磊 军 洋 勇 艳 杰 涛 明 超 霞 平 刚 辉 玲 桂英 秀英 玉兰 "
    "建国 建华 国强 志强 志明 文华 春梅 秀兰 红梅 海燕 晓东 晓红 小明 成林 德才 正华 "
    "光明 家兴 永福 永贵 兴旺 开荣 凤英 金花 银花 朝阳 学文 学军 绍华 云飞 天才 忠义"
).split()
OFFICES = ("农业农村局", "教育体育局", "水务局", "卫生健康局", "财政局", "民政局", "供电局")


def person(chance: Chance) -> str:
    return chance.one_of(SURNAMES) + chance.one_of(GIVEN)


def unit(chance: Chance, county: str) -> str:
    """The office from which an official was posted."""
    return county + chance.one_of(OFFICES)
