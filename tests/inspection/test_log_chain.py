from datetime import UTC, datetime

from inspection.digest import sha
from inspection.log_chain import START, LogProof, entry_digest, fold, log_entry

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
ENTRIES = [log_entry(n=n, at=AT, actor="a", act="b", about=str(n)) for n in range(1, 5)]
DIGESTS = [entry_digest(entry) for entry in ENTRIES]


def test_a_digest_is_that_of_the_canonical_entry() -> None:
    text = b'{"about":"1","act":"b","actor":"a","at":"2026-03-02T01:00:00.000000+00:00","n":1}'
    assert DIGESTS[0] == sha(text)
    assert fold(START, DIGESTS[:1]) == sha(bytes(32) + sha(text))


def test_a_proof_leads_through_every_later_head() -> None:
    heads = [fold(START, DIGESTS[:n]) for n in range(5)]
    proof = LogProof(
        index=2, entry=ENTRIES[1], before=heads[1], later=tuple(DIGESTS[2:]), head=heads[4]
    )
    assert proof.own_head() == heads[2]
    assert proof.heads() == tuple(heads[2:])
