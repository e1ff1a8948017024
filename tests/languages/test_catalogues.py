"""No text is missing, stale, unchecked or outside the catalogues."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

from inspection.catalogue import CATALOGUES, SOURCE
from tests.languages.catalogues import (
    Key,
    compiled,
    extracted,
    forms_of,
    key_of,
    languages,
    messages,
    po_of,
    renewed,
    stored,
    written,
)
from tests.languages.checking import complaints
from tests.languages.literals import chinese_outside, templates, unreadable, words_in
from tests.source import Source, sources

ROOT = Path(__file__).parents[2]
MEND = "run `make catalogues` and translate what it lists"


@pytest.fixture(scope="module")
def template() -> Catalog:
    return extracted()


def translations(catalogue: Catalog) -> dict[Key, tuple[str, ...]]:
    return {key_of(message): forms_of(message) for message in messages(catalogue)}


def in_binary(compiled_catalogue: bytes) -> dict[Key, tuple[str, ...]]:
    return translations(read_mo(BytesIO(compiled_catalogue)))


def test_chinese_and_english_are_there_and_english_comes_last() -> None:
    assert set(languages()) >= {"zh", "en"}
    assert list(CATALOGUES) == [*(code for code in languages() if code != SOURCE), SOURCE]


@pytest.mark.parametrize("language", languages())
def test_every_phrase_is_translated_and_every_translation_used(
    language: str, template: Catalog
) -> None:
    found = complaints(stored(language), template, language)
    assert not found, "\n".join([MEND, *found])


@pytest.mark.parametrize("language", languages())
def test_what_the_product_reads_is_what_translators_wrote(language: str) -> None:
    binary = po_of(language).with_suffix(".mo").read_bytes()
    assert in_binary(binary) == in_binary(compiled(stored(language))), MEND
    assert len(in_binary(binary)) > 200


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_stands_as_the_tool_writes_it(language: str, template: Catalog) -> None:
    """Whoever runs it next changes nothing but what they translate."""
    again = written(renewed(stored(language), template, language))
    assert again == po_of(language).read_bytes(), MEND


def test_no_text_stands_in_the_source_in_chinese() -> None:
    assert [line for source in sources(ROOT) for line in chinese_outside(source)] == []


def test_every_phrase_can_be_read_out_of_the_source() -> None:
    assert [line for source in sources(ROOT) for line in unreadable(source)] == []


@pytest.mark.parametrize("path", sorted(templates(ROOT)), ids=lambda path: path.name)
def test_a_page_is_given_its_words(path: Path) -> None:
    assert words_in(path.read_text(encoding="utf-8")) == ""


def test_words_in_a_page_are_noticed() -> None:
    assert words_in("<h1 title='a'>{{ title }}</h1>{# note #}<style>p {}</style>") == ""
    assert words_in("<h1>{{ title }}</h1>\n<p>Valid until {{ day }}</p>") == "Valid until"


# -- what the guards see, beside what they let pass ----------------------------------------------


def small(*texts: tuple[str | tuple[str, str], str | tuple[str, ...]]) -> Catalog:
    catalogue = Catalog(locale="zh", fuzzy=False)
    for words, said in texts:
        catalogue.add(words, said, context="summary")
    return catalogue


HOUSES = (("{n} house", "{n} houses"), ("{n}户",))
TEAM = ("Team {team}", "工作队{team}")


@pytest.mark.parametrize(
    ("catalogue", "complaint"),
    [
        (small(HOUSES, TEAM), None),
        (small(HOUSES), "zh: “Team {team}” (summary) is in no catalogue"),
        (small(HOUSES, TEAM, ("Old", "旧")), "zh: “Old” (summary) is used nowhere"),
        (small(HOUSES, ("Team {team}", "")), "zh: “Team {team}” (summary) is not translated"),
        (small(HOUSES, ("Team {team}", " ")), "is not translated"),
        (small(HOUSES, ("Team {team}", "Team {team}")), "(summary) is still in English"),
        (small(TEAM, (HOUSES[0], ("{n}户", "{n}户"))), "“{n} house” (summary) is not translated"),
        (small(HOUSES, ("Team {team}", "工作队")), "has the places []; expected ['team']"),
        (small(HOUSES, ("Team {team}", "{team}{n}")), "has the places ['n', 'team']"),
        (small(TEAM, (HOUSES[0], ("一户",))), None),
        (small(TEAM, (HOUSES[0], ("{m}户",))), "has the places ['m']; expected ['n']"),
    ],
)
def test_a_wrong_catalogue_is_noticed_and_a_right_one_is_not(
    catalogue: Catalog, complaint: str | None
) -> None:
    found = complaints(catalogue, small(HOUSES, TEAM), "zh")
    if complaint is None:
        assert found == []
    else:
        assert len(found) == 1
        assert complaint in found[0]


def test_a_changed_sentence_is_marked_until_somebody_has_looked_at_it() -> None:
    before = small(("Please answer by {answer_by}.", "请在{answer_by}之前回答。"))
    template = small(("Please answer before {answer_by}.", ""))
    (message,) = messages(renewed(before, template, "zh"))
    assert message.string == "请在{answer_by}之前回答。"
    (found,) = complaints(before, template, "zh")
    assert "is fuzzy: check the translation, remove the mark" in found
    message.flags.discard("fuzzy")
    assert complaints(before, template, "zh") == []


def test_english_is_its_own_translation() -> None:
    template = small((HOUSES[0], ""), ("Team {team}", ""))
    english = Catalog(locale="en", fuzzy=False)
    renewed(english, template, "en")
    assert set(translations(english).values()) == {HOUSES[0], ("Team {team}",)}
    assert complaints(english, template, "en") == []


def planted(text: str, path: str = "inspection/planted.py") -> Iterator[str]:
    source = Source(Path(path), text)
    yield from chinese_outside(source)
    yield from unreadable(source)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('A = "village"', None),
        ('"""Says 您好."""\nA = 1  # 您好', None),
        ('A = "您好"', "planted.py:1 says “您好” outside the catalogues"),
        ('A = f"{n}户"', "planted.py:1 says “户” outside the catalogues"),
        ('A = phrase("call", "Hello" " you.")', None),
        ('A = phrase(WHERE, "Hello")', "planted.py:1 calls phrase with what is no literal text"),
        ('A = phrase("call", f"{n} times")', "calls phrase with what is no literal text"),
        ('A = counted("call", "{n} time", many)', "calls counted with what is no literal text"),
        ('A = counted("call", "one time", "many")', "counts without a place {n}"),
    ],
)
def test_a_text_outside_the_catalogues_is_noticed(text: str, complaint: str | None) -> None:
    found = list(planted(text))
    if complaint is None:
        assert found == []
    else:
        assert len(found) == 1
        assert complaint in found[0]


def test_names_that_the_product_invents_or_reads_are_no_texts() -> None:
    assert list(planted('A = "王"', "documents/generator/names.py")) == []
    assert list(planted('A = "王"', "simulator/phrases.py")) == []
