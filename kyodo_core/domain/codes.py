"""全国地方公共団体コード: six digits, the last one a check digit (総務省)."""

from attrs import frozen

PREFECTURES: tuple[str, ...] = (
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
)


def check_digit(first_five: str) -> str:
    """The sixth digit of a code: weights 6 to 2, eleven less the remainder by eleven, last digit."""
    total = sum(int(digit) * weight for digit, weight in zip(first_five, range(6, 1, -1), strict=True))
    return str((11 - total % 11) % 10)


@frozen
class MunicipalityCode:
    """A municipality's code; text, because it may begin with 0."""

    text: str

    @classmethod
    def parse(cls, text: str) -> "MunicipalityCode":
        """Read a code of six ASCII digits.

        Raises:
            ValueError: not six digits, a wrong check digit, or no such prefecture. The argument of
                the error is the code with the right check digit, or empty if there is none.
        """
        if len(text) != 6 or not (text.isascii() and text.isdigit()):
            raise ValueError("")
        if not 1 <= int(text[:2]) <= len(PREFECTURES):
            raise ValueError("")
        if text[5] != check_digit(text[:5]):
            raise ValueError(text[:5] + check_digit(text[:5]))
        return cls(text)

    def __str__(self) -> str:
        return self.text

    @property
    def prefecture(self) -> str:
        return PREFECTURES[int(self.text[:2]) - 1]
