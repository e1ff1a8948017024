"""The seal on names, numbers and people's words: AES-256-GCM, and keyed hashes to look them up."""

from collections.abc import Callable, Sequence
from copy import copy

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from inspection.digest import hmac_sha, lp

KEY_BYTES = 32
_VERSION = b"\x01"
_KEY_ID_BYTES = 4
_NONCE_BYTES = 12
_CHANCE_BYTES = 16
_NONCE_AT = len(_VERSION) + _KEY_ID_BYTES
_TEXT_AT = _NONCE_AT + _NONCE_BYTES


class SealBroken(Exception):
    """What is sealed cannot be opened: another key, another column, or altered bytes."""


class Seal:
    """Closes and opens single values under one key.

    A closed value is: version (1 byte), key id (4), nonce (12), AES-GCM text and tag. It is bound
    to its place, so that a value moved to another column does not open.
    """

    def __init__(
        self, *, key_id: bytes, cipher: bytes, lookup: bytes, nonce: bytes, entropy: "Entropy"
    ) -> None:
        self._head = _VERSION + key_id
        self._cipher = AESGCM(cipher)
        self._lookup = lookup
        self._nonce = nonce
        self._entropy = entropy

    @classmethod
    def from_key(cls, key: bytes, *, entropy: "Entropy") -> "Seal":
        """`key` is 32 secret bytes; `entropy` gives so many random bytes as it is asked for.

        Cipher, look-up and nonces each have a key of their own, derived by HKDF-SHA256 (RFC 5869).
        """
        if len(key) != KEY_BYTES:
            raise ValueError(f"the key of the store has {len(key)} bytes; expected {KEY_BYTES}")
        return cls(
            key_id=_derived(key, "key id")[:_KEY_ID_BYTES],
            cipher=_derived(key, "cipher"),
            lookup=_derived(key, "look-up"),
            nonce=_derived(key, "nonce"),
            entropy=entropy,
        )

    @property
    def look_up_key(self) -> bytes:
        return self._lookup

    def finding_by(self, look_up: bytes) -> "Seal":
        """The same seal, whose keyed hashes are made with this key."""
        other = copy(self)
        other._lookup = look_up
        return other

    def has_sealed(self, value: bytes) -> bool:
        """Whether a value carries this seal's head."""
        return value.startswith(self._head)

    def close(self, place: str, content: bytes) -> bytes:
        """`place` names the column, as table.column."""
        return self._closed(place.encode(), content, self._entropy(_CHANCE_BYTES))

    def close_all(self, place: str, contents: Sequence[bytes]) -> list[bytes]:
        """As `close`; chance is asked for once, since each time lets another thread go first."""
        bound, chance = place.encode(), self._entropy(_CHANCE_BYTES * len(contents))
        return [
            self._closed(bound, content, chance[n * _CHANCE_BYTES : (n + 1) * _CHANCE_BYTES])
            for n, content in enumerate(contents)
        ]

    def _closed(self, bound: bytes, content: bytes, chance: bytes) -> bytes:
        # Hashing the content into the nonce keeps the cipher safe even where chance repeats itself,
        # as that of a demo does: one nonce then never meets two contents.
        nonce = hmac_sha(self._nonce, lp(chance) + lp(bound) + content)[:_NONCE_BYTES]
        return self._head + nonce + self._cipher.encrypt(nonce, content, bound)

    def open(self, place: str, closed: bytes) -> bytes:
        """Raises SealBroken, which never holds any of the content."""
        head = closed[:_NONCE_AT]
        if head != self._head:
            raise SealBroken(
                f"{place} was sealed with key {head[1:].hex()}, this is key"
                f" {self._head[1:].hex()}; expected the key that the store was set up with"
            )
        try:
            nonce = closed[_NONCE_AT:_TEXT_AT]
            return self._cipher.decrypt(nonce, closed[_TEXT_AT:], place.encode())
        except InvalidTag:
            raise SealBroken(
                f"{place} does not open: its bytes were altered or come from another column;"
                " expected them as they were written"
            ) from None

    def lookup(self, purpose: str, text: str) -> bytes:
        """HMAC-SHA256 of a text, to find it again without opening anything (32 bytes)."""
        return hmac_sha(self._lookup, lp(purpose) + lp(text))


Entropy = Callable[[int], bytes]


def _derived(key: bytes, purpose: str) -> bytes:
    info = f"mingcha store 1 {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(key)
