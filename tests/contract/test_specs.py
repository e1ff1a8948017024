from pathlib import Path

import pytest

from tests.contract.specs import published


def test_without_a_named_folder_there_are_no_specifications() -> None:
    assert published({}) is None
    assert published({"MINGCHA_SPECS": ""}) is None


def test_a_folder_without_them_is_an_error_and_no_skip(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"has no telegram_bot_api\.json"):
        published({"MINGCHA_SPECS": str(tmp_path)})
