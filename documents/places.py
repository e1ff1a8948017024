"""Places: village committees with their statistical codes, for examples and generated rosters.

`LUQUAN` is public fact: the National Bureau of Statistics' codes of 2023 (as of 30 June 2023).
Invented places lie in province 99, a code that is not allotted."""

from dataclasses import dataclass

VILLAGES_A_TOWNSHIP = 12
TOWNSHIPS_A_COUNTY = 14
COUNTIES_A_PREFECTURE = 20
PREFECTURES = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    code: str
    name: str
    township: str
    county: str
    prefecture: str
    province: str


_LUQUAN_TOWNSHIPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "530128102": ("撒营盘镇", ("尚德", "撒老坞", "卡柱", "美能")),
    "530128103": ("转龙镇", ("转龙", "腊乌卡", "月牙", "则邑")),
    "530128104": ("茂山镇", ("茂山", "甲甸", "永定", "永翠")),
    "530128105": ("团街镇", ("运昌", "龙海", "治安", "树安")),
    "530128107": ("皎平渡镇", ("皎西", "长麦地", "永善", "半角")),
    "530128108": ("乌东德镇", ("大松树", "达作卧", "中村", "太平")),
}

LUQUAN: tuple[Place, ...] = tuple(
    Place(
        code=f"{township_code}{number}",
        name=village if village.endswith("村") else f"{village}村",
        township=township,
        county="禄劝彝族苗族自治县",
        prefecture="昆明市",
        province="云南省",
    )
    for township_code, (township, villages) in _LUQUAN_TOWNSHIPS.items()
    for number, village in enumerate(villages, start=201)
)

_FIRST = "青红金银石松云龙凤清白黄大小新上下东西南"
_SECOND = "山河岭坪溪泉湾坝塘桥林田沟坡井"


def invented_places(count: int) -> tuple[Place, ...]:
    """The first `count` villages of an invented province; raises ValueError beyond 302,400."""
    most = PREFECTURES * COUNTIES_A_PREFECTURE * TOWNSHIPS_A_COUNTY * VILLAGES_A_TOWNSHIP
    if not 1 <= count <= most:
        raise ValueError(f"{count} teams: choose 1 to {most:,}")
    return tuple(_invented(number) for number in range(count))


def _invented(number: int) -> Place:
    township, village = divmod(number, VILLAGES_A_TOWNSHIP)
    county, township = divmod(township, TOWNSHIPS_A_COUNTY)
    prefecture, county = divmod(county, COUNTIES_A_PREFECTURE)
    return Place(
        code=f"99{prefecture + 1:02}{county + 21:02}{township + 101:03}{village + 201:03}",
        name=f"{_word(number)}村",
        township=f"{_word(7 * township + county)}镇",
        county=f"{_word(11 * county + 3 * prefecture + 5)}县",
        prefecture=f"{_word(13 * prefecture + 2)}市",
        province="虚构省",
    )


def _word(number: int) -> str:
    """One of 300 place names; like real ones they repeat, so only the code tells places apart."""
    return _FIRST[number % len(_FIRST)] + _SECOND[number % len(_SECOND)]
