"""``nhanquyen search``: the index, or both of them when a search server stands beside the database."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer
from sqlalchemy import Engine as Database
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cli import database
from app.cli.configured import configured
from app.cli.group import group
from app.cli.saying import Sentence, say, table
from app.core.db import unit_of_work
from app.search import choosing, indexing, mirroring, queries, service, verifying
from app.search.engines.base import Engine
from app.search.entry import Entry
from app.search.mirroring import Mirror

if TYPE_CHECKING:
    from app.search.engines.meilisearch.keeping import Keeper

#: Entries that are named one by one; a glance is enough to see that there are more.
NAMED = 1_000

commands = group("The search index, which can always be made anew.")


@commands.command()
def rebuild() -> None:
    """Make the index anew from what is published. Searches go on with the old one meanwhile."""
    settings = configured()
    keeper = choosing.keeper(settings)
    with database.engine(settings) as engine:
        with unit_of_work(engine) as session:
            (own, *_) = choosing.kept(session, None)
            size = indexing.rebuild(session, own, _read(session, own.name))
        say(f"{size.documents} documents are indexed in {size.entries} passages")
        if keeper is not None:
            _rebuild_server(engine, keeper)


def _rebuild_server(engine: Database, keeper: "Keeper") -> None:
    mirror = Mirror(engine, keeper)
    with unit_of_work(engine) as session:
        mirror.lock(session)
        size = mirror.rebuild(session, _read(session, "meilisearch"))
    say(f"meilisearch: {size.documents} documents are indexed in {size.entries} passages")


@commands.command()
def verify(
    repair: Annotated[bool, typer.Option("--repair/--no-repair", help="Whether to mend what is wrong")] = True,
) -> None:
    """Compare the index with what is published, name what is missing, extra and stale, and mend it.

    What the worker is about to feed is left to it. Ends with 1 when something is wrong and was not mended.
    """
    settings = configured()
    keeper = choosing.keeper(settings)
    with database.engine(settings) as engine:
        well = _verify(engine, None, repair=repair)
        well = (keeper is None or _verify(engine, keeper, repair=repair)) and well
    if not well:
        raise Sentence("The index is not what it should be. Run `nhanquyen search verify` to mend it.", code=1)


def _verify(engine: Database, keeper: "Keeper | None", *, repair: bool) -> bool:
    """Look at one index; whether it is well now."""
    with unit_of_work(engine) as session:
        mirror = Mirror(engine, keeper) if keeper else None
        if mirror:
            mirror.lock(session)
        else:
            indexing.lock(session)
        checked = choosing.kept(session, keeper)[-1]
        if not checked.is_current():
            say(f"{checked.name}: there is no index of this version")
            if repair and mirror:
                mirror.rebuild(session, _read(session, checked.name))
            elif repair:
                indexing.rebuild(session, checked, _read(session, checked.name))
            return repair
        found = verifying.compare(session, checked, _read(session, checked.name))
        for wrong, (document, language, position) in found.wrong[:NAMED]:
            print(f"{checked.name}  {wrong:<7}  {document}  {language}  {position}")
        counts = {kind: sum(wrong == kind for wrong, _ in found.wrong) for kind in ("missing", "extra", "stale")}
        told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        say(f"{checked.name}: {found.right} passages are right, {told}; {found.waiting} documents wait for the worker")
        if repair and found.wrong:
            verifying.repair(session, checked, found.documents, _mended(len(found.documents)))
            say(f"{checked.name}: {len(found.documents)} documents are mended")
        return repair or not found.wrong


@commands.command()
def status() -> None:
    """Say how much each index holds, whether it is of this version, and how many changes wait to be fed to it."""
    settings = configured()
    keeper = choosing.keeper(settings)
    with database.engine(settings) as engine, unit_of_work(engine) as session:
        own = service.status(session, choosing.kept(session, None)[0])
        rows: list[Sequence[object]] = [_told(choosing.kept(session, None)[0], own.documents, own.entries, own.pending)]
        if keeper is not None:
            server = choosing.kept(session, keeper)[-1]
            size = server.size()
            rows.append(_told(server, size.documents, size.entries, own.pending + mirroring.waiting(session)))
    print(table(("ENGINE", "CURRENT", "DOCUMENTS", "PASSAGES", "WAITING"), rows))


@commands.command()
def key() -> None:
    """Print the key with which the API searches on Meilisearch, for NQ_MEILISEARCH_SEARCH_KEY; it is made when there is none."""
    keeper = choosing.keeper(configured())
    if keeper is None:
        raise Sentence("NQ_SEARCH_ENGINE is postgresql, which needs no key.")
    print(keeper.search_key())


def _told(engine: Engine, documents: int, entries: int, waiting: int) -> Sequence[object]:
    return (engine.name, "yes" if engine.is_current() else "no", documents, entries, waiting)


def _read(session: Session, name: str) -> Callable[[Iterator[list[Entry]]], Iterator[list[Entry]]]:
    """A progress bar over all documents."""
    total = session.scalar(select(func.count()).select_from(queries.all_published().subquery())) or 0

    def watched(batches: Iterator[list[Entry]]) -> Iterator[list[Entry]]:
        with _bar(total, f"{name}: documents") as bar:
            for batch in batches:
                yield batch
                bar.update(len({entry.document for entry in batch}))

    return watched


def _mended(total: int) -> Callable[[Iterable[Any]], Iterable[Any]]:
    def watched(documents: Iterable[Any]) -> Iterator[Any]:
        with _bar(total, "mending") as bar:
            for document in documents:
                yield document
                bar.update(1)

    return watched


def _bar(total: int, label: str) -> Any:
    return typer.progressbar(length=total, label=label, file=sys.stderr)
