"""Words that tell nothing, and questions."""

import pytest

from app.search.query import Understanding
from app.search.understanding import understand
from app.search.understanding.knowledge import Knowledge
from app.search.understanding.marks import learn

KNOWN = Knowledge(learn(["quyền của trẻ em là gì", "trẻ em được bảo vệ như thế nào", "thế giới", "tự do", "ở cao bằng"]))


def telling(asked: Understanding) -> list[str]:
    return [word.read_as for word in asked.telling]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("quyền của trẻ em", ["quyền", "trẻ", "em"]),
        ("quyen cua tre em la gi", ["quyền", "trẻ", "em"]),
        ("tự do", ["tự", "do"]),
        ("thế giới", ["thế", "giới"]),
        ("nhà ở", ["nhà", "ở"]),
        ("the rights of the child", ["rights", "child"]),
        ("les droits de l'enfant", ["droits", "enfant"]),
        ("từ đó", ["từ", "đó"]),
        ("của", ["của"]),
        ("what is it", ["what", "is", "it"]),
        ("CEDAW là gì", ["cedaw"]),
        ("cedaw la gi", ["cedaw"]),
        ("what is CEDAW", ["cedaw"]),
        ("UPR ở đâu", ["upr"]),
        ("CEDAW是什么", ["cedaw"]),
        ("Ai Cập", ["ai", "cập"]),
        ("who", ["who"]),
        ("là gì", ["là", "gì"]),
    ],
)
def test_words_that_tie_are_left_out_while_enough_is_left(typed: str, left: list[str]) -> None:
    assert telling(understand(typed, KNOWN)) == left


@pytest.mark.parametrize(
    "typed",
    [
        "Trẻ em được bảo vệ như thế nào?",
        "tre em duoc bao ve nhu the nao",
        "quyền của trẻ em là gì",
        "Ai chịu trách nhiệm triển khai kế hoạch",
        "What does freedom of expression include",
        "why is torture prohibited",
        "人权是什么意思",
        "酷刑？",
        "Người lao động nước ngoài làm việc tại doanh nghiệp Việt Nam cần giấy phép theo quy định",
    ],
)
def test_a_question_is_recognised(typed: str) -> None:
    assert understand(typed, KNOWN).is_question


@pytest.mark.parametrize(
    "typed", ["quyền con người", "thế nào", "freedom of expression", "who", "人权", "Điều 25 Hiến pháp", "16/QĐ-TTg", ""]
)
def test_keywords_are_no_question(typed: str) -> None:
    assert not understand(typed, KNOWN).is_question
