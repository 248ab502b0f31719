"""What `python -m geo` says."""

import re
import string
from pathlib import Path

import pytest

from geo import messages

GEO = Path(messages.__file__).parent
WORDS = messages._words()


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", WORDS)
def test_each_message_is_in_both_languages_with_the_same_values(key):
    assert set(WORDS[key]) == {"vi", "en"}
    assert places(WORDS[key]["vi"]) == places(WORDS[key]["en"])
    assert WORDS[key]["vi"] != WORDS[key]["en"]


def test_every_message_is_used_and_every_used_one_is_there():
    source = "".join(file.read_text(encoding="utf-8") for file in GEO.glob("*.py"))
    used = set(re.findall(r'(?:message|RefusedError)\(\s*"(\w+)"', source))
    used |= {"lies_elsewhere", "communes_missing"}  # one of them is chosen by what was found
    from geo.joining import WAYS

    assert used | {f"matched_by_{way}" for way in WAYS} == set(WORDS)


def test_a_message_without_one_of_its_values_is_an_error():
    with pytest.raises(KeyError):
        messages.message("no_such_file")
