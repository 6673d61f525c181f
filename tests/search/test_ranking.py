"""The order of hits, from candidates alone."""

from datetime import UTC, datetime
from uuid import UUID

from app.search.ranking import Candidate, Frequencies, Sign, rank
from app.search.understanding import understand


def a_candidate(
    number: int, body: str = "", *, name: str = "", language: str = "vi", position: int = 0, signs: Sign = Sign.none
) -> Candidate:
    sequence = f"\n{name}\n{body}"
    published = datetime(2018, 1, 1 + number % 28, tzinfo=UTC)
    return Candidate(number, UUID(int=number), language, position, published, signs, sequence)


def order(query: str, *candidates: Candidate, languages: tuple[str, ...] = ("vi", "en")) -> list[int]:
    return [one.best.id for one in rank(understand(query), candidates, languages, Frequencies())]


def test_words_side_by_side_come_before_words_apart() -> None:
    assert order("tu do", a_candidate(1, "tu x do x x"), a_candidate(2, "x x x tu do"), a_candidate(3, "do tu x x x"))[0] == 2


def test_a_name_comes_before_a_text_and_a_whole_name_before_both() -> None:
    text = a_candidate(1, "quyen con nguoi")
    name = a_candidate(2, name="ve quyen con nguoi o")
    whole = a_candidate(3, name="quyen con nguoi", signs=Sign.whole_name)
    assert order("quyen con nguoi", text, name, whole) == [3, 2, 1]


def test_marks_as_typed_come_before_everything_that_differs_in_them() -> None:
    differs = a_candidate(1, name="thanh nien", signs=Sign.whole_name)
    as_typed = a_candidate(2, "x x thanh x nien", signs=Sign.as_marked)
    assert order("thành niên", differs, as_typed) == [2, 1]
    assert order("thanh nien", differs, as_typed) == [1, 2]


def test_a_documents_own_number_comes_before_mentions_of_it() -> None:
    own = a_candidate(1, signs=Sign.own_number)
    mention = a_candidate(2, "so 16 qd ttg", signs=Sign.neighbours)
    assert order("16/QĐ-TTg", mention, own) == [1, 2]


def test_a_document_stands_once_by_its_best_passage_and_counts_the_others() -> None:
    document = UUID(int=9)
    poor = Candidate(1, document, "vi", 0, datetime(2018, 1, 1, tzinfo=UTC), Sign.none, "\n\ntu x x do")
    best = Candidate(2, document, "vi", 3, datetime(2018, 1, 1, tzinfo=UTC), Sign.none, "\n\ntu do")
    other = Candidate(3, document, "en", 3, datetime(2018, 1, 1, tzinfo=UTC), Sign.none, "\n\ntu")
    (one,) = rank(understand("tự do"), [poor, best, other], ("vi",), Frequencies())
    assert (one.best.id, one.more) == (2, 1)


def test_the_readers_language_comes_first_among_equals_and_a_good_hit_before_a_poor_one() -> None:
    english, vietnamese = a_candidate(1, "cedaw", language="en"), a_candidate(2, "cedaw")
    assert order("cedaw", english, vietnamese, languages=("en", "vi")) == [1, 2]
    assert order("cedaw", english, vietnamese, languages=("vi", "en")) == [2, 1]
    named = a_candidate(3, name="cedaw", language="en", signs=Sign.whole_name)
    assert order("cedaw", vietnamese, named)[0] == 3


def test_rare_words_tell_more_than_common_ones() -> None:
    known = Frequencies(1000, 10.0, {"quyen": 900, "ti": 3})
    common, rare = a_candidate(1, "quyen quyen quyen x"), a_candidate(2, "ti x x x")
    assert [one.best.id for one in rank(understand("quyen, ti"), [common, rare], ("vi",), known)] == [2, 1]


def test_equals_come_newest_first_and_always_in_the_same_order() -> None:
    candidates = [a_candidate(number, "tu do") for number in (5, 3, 20, 11)]
    assert order("tu do", *candidates) == order("tu do", *reversed(candidates)) == [20, 11, 5, 3]
