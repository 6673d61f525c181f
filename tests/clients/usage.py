"""What a partner agency does with the generated Python client: this file must type-check under mypy --strict."""

from nhanquyen_client import AuthenticatedClient, Client
from nhanquyen_client.api.documents import create_document, list_documents
from nhanquyen_client.models import ArticleFields, ArticleOriginal, DocumentPage, NewArticle, Problem, Provenance


def titles(client: Client) -> list[str]:
    page = list_documents.sync(client=client, lang="vi", count=True)
    if not isinstance(page, DocumentPage):
        raise RuntimeError(page.title if page else "no answer")
    return [f"{one.title} ({one.language.served})" for one in page.items]


def write(client: AuthenticatedClient) -> int:
    new = NewArticle(
        kind="article",
        fields=ArticleFields(),
        provenance=Provenance(source="Kế hoạch 3432/KH-UBND"),
        original=ArticleOriginal(language="vi", title="Quyền con người"),
    )
    made = create_document.sync(client=client, body=new)
    if made is None or isinstance(made, Problem):
        raise RuntimeError("refused")
    return made.revision
