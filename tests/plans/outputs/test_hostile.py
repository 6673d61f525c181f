"""Whatever a text holds, the files stay whole, and what can be shown of it is shown."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from app.core.text.unicode import clean
from app.plans.outputs import agenda, report, workbook
from app.plans.outputs.contents import Evidence, GroupText, Narrative, Office, PlanContents, Signer, YearlyReport
from app.plans.outputs.texts import cut, line, lines
from tests.plans.outputs.files import column, texts, workbook_of
from tests.plans.outputs.given import the_calendar, the_contents, the_report
from tests.plans.rules.facts import SO_TTTT

ODD = (
    "\x00\x01\x08\x0b\x0c\x1b\x7f\x85",
    "\ufffe\uffff\ud800\udfff",
    "<w:p/>&amp;<!-- ]]>",
    "{{ config }}{% for x in y %}${x}#{x}%s{0}",
    "\u202eevil\u2066\u2069 שלום مرحبا",
    "W" * 3000,
    '=HYPERLINK("http://example.org")',
    "a\nb\r\nc\u2028d\u2029e\tf",
    "e\u0301" * 30 + "\u0300" * 300,
    "🇻🇳👩‍👩‍👧",
    "   \u00a0\u200b ",
    "",
)
anything = (
    st.text(alphabet=st.characters(), max_size=60)
    | st.sampled_from(ODD)
    | st.lists(st.sampled_from(ODD), max_size=3).map("".join)
)
tamely = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

BASE = the_contents()
CALENDAR = the_calendar()


def with_text(text: str) -> PlanContents:
    """The plan with ``text`` wherever somebody else writes."""
    tasks = tuple(replace(one, title=text, leads=(text,), coordinating=(text, text)) for one in BASE.tasks[:3])
    evidence = Evidence(text, text)
    narrative = Narrative("1.3", "2019", SO_TTTT, text, written_in=text, evidence=(evidence,))
    states = tuple(
        replace(
            one,
            obligation=replace(
                one.obligation, extension=one.obligation.extension and replace(one.obligation.extension, reason=text)
            ),
        )
        for one in BASE.states
    )
    return replace(
        BASE,
        plan=replace(BASE.plan, title=text, number=text, issuer=text),
        groups=(GroupText("1", text),),
        tasks=tasks,
        states=states,
        names=dict.fromkeys(BASE.names, text),
        narratives=(narrative, replace(narrative, task="1.1")),
        indicators=tuple(replace(one, wording=text, conditions={"trained": text}) for one in BASE.indicators),
    )


def report_of(text: str) -> YearlyReport:
    return replace(
        the_report(with_text(text)),
        office=Office(text, text, text, text),
        bases=(text, text),
        number=text,
        signer=Signer(text, text, text),
        recipients=(text,),
        kept=text,
        proposals=(text,),
    )


@tamely
@given(anything)
def test_a_report_stays_whole_and_shows_what_can_be_shown(text: str) -> None:
    told = texts(report.render(report_of(text)))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in told
    if line(text):
        assert f"{line(text)};".lstrip("- ") in " ".join(told) or line(text).rstrip(" ;.,") in " ".join(told)


@tamely
@given(anything)
def test_a_workbook_stays_whole_and_holds_no_formula(text: str) -> None:
    found = workbook_of(workbook.render(with_text(text), "vi"))
    assert {cell.kind for cells in found.values() for cell in cells.values()} == {"text", "number"}
    shown = {one.value.rstrip(" ") for one in column(found["Nhiệm vụ"], "Tên nhiệm vụ")}
    wanted = "\n".join(lines(text))
    assert shown == ({re.sub("(_x[0-9a-fA-F]{4}_)", r"_x005F\1", wanted)} if wanted else set())


@tamely
@given(anything)
def test_a_calendar_stays_whole_and_has_as_many_events(text: str) -> None:
    obligations = tuple(
        replace(one, extension=one.extension and replace(one.extension, reason=text)) for one in CALENDAR.obligations
    )
    hostile = replace(
        CALENDAR, obligations=obligations, titles=dict.fromkeys(CALENDAR.titles, text), names=dict.fromkeys(CALENDAR.names, text)
    )
    file = agenda.render(hostile, "zh")
    read = Calendar.from_ical(file)
    assert len(read.walk("VEVENT")) == len(obligations) and len(read.subcomponents) == len(obligations)
    assert max(map(len, file.split(b"\r\n"))) <= 75
    assert all(line(text) in str(one["DESCRIPTION"]) or not line(text).strip(" :：") for one in read.walk("VEVENT"))


@given(anything)
def test_a_line_is_one_line_of_clean_text(text: str) -> None:
    assert "\n" not in line(text) and line(text) == clean(line(text)) == line(line(text))
    assert all(one == line(one) and one for one in lines(text))


@given(anything, st.integers(2, 40))
def test_a_text_is_cut_between_its_characters(text: str, most: int) -> None:
    found = cut(clean(text), most)
    assert len(found.encode("utf-16-le")) <= 2 * most
    assert found == clean(text) or (found.endswith("…") and clean(text).startswith(found[:-1]))


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_go_into_every_file(text: str) -> None:
    assert report.render(report_of(text)) == report.render(report_of(text))
    assert workbook.render(with_text(text), "en")
