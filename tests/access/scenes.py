"""For every operation: a request that works for whoever may make it. A scene is set anew for each role that tries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.core.actor import SYSTEM
from app.documents import service as documents
from app.documents.models import Document
from app.documents.schemas.incoming import NewRelation
from app.search import saving
from app.search.schemas.saved import SearchParameters
from tests.builders import a_document, a_term, a_topic, an_agency
from tests.plans.making import a_plan, a_rule, a_task, new_task


@dataclass(frozen=True, slots=True)
class Request:
    """``path`` stands behind /api/v1; ``revision`` goes into If-Match."""

    method: str
    path: str
    json: Any = None
    revision: int | None = None


Scene = Callable[[Session], Request]
SCENES: dict[str, Scene] = {}


def scene(operation: str) -> Callable[[Scene], Scene]:
    def register(make: Scene) -> Scene:
        SCENES[operation] = make
        return make

    return register


def reading(operation: str, path: str) -> None:
    """A scene that needs nothing to be there."""
    SCENES[operation] = lambda session: Request("GET", path)


PROVISIONS = ({"eid": "art_1", "kind": "article", "label": "Điều 1", "text": "Mọi người"},)


def published(session: Session) -> Document:
    return a_document(session, title="Đã đăng", provisions=PROVISIONS)


def of_document(operation: str, method: str, way: str, json: Any = None) -> None:
    """A scene on a published document; a method other than GET sends the present revision."""

    def make(session: Session) -> Request:
        document = published(session)
        return Request(method, f"/documents/{document.id}{way}", json, None if method == "GET" else document.revision)

    SCENES[operation] = make


reading("getLiveness", "/health/live")
reading("getReadiness", "/health/ready")
reading("getVersion", "/version")
reading("listDocuments", "/documents")
reading("listAgencies", "/agencies")
reading("listTopics", "/topics")
reading("listTerms", "/glossary")
reading("search", "/search?q=quyen")
reading("searchPassages", "/search/passages?q=quyen&document=00000000-0000-0000-0000-000000000000")
reading("listSearchMisses", "/search/misses")
SCENES["createSavedSearch"] = lambda session: Request("POST", "/searches", {"q": "quyền con người"})


@scene("getSavedSearch")
def get_saved_search(session: Session) -> Request:
    return Request("GET", f"/searches/{saving.save(session, SearchParameters(q='quyền')).code}")


reading("suggest", "/search/suggest?q=quy")
of_document("getDocument", "GET", "")
of_document("listProvisions", "GET", "/provisions")
of_document("getProvision", "GET", "/provisions/art_1")
of_document("listRelations", "GET", "/relations")
of_document("listRelated", "GET", "/related")
of_document("listRevisions", "GET", "/translations/vi/revisions")
of_document("getRevision", "GET", "/translations/vi/revisions/1")
of_document("compareRevisions", "GET", "/translations/vi/revisions/compare?from=1&to=1")
of_document("changeDocument", "PATCH", "", {"kind": "article", "provenance": {"source": "Khác"}})
of_document("withdrawDocument", "POST", "/withdraw", {"reason": "Nhầm"})
of_document("withdrawTranslation", "POST", "/translations/vi/withdraw", {"reason": "Nhầm"})
of_document("createTranslation", "POST", "/translations", {"kind": "article", "language": "en", "title": "Published"})
of_document("changeTranslation", "PATCH", "/translations/vi", {"kind": "article", "title": "Tên mới"})
of_document("restoreRevision", "POST", "/translations/vi/revisions/1/restore")


@scene("getDocumentBySlug")
def by_slug(session: Session) -> Request:
    document = published(session)
    address = next(one for one in documents.show(session, SYSTEM, _view(), document.id).languages)
    return Request("GET", f"/documents/by-slug/{address.slug}")


@scene("createDocument")
def create_document(session: Session) -> Request:
    body = {"kind": "article", "fields": {}, "provenance": {"source": "x"}, "original": {"language": "vi", "title": "Mới"}}
    return Request("POST", "/documents", body)


@scene("submitTranslation")
def submit(session: Session) -> Request:
    document = a_document(session, title="Bản thảo", published=False)
    return Request("POST", f"/documents/{document.id}/translations/vi/submit", None, document.revision)


def _in_review(session: Session) -> Document:
    document = a_document(session, title="Chờ duyệt", published=False)
    return documents.submit(session, SYSTEM, document.id, "vi", document.revision)


@scene("publishTranslation")
def publish(session: Session) -> Request:
    document = _in_review(session)
    return Request("POST", f"/documents/{document.id}/translations/vi/publish", None, document.revision)


@scene("returnTranslation")
def return_to_draft(session: Session) -> Request:
    document = _in_review(session)
    return Request("POST", f"/documents/{document.id}/translations/vi/return", {"reason": "Thiếu nguồn"}, document.revision)


@scene("createRelation")
def create_relation(session: Session) -> Request:
    document, other = published(session), a_document(session, title="Văn bản khác")
    return Request("POST", f"/documents/{document.id}/relations", {"type": "cites", "target": str(other.id)}, document.revision)


@scene("deleteRelation")
def delete_relation(session: Session) -> Request:
    document, other = published(session), a_document(session, title="Văn bản khác")
    relation = documents.relate(session, SYSTEM, document.id, None, NewRelation(type="cites", target=other.id))
    session.expire_all()
    return Request(
        "DELETE", f"/documents/{document.id}/relations/{relation.id}", None, session.get_one(Document, document.id).revision
    )


@scene("getAgency")
def get_agency(session: Session) -> Request:
    return Request("GET", f"/agencies/{an_agency(session, 'so-tu-phap', if_missing=True).code}")


@scene("createAgency")
def create_agency(session: Session) -> Request:
    names = [{"language": "vi", "name": "Sở Mới"}]
    return Request("POST", "/agencies", {"code": "so-moi", "type": "body", "names": names, "source": "x"})


@scene("changeAgency")
def change_agency(session: Session) -> Request:
    agency = an_agency(session, "so-tu-phap", if_missing=True)
    session.refresh(agency)
    return Request("PATCH", f"/agencies/{agency.code}", {"source": "Khác"}, agency.revision)


@scene("getTopic")
def get_topic(session: Session) -> Request:
    return Request("GET", f"/topics/{a_topic(session, 'chu-de').code}")


@scene("createTopic")
def create_topic(session: Session) -> Request:
    return Request("POST", "/topics", {"code": "chu-de-moi", "names": [{"language": "vi", "name": "Chủ đề mới"}]})


@scene("changeTopic")
def change_topic(session: Session) -> Request:
    topic = a_topic(session, "chu-de")
    return Request("PATCH", f"/topics/{topic.code}", {"position": 3}, topic.revision)


@scene("getTerm")
def get_term(session: Session) -> Request:
    return Request("GET", f"/glossary/{a_term(session, 'thuat-ngu').code}")


@scene("createTerm")
def create_term(session: Session) -> Request:
    forms = [{"language": "vi", "text": "Thuật ngữ mới", "kind": "preferred"}]
    return Request("POST", "/glossary", {"code": "moi", "domain": "human_rights", "forms": forms, "source": {"title": "x"}})


@scene("changeTerm")
def change_term(session: Session) -> Request:
    term = a_term(session, "thuat-ngu")
    return Request("PATCH", f"/glossary/{term.code}", {"verified": True}, term.revision)


@scene("deleteTerm")
def delete_term(session: Session) -> Request:
    term = a_term(session, "thuat-ngu")
    return Request("DELETE", f"/glossary/{term.code}", None, term.revision)


reading("listPlans", "/plans")


def of_plan(operation: str, method: str, way: str, json: Any = None) -> None:
    """A scene on a plan with one task; PATCH and PUT send the present revision of what ``way`` leads to."""

    def make(session: Session) -> Request:
        plan = a_plan(session)
        a_rule(session, plan)
        task = a_task(session)
        revision = {"": plan.revision, "/passages": plan.revision, "/tasks/1.1": task.revision, "/groups/1": 1}.get(way)
        return Request(method, f"/plans/a-plan{way}", json, revision if method in ("PATCH", "PUT") else None)

    SCENES[operation] = make


of_plan("getPlan", "GET", "")
of_plan("changePlan", "PATCH", "", {"number": "2/KH"})
of_plan("setPlanPassages", "PUT", "/passages", {"passages": []})
of_plan("createPlanGroup", "POST", "/groups", {"key": "2", "printed": "Nhóm hai"})
of_plan("changePlanGroup", "PATCH", "/groups/1", {"printed": "Nhóm khác"})
of_plan("listPlanTasks", "GET", "/tasks")
of_plan("createPlanTask", "POST", "/tasks", new_task("1.2"))
of_plan("getPlanTask", "GET", "/tasks/1.1")
of_plan("changePlanTask", "PATCH", "/tasks/1.1", {"printed": "Tên khác"})
of_plan("statePlanTask", "POST", "/tasks/1.1/statements", {"state": "under_way", "on": "2019-06-01"})
of_plan("getPlanProgress", "GET", "/progress?as_of=2020-12-31")
of_plan("getPlanAgency", "GET", "/agencies/lead?as_of=2020-12-31")
of_plan("getPlanDashboard", "GET", "/dashboard?as_of=2020-12-31")
of_plan("comparePlanDays", "GET", "/comparison?from=2019-12-31&to=2020-12-31")
of_plan("listPlanChanges", "GET", "/changes")
of_plan("getPlanReportFile", "GET", "/report.docx?year=2018&as_of=2020-12-31")
of_plan("getPlanWorkbook", "GET", "/workbook.xlsx?as_of=2020-12-31")
of_plan("getPlanAgencyCalendar", "GET", "/agencies/lead/calendar.ics?as_of=2020-12-31")


@scene("createPlan")
def create_plan(session: Session) -> Request:
    an_agency(session, "issuer", if_missing=True)
    years = {"first_year": 2021, "last_year": 2025}
    printed = {"code": "ke-hoach-moi", "number": "2/KH", "language": "vi", "printed_title": "KẾ HOẠCH"}
    return Request("POST", "/plans", {**printed, **years, "issuer": "issuer", "source": "x"})


def _view() -> Any:
    from datetime import date

    from app.documents.queries import View

    return View(("vi",), date(2020, 1, 1))
