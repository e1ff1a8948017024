"""A tiny roster on disk, and a tiny survey by phone."""

from pathlib import Path

from tests.simulator.product import Product, gather, say

SHEETS = {
    "villages": "code,name,township,county,prefecture,province,zone",
    "teams": "team,village,name",
    "officials": "official,name,phone,language,unit",
    "postings": "official,team,role,from,to",
    "households": "household,village,name,phones,language,in_programme,cadre_kin",
    "designations": "household,official,from,to",
    "inspectors": "inspector,name,phone,language,region,county",
}
WHERE = (
    "Did you see the work team in the village {days}?"
    " For yes, I saw them, press 2. For I was away from the village, press 3."
    " For no, I did not see them, press 1. For I don't know, press 8."
)


def write_roster(folder: Path, *, teams: int = 20, households: int = 6) -> Path:
    """One team of three in each village, and households with the numbers +8619800vvhh."""
    rows: dict[str, list[str]] = {name: [header] for name, header in SHEETS.items()}
    for n in range(teams):
        rows["villages"].append(f"5301280000{n:02},Village {n:02},T,C,P,Y,")
        rows["teams"].append(f"T{n:02},5301280000{n:02},Team {n:02}")
        for m in range(3):
            rows["officials"].append(
                f"O{n:02}{m},Official {n:02}{m},199 0000 {n:02}{m:02},en,Bureau"
            )
            rows["postings"].append(f"O{n:02}{m},T{n:02},member,2025-01-01,")
        for h in range(households):
            number = f"+86198000{n:03}{h:02}"
            rows["households"].append(
                f"H{n:02}{h},5301280000{n:02},Family {n:02}{h},{number},en,yes,no"
            )
    rows["inspectors"].append("I1,Inspector,+8619700000001,en,530128,530129")
    for name, lines in rows.items():
        text = "\n".join(lines) + "\n"
        (folder / f"{name}.csv").write_text(text, encoding="utf-8-sig")
    return folder


def survey(product: Product, *, village: str, days: str = "today or yesterday") -> None:
    """Consent, household, seen; the digits come to /household, /seen, /end."""
    menus = {
        "/voice": (
            "Can you talk freely, alone, and are you willing to answer? For yes, press 1."
            " For call me later, press 2. For no, do not call, press 3.",
            "/household",
        ),
        "/household": (
            f"Is your household in {village}? For yes, press 1. For no, press 2."
            " For we moved away, press 3.",
            "/seen",
        ),
        "/seen": (WHERE.format(days=days), "/end"),
    }
    for path, (text, action) in menus.items():
        product.documents[path] = say(gather(text.replace("'", "&apos;"), action))
    product.documents["/end"] = say("<Say>Thank you.</Say>")
