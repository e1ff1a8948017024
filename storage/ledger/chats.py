"""Chats of the messenger, and the invites that link one to a person."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from fieldwork.book import Chat, Invite, PersonKind
from inspection.lane.lane import CHAT
from storage.ledger.work import Row, UnitOfWork, found
from storage.tables import addresses, chats, invites, relinks

_C = chats.c
_BY_LOOKUP = sa.select(chats).where(_C.lookup == given("lookup"))
_GET = sa.select(chats).where(_C.id == given("chat"))
_ADDRESSES = sa.select(_C.id, _C.chat).where(_C.id.in_(given("names", expanding=True)))
_MOVED = (
    chats.update()
    .where(_C.id == given("number"))
    .values(lookup=given("new_lookup"), chat=given("new_chat"))
)
_OF_OFFICIALS = (
    sa.select(chats)
    .where(_C.kind == "official", _C.state.in_(("linked", "blocked")))
    .order_by(_C.id)
)
_OF_PERSON = (
    sa.select(chats)
    .where(
        _C.kind == given("kind"),
        _C.person == given("person"),
        _C.state.in_(("linked", "blocked")),
    )
    .order_by(_C.id)
)
_ACCOUNTS = sa.select(chats).where(_C.state.in_(("linked", "blocked"))).order_by(_C.id)
_START_AGAIN = (
    chats.update()
    .where(_C.kind == given("whose"), _C.person == given("whom"), _C.state == "pending")
    .values(kind=None, person="", state="unknown")
)
_WRONG_CODE = (
    chats.update()
    .where(_C.id == given("number"))
    .values(wrong_codes=_C.wrong_codes + 1)
    .returning(_C.wrong_codes)
)
_SAVE = (
    chats.update()
    .where(_C.id == given("number"))
    .values(kind=given("new_kind"), person=given("new_person"), state=given("new_state"))
)
_SET_BLOCKED = (
    chats.update()
    .where(_C.id == given("number"), _C.state == given("before"))
    .values(state=given("after"))
)

_V = invites.c
_INVITE_OF = sa.select(invites).where(_V.lookup == given("lookup"), ~_V.ended)
_INVITED = invites.update().where(_V.kind == given("whose"), _V.person == given("whom"), ~_V.ended)
_PRESENT = sa.select(invites).where(~_V.ended).order_by(_V.id)
_OPEN = _PRESENT.where(_V.kind == given("whose"), _V.person == given("whom"))
_TRIED_LATE = (
    invites.update()
    .where(
        _V.id == sa.select(sa.func.max(_V.id)).where(_V.lookup == given("code")).scalar_subquery()
    )
    .values(late_tries=_V.late_tries + 1)
    .returning(invites)
)
_TRIES = sa.select(_V.tries).where(_V.kind == given("whose"), _V.person == given("whom"), ~_V.ended)
_ENDED = _INVITED.values(ended=sa.true())
_TRIED = _INVITED.values(tries=_V.tries + 1)
_USED = _INVITED.values(used=sa.true())

_A = addresses.c
_NUMBER_IS_OF = sa.select(_A.id).where(
    _A.line == given("line"),
    _A.kind == given("kind"),
    _A.person == given("person"),
    _A.valid_to.is_(None),
)


class Chats:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def meet(self, chat: str, at: datetime, *, bot: str = CHAT) -> Chat:
        lookup = self._lookup(bot, chat)
        row = self._work.one(_BY_LOOKUP, lookup=lookup)
        if row is None and self._work.writing:
            self._work.add_once(
                chats,
                bot=bot,
                lookup=lookup,
                chat=self._work.sealed(_C.chat, chat),
                kind=None,
                person="",
                state="unknown",
                met_at=at,
                wrong_codes=0,
            )
        row = self._work.one(self._work.mine(_BY_LOOKUP), lookup=lookup)
        return _chat(found(row, "such chat; a chat is met in a unit of work that writes"))

    def get(self, chat: int) -> Chat:
        """Raises LookupError."""
        return _chat(found(self._work.one(self._work.mine(_GET), chat=chat), f"chat {chat}"))

    def of_person(self, kind: PersonKind, person: str) -> Sequence[Chat]:
        return [_chat(row) for row in self._work.all(_OF_PERSON, kind=kind, person=person)]

    def of_officials(self) -> Mapping[str, Sequence[Chat]]:
        gathered: dict[str, list[Chat]] = {}
        for row in self._work.all(_OF_OFFICIALS):
            gathered.setdefault(row.person, []).append(_chat(row))
        return gathered

    def address(self, chat: int) -> str:
        """Raises LookupError."""
        row = found(self._work.one(_GET, chat=chat), f"chat {chat}")
        return self._work.opened(_C.chat, row.chat)

    def addresses(self, chats: Collection[int]) -> Mapping[int, str]:
        """Raises LookupError."""
        rows = self._work.in_parts(_ADDRESSES, chats)
        return {row.id: self._work.opened(_C.chat, row.chat) for row in rows}

    def moved(self, chat: int, to: str) -> None:
        """Raises LookupError."""
        row = found(self._work.one(_GET, chat=chat), f"chat {chat}")
        lookup = self._lookup(row.bot, to)
        if self._work.one(_BY_LOOKUP, lookup=lookup) is None:
            sealed = self._work.sealed(_C.chat, to)
            self._work.change(_MOVED, number=chat, new_lookup=lookup, new_chat=sealed)

    def save(self, chat: Chat) -> None:
        """Raises LookupError."""
        changed = self._work.change(
            _SAVE,
            number=chat.id,
            new_kind=chat.kind,
            new_person=chat.person,
            new_state=chat.state,
        )
        if changed != 1:
            raise LookupError(f"the store has no chat {chat.id}")

    def set_blocked(self, chat: int, blocked: bool) -> None:
        """A chat that is not linked to anybody stays as it is."""
        before, after = ("linked", "blocked") if blocked else ("blocked", "linked")
        self._work.change(_SET_BLOCKED, number=chat, before=before, after=after)

    def accounts(self) -> Sequence[Chat]:
        return [_chat(row) for row in self._work.all(_ACCOUNTS)]

    def invite(
        self, kind: PersonKind, person: str, code: str, expires_at: datetime, at: datetime
    ) -> int:
        self._work.change(_ENDED, whose=kind, whom=person)
        self._work.change(_START_AGAIN, whose=kind, whom=person)
        return self._work.add(
            invites,
            lookup=self._work.seal.lookup("invite", code),
            kind=kind,
            person=person,
            expires_at=expires_at,
            tries=0,
            used=False,
            ended=False,
            made_at=at,
            late_tries=0,
        )

    def invite_of(self, code: str) -> Invite | None:
        lookup = self._work.seal.lookup("invite", code)
        row = self._work.one(self._work.mine(_INVITE_OF), lookup=lookup)
        return None if row is None else _invite(row)

    def open_invite(self, kind: PersonKind, person: str) -> Invite | None:
        row = self._work.one(self._work.mine(_OPEN), whose=kind, whom=person)
        return None if row is None else _invite(row)

    def present_invites(self) -> Sequence[Invite]:
        return [_invite(row) for row in self._work.all(_PRESENT)]

    def tried_late(self, code: str) -> Invite | None:
        row = self._work.one(_TRIED_LATE, code=self._work.seal.lookup("invite", code))
        return None if row is None else _invite(row)

    def wrong_code(self, chat: int) -> int:
        """Raises LookupError."""
        return int(found(self._work.one(_WRONG_CODE, number=chat), f"chat {chat}").wrong_codes)

    def relinked(
        self, kind: PersonKind, person: str, voucher: str, reason: str, at: datetime
    ) -> None:
        sealed = self._work.sealed(relinks.c.reason, reason)
        self._work.add(relinks, kind=kind, person=person, voucher=voucher, reason=sealed, at=at)

    def tries(self, kind: PersonKind, person: str) -> int:
        """0 without an invitation."""
        return int(self._work.value(_TRIES, whose=kind, whom=person) or 0)

    def invite_tried(self, kind: PersonKind, person: str) -> None:
        self._work.change(_TRIED, whose=kind, whom=person)

    def invite_used(self, kind: PersonKind, person: str) -> None:
        self._work.change(_USED, whose=kind, whom=person)

    def number_is_of(self, number: str, kind: PersonKind, person: str) -> bool:
        line = self._work.seal.lookup("number", number)
        return self._work.one(_NUMBER_IS_OF, line=line, kind=kind, person=person) is not None

    def _lookup(self, bot: str, chat: str) -> bytes:
        # The first bot's are as they were when there was one alone.
        return self._work.seal.lookup("chat", chat if bot == CHAT else f"{bot} {chat}")


def _chat(row: Row) -> Chat:
    return Chat(id=row.id, kind=row.kind, person=row.person, state=row.state, bot=row.bot)


def _invite(row: Row) -> Invite:
    return Invite(
        id=row.id,
        kind=row.kind,
        person=row.person,
        made_at=row.made_at,
        expires_at=row.expires_at,
        tries=row.tries,
        used=row.used,
        ended=row.ended,
        late_tries=row.late_tries,
    )
