"""The list of officers lets in exactly those who stand on it; broken, it lets nobody in."""

import pytest

from data import officers
from data.officers import Officer, OfficersUnreadableError
from data.scope import EVERYTHING, Scope

AN = Officer("an@sonla.gov.vn", "Nguyễn Văn An")
BINH = Officer("binh@sonla.gov.vn", "Lò Thị Bình", "CQ03")
GOOD = """
[[officer]]
email = " An@SonLa.gov.vn "
name = "Nguyễn Văn An"

[[officer]]
email = "binh@sonla.gov.vn"
name = "Lò Thị Bình"
agency = "CQ03"
"""


@pytest.fixture
def listed(tmp_path, monkeypatch):
    """Writes the list."""
    path = tmp_path / "officers.toml"
    monkeypatch.setenv("OFFICERS_FILE", str(path))
    return lambda text: path.write_text(text, encoding="utf-8")


def test_officers_are_read_with_their_agency(listed):
    listed(GOOD)
    assert officers.officers() == (AN, BINH)


def test_an_officer_is_found_by_the_email_of_the_login_however_it_is_written(listed):
    listed(GOOD)
    assert officers.find({"email": "AN@sonla.gov.vn", "email_verified": True}) == AN


def test_an_address_that_the_provider_does_not_say_is_verified_is_nobodys(listed):
    listed(GOOD)
    for said in ({}, {"email_verified": None}, {"email_verified": "true"}, {"email_verified": 1}):
        assert officers.find({"email": "an@sonla.gov.vn", **said}) is None
        assert not officers.is_verified({"email": "an@sonla.gov.vn", **said})


def test_letters_that_fold_alike_are_two_addresses(listed):
    listed(GOOD + '\n[[officer]]\nemail = "strasse@sonla.gov.vn"\nname = "Ba"\n')
    for email in (
        "straße@sonla.gov.vn",
        "\u212aan@sonla.gov.vn",
        "an@\u017fonla.gov.vn",
        "an@sonla.gov.vn ",
        "\ufb01@sonla.gov.vn",
        "\ud800an@sonla.gov.vn",
    ):
        assert officers.find({"email": email, "email_verified": True}) is None, email
    listed('[[officer]]\nemail = "KIEN@sonla.gov.vn"\nname = "Kiên"\n')
    assert officers.find({"email": "\u212aien@sonla.gov.vn", "email_verified": True}) is None


BY_SUBJECT = (
    GOOD
    + """
[[officer]]
issuer = "https://login.example"
subject = "Ab-12"
name = "Cầm Văn Chung"
"""
)


def test_where_no_address_is_verified_issuer_and_subject_name_the_officer(listed):
    listed(BY_SUBJECT)
    chung = {"iss": "https://login.example", "sub": "Ab-12"}
    assert officers.find(chung).name == "Cầm Văn Chung"
    assert officers.find(chung | {"email": "khac@x.vn"}).name == "Cầm Văn Chung"
    for other in ({"sub": "ab-12"}, {"iss": "https://login.example/"}, {"sub": ["Ab-12"]}):
        assert officers.find(chung | other) is None


def test_a_login_is_named_by_issuer_and_subject_for_good():
    assert officers.login_of({"iss": "https://a", "sub": "1", "name": "An"}) == "https://a 1"
    for claims in ({}, {"iss": "https://a"}, {"sub": "1"}, {"iss": "", "sub": "1"}):
        assert officers.login_of(claims) == ""


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email": None},
        {"email": ""},
        {"email": ["an@sonla.gov.vn"]},
        {"email": "la@sonla.gov.vn"},
        {"email": "an@sonla.gov.vn.example"},
        {"email": "an@sonla.gov.vn", "email_verified": False},
        {"email": "an@sonla.gov.vn", "email_verified": "false"},
        {"name": "Nguyễn Văn An"},
    ],
)
def test_nobody_else_is_let_in(listed, claims):
    listed(GOOD)
    assert officers.find(claims) is None


def test_without_a_list_there_is_no_officer(listed):
    assert not officers.is_set_up()
    assert officers.officers() == ()
    assert officers.find({"email": "an@sonla.gov.vn"}) is None


def test_who_is_struck_off_is_out_at_the_next_action(listed):
    listed(GOOD)
    binh = {"email": BINH.email, "email_verified": True}
    assert officers.find(binh) == BINH
    listed(GOOD[: GOOD.rindex("[[officer]]")])
    assert officers.find(binh) is None


@pytest.mark.parametrize(
    "text",
    [
        "[[officer]",
        "x = 1",
        GOOD + '\n[other]\nname = "x"',
        'officer = "an@sonla.gov.vn"',
        '[[officer]]\nemail = "an@sonla.gov.vn"',
        '[[officer]]\nname = "An"',
        '[[officer]]\nemail = "*"\nname = "An"',
        '[[officer]]\nemail = 1\nname = "An"',
        '[[officer]]\nemail = "a@b"\nname = "An"\nrole = "x"',
        GOOD + '\n[[officer]]\nemail = "AN@sonla.gov.vn"\nname = "An khác"',
        '[[officer]]\nissuer = "https://a"\nname = "An"',
        '[[officer]]\nemail = "a@b"\nissuer = "https://a"\nsubject = "1"\nname = "An"',
    ],
)
def test_a_broken_list_lets_nobody_in_and_says_so(listed, text):
    listed(text)
    assert officers.is_set_up()
    with pytest.raises(OfficersUnreadableError) as error:
        officers.find({"email": "an@sonla.gov.vn"})
    assert str(error.value)


def test_bytes_that_are_no_text_are_a_broken_list(tmp_path, listed):
    (tmp_path / "officers.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(OfficersUnreadableError):
        officers.officers()


def test_why_a_list_cannot_be_read_says_nothing_of_the_server(tmp_path, monkeypatch):
    monkeypatch.setenv("OFFICERS_FILE", str(tmp_path))
    with pytest.raises(OfficersUnreadableError) as error:
        officers.officers()
    assert str(tmp_path) not in str(error.value)


def test_an_officer_of_an_agency_publishes_that_agencys_part_alone():
    assert officers.may_publish(BINH, Scope(("activities",), "CQ03"))
    assert not officers.may_publish(BINH, Scope(("activities",), "CQ04"))
    assert not officers.may_publish(BINH, Scope(("activities",)))
    assert not officers.may_publish(BINH, EVERYTHING)
    assert not officers.may_roll_back(BINH)


def test_an_officer_of_the_record_may_do_all():
    assert officers.may_publish(AN, EVERYTHING)
    assert officers.may_publish(AN, Scope(("activities",), "CQ03"))
    assert officers.may_roll_back(AN)
