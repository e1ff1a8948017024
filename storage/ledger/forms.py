"""Revisions of forms."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import StoredMedia, StoredRevision
from inspection.questionnaire.media import FormFile
from storage.ledger.work import Row, UnitOfWork
from storage.tables import form_files, form_media, form_revisions, form_uses

_F = form_revisions.c
_ALL = sa.select(form_revisions).order_by(_F.id)
_FIND = _ALL.where(_F.revision.startswith(given("beginning"), autoescape=False))
_OF = sa.select(form_revisions).where(_F.form == given("form")).order_by(_F.id.desc())
_USES = sa.select(form_uses.c.kind, form_uses.c.revision).order_by(form_uses.c.id)
_KEPT = sa.select(_F.revision).where(_F.revision.in_(given("names", expanding=True)))
_FILE = sa.select(form_files.c.content, form_files.c.ending).where(
    form_files.c.digest == given("digest")
)
_FILE_ID = sa.select(form_files.c.id).where(form_files.c.digest == given("digest"))
_MEDIA = (
    sa.select(
        form_media.c.name,
        form_files.c.digest,
        form_files.c.ending,
        sa.func.length(form_files.c.content).label("size"),
        form_media.c.added_at,
    )
    .join(form_files, form_files.c.id == form_media.c.file_id)
    .where(form_media.c.revision == given("revision"))
    .order_by(form_media.c.id)
)


class Forms:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def all(self) -> Sequence[StoredRevision]:
        return [_stored(row) for row in self._work.all(_ALL)]

    def find(self, beginning: str) -> Sequence[StoredRevision]:
        return [_stored(row) for row in self._work.all(_FIND, beginning=beginning)]

    def of(self, form: str) -> Sequence[StoredRevision]:
        return [_stored(row) for row in self._work.all(_OF, form=form)]

    def in_use(self) -> Mapping[str, str]:
        return self._work.pairs(_USES)

    def kept(self, revisions: Iterable[str]) -> Collection[str]:
        return {row.revision for row in self._work.in_parts(_KEPT, list(revisions))}

    def use(self, kind: str, revision: str, now: datetime) -> None:
        self._work.add(form_uses, kind=kind, revision=revision, since=now)

    def add(self, revision: StoredRevision) -> StoredRevision:
        self._work.add_once(
            form_revisions,
            revision=revision.revision,
            form=revision.form,
            version=revision.version,
            title=revision.title,
            workbook=revision.workbook,
            xml=revision.xml,
            added_at=revision.added_at,
        )
        return self.find(revision.revision)[0]

    def media(self, revision: str) -> Sequence[StoredMedia]:
        return [StoredMedia(**row._mapping) for row in self._work.all(_MEDIA, revision=revision)]

    def file(self, digest: str) -> FormFile | None:
        row = self._work.one(_FILE, digest=digest)
        return None if row is None else FormFile(content=bytes(row.content), ending=row.ending)

    def add_media(self, revision: str, name: str, file: FormFile, now: datetime) -> None:
        digest = file.digest
        self._work.add_once(form_files, digest=digest, ending=file.ending, content=file.content)
        kept = self._work.value(_FILE_ID, digest=digest)
        self._work.add_once(form_media, revision=revision, name=name, file_id=kept, added_at=now)


def _stored(row: Row) -> StoredRevision:
    return StoredRevision(
        id=row.id,
        revision=row.revision,
        form=row.form,
        version=row.version,
        title=row.title,
        workbook=row.workbook,
        xml=bytes(row.xml),
        added_at=row.added_at,
    )
