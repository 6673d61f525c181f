"""Putting marks back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text.tokens import unmark
from app.search.understanding import marks
from app.search.understanding.marks import SyllableModel, learn

LINES = [
    "quyền con người",
    "quyền trẻ em",
    "con người . có quyền",
    "bảo vệ trẻ em",
    "người ta còn nói",
    "thanh niên",
    "thành niên",
    "thành niên",
]


def restored(model: SyllableModel, text: str, fixed: str = "") -> str:
    return " ".join(model.restore([(word, word in fixed.split()) for word in text.split()]))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("quyen con nguoi", "quyền con người"),
        ("nguoi ta con noi", "người ta còn nói"),
        ("bao ve tre em", "bảo vệ trẻ em"),
        ("thanh nien", "thành niên"),
        ("quyen xylophone", "quyền xylophone"),
        ("", ""),
    ],
)
def test_the_likeliest_neighbours_decide(typed: str, meant: str) -> None:
    assert restored(learn(LINES), typed) == meant


def test_what_is_fixed_keeps_its_form_and_decides_about_its_neighbours() -> None:
    assert restored(learn(LINES), "thanh nien", fixed="thanh") == "thanh niên"


def test_a_full_stop_parts_neighbours() -> None:
    model = learn(["quyền . trẻ", "quyển trẻ"])
    assert restored(model, "quyen tre") == "quyển trẻ"


def test_a_model_is_the_same_after_it_was_kept() -> None:
    model = learn(LINES)
    kept = SyllableModel.from_bytes(model.to_bytes())
    assert (len(kept), kept.pairs) == (len(model), model.pairs)
    assert restored(kept, "quyen con nguoi") == "quyền con người"
    assert kept.to_bytes() == model.to_bytes()


@pytest.mark.parametrize("kept", [b"", b"NQM0" + bytes(8), b"NQM1" + bytes(8) + b"x", b"\x00" * 100])
def test_what_another_version_kept_is_refused(kept: bytes) -> None:
    with pytest.raises(ValueError, match="model"):
        SyllableModel.from_bytes(kept)


def test_an_empty_model_changes_nothing() -> None:
    assert restored(learn([]), "quyen con nguoi") == "quyen con nguoi"


def test_what_is_kept_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks, "MOST_FORMS", 5)
    monkeypatch.setattr(marks, "MOST_PAIRS", 3)
    model = learn(LINES)
    assert len(model) == 5
    assert model.pairs <= 3


def test_pairs_seen_once_are_forgotten_while_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks, "_TOO_MANY", 4)
    model = learn([*(f"một{number} hai{number}" for number in range(20)), *["quyền lợi"] * 3])
    assert model.pairs <= 5
    assert restored(model, "quyen loi") == "quyền lợi"


@given(st.lists(st.text("quyềnáđ .", max_size=20), max_size=8), st.text("aáquyenề đ.", max_size=20))
def test_restoring_never_changes_more_than_marks(lines: list[str], typed: str) -> None:
    words = typed.split()
    found = learn(lines).restore([(word, False) for word in words])
    assert [unmark(word) for word in found] == [unmark(word) for word in words]
