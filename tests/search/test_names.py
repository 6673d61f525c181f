"""What topics and agencies are called, read once for many searches."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.search.knowledge import Memory
from app.search.names import Names
from app.topics.models import TopicName
from tests.builders import a_topic, an_agency
from tests.statements import statements_of

VIETNAMESE, ENGLISH = ("vi", "en"), ("en", "vi")


def test_names_are_in_the_first_language_that_they_have(session: Session) -> None:
    a_topic(session, "speech", vi="Tự do ngôn luận", en="Freedom of speech")
    an_agency(session, "so-tttt", vi="Sở Thông tin")
    names = Names(60.0)
    english = names.of(session, ["speech"], ["so-tttt"], ENGLISH)
    assert (english["topic", "speech"], english["agency", "so-tttt"]) == ("Freedom of speech", "Sở Thông tin")
    assert names.of(session, ["speech"], [], VIETNAMESE)["topic", "speech"] == "Tự do ngôn luận"


def test_what_is_known_is_not_asked_for_again_and_what_has_no_name_neither(session: Session) -> None:
    for code in ("speech", "work"):
        a_topic(session, code, vi=code.title())
    names = Names(60.0)
    names.of(session, ["speech", "nobody"], [], VIETNAMESE)
    assert statements_of(session, lambda: names.of(session, ["speech", "nobody"], [], VIETNAMESE)) == 0
    assert statements_of(session, lambda: names.of(session, ["speech", "work"], [], VIETNAMESE)) == 1
    known = names.of(session, ["speech", "work", "nobody"], [], VIETNAMESE)
    assert [known["topic", code] for code in ("speech", "work", "nobody")] == ["Speech", "Work", None]


def test_a_topic_and_an_agency_of_one_code_have_their_own_names(session: Session) -> None:
    a_topic(session, "women", vi="Quyền phụ nữ")
    an_agency(session, "women", vi="Hội Phụ nữ")
    known = Names(60.0).of(session, ["women"], ["women"], VIETNAMESE)
    assert (known["topic", "women"], known["agency", "women"]) == ("Quyền phụ nữ", "Hội Phụ nữ")


def test_a_change_is_seen_after_it_was_told_of_and_in_any_case_soon(session: Session) -> None:
    a_topic(session, "speech", vi="Cũ")
    told, forgetful = Memory(), Names(0.0)
    for names in (told.names, forgetful):
        names.of(session, ["speech"], [], VIETNAMESE)
    session.execute(update(TopicName).values(name="Mới"))
    told.expire()
    for names in (told.names, forgetful):
        assert names.of(session, ["speech"], [], VIETNAMESE)["topic", "speech"] == "Mới"


def test_what_was_being_read_when_it_expired_is_not_kept(session: Session) -> None:
    a_topic(session, "speech", vi="Cũ")
    names = Names(60.0)

    class Interrupted:
        """A session in which the name changes, and that is told of, just after it was read."""

        def execute(self, *asked: object) -> list[object]:
            rows = list(session.execute(*asked))  # type: ignore[call-overload]
            session.execute(update(TopicName).values(name="Mới"))
            names.expire()
            return rows

    old = names.of(Interrupted(), ["speech"], [], VIETNAMESE)  # type: ignore[arg-type]
    assert old["topic", "speech"] == "Cũ"
    assert names.of(session, ["speech"], [], VIETNAMESE)["topic", "speech"] == "Mới"
