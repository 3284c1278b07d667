"""Municipality codes: real ones are read, mistyped ones are caught."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kyodo_core.domain.codes import PREFECTURES, MunicipalityCode, check_digit

FIVE_DIGITS = st.from_regex(r"[0-9]{5}", fullmatch=True)
VALID_STEMS = st.builds("{:02}{:03}".format, st.integers(1, len(PREFECTURES)), st.integers(0, 999))


@pytest.mark.parametrize(
    ("code", "prefecture"),
    [
        pytest.param("032093", "岩手県", id="ichinoseki"),
        pytest.param("032051", "岩手県", id="hanamaki"),
        pytest.param("352039", "山口県", id="yamaguchi"),
        pytest.param("011002", "北海道", id="sapporo"),
        pytest.param("131016", "東京都", id="chiyoda"),
        pytest.param("041009", "宮城県", id="sendai"),
        pytest.param("141003", "神奈川県", id="yokohama"),
        pytest.param("271004", "大阪府", id="osaka"),
        pytest.param("472018", "沖縄県", id="naha"),
        pytest.param("010006", "北海道", id="hokkaido"),
        pytest.param("130001", "東京都", id="tokyo"),
    ],
)
def test_real_code_is_read_with_its_prefecture(code: str, prefecture: str) -> None:
    read = MunicipalityCode.parse(code)

    assert (str(read), read.prefecture) == (code, prefecture)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("", id="empty"),
        pytest.param("3209", id="without-zero-and-check-digit"),
        pytest.param("03209", id="without-check-digit"),
        pytest.param("0320930", id="seven-digits"),
        pytest.param("０３２０９３", id="full-width"),
        pytest.param("03209a", id="letter"),
        pytest.param("03-093", id="hyphen"),
        pytest.param(" 03209", id="space"),
        pytest.param("000000", id="prefecture-00"),
        pytest.param("482013", id="prefecture-48"),
    ],
)
def test_what_is_no_code_is_refused_without_a_guess(code: str) -> None:
    with pytest.raises(ValueError, match=r"^$"):
        MunicipalityCode.parse(code)


@pytest.mark.parametrize(("wrong", "right"), [("032094", "032093"), ("352030", "352039")])
def test_wrong_check_digit_is_refused_with_the_right_code(wrong: str, right: str) -> None:
    with pytest.raises(ValueError, match=f"^{right}$"):
        MunicipalityCode.parse(wrong)


@given(VALID_STEMS)
def test_check_digit_completes_any_code_of_a_prefecture(stem: str) -> None:
    code = MunicipalityCode.parse(stem + check_digit(stem))

    assert str(code) == stem + check_digit(stem)
    assert code.prefecture == PREFECTURES[int(stem[:2]) - 1]


@given(VALID_STEMS, st.integers(0, 4), st.sampled_from("0123456789"))
def test_one_mistyped_digit_changes_the_check_digit(stem: str, place: int, digit: str) -> None:
    """Except where the digit is 1, which two remainders share (0 and 10)."""
    assume(stem[place] != digit)
    mistyped = stem[:place] + digit + stem[place + 1 :]
    assume("1" not in (check_digit(stem), check_digit(mistyped)))

    assert check_digit(mistyped) != check_digit(stem)


@given(FIVE_DIGITS)
def test_check_digit_is_one_digit(stem: str) -> None:
    assert check_digit(stem) in tuple("0123456789")


def test_there_are_47_prefectures() -> None:
    assert len(PREFECTURES) == len(set(PREFECTURES)) == 47
    assert (PREFECTURES[0], PREFECTURES[12], PREFECTURES[46]) == ("北海道", "東京都", "沖縄県")
