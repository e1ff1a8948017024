"""Pictures and sounds that people send: drawn here, each marked as synthetic, and as small as such
a file can be. Every number gives another one."""

MARK = "synthetic: drawn by the simulated messenger"


def photo(number: int = 1) -> bytes:
    """A JPEG of one grey point, with the mark as its comment (ITU T.81)."""
    comment = f"{MARK}, no. {number}".encode()
    table = bytes([0] + [1] * 64)
    frame = bytes([8, 0, 1, 0, 1, 1, 1, 0x11, 0])
    codes = bytes([1] + [0] * 15 + [0])
    scan = bytes([1, 1, 0, 0, 63, 0])
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xFE, comment),
            _segment(0xDB, table),
            _segment(0xC0, frame),
            _segment(0xC4, b"\x00" + codes),
            _segment(0xC4, b"\x10" + codes),
            _segment(0xDA, scan),
            b"\x3f\xff\xd9",
        )
    )


def voice(number: int = 1) -> bytes:
    """An Ogg file with 20 ms of silence in Opus, with the mark as its comment (RFC 3533, 7845)."""
    head = b"OpusHead" + bytes([1, 1]) + b"\x00\x00" + b"\x80\xbb\x00\x00" + b"\x00\x00\x00"
    vendor, comment = MARK.encode(), f"NUMBER={number}".encode()
    tags = b"OpusTags" + _counted(vendor) + (1).to_bytes(4, "little") + _counted(comment)
    return (
        _page(head, number=0, kind=0x02, until=0)
        + _page(tags, number=1, kind=0x00, until=0)
        + _page(b"\xf8\xff\xfe", number=2, kind=0x04, until=960)
    )


def _segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2, "big") + content


def _counted(content: bytes) -> bytes:
    return len(content).to_bytes(4, "little") + content


def _page(packet: bytes, *, number: int, kind: int, until: int) -> bytes:
    assert len(packet) < 255, "one lace holds it"
    head = b"OggS\x00" + bytes([kind]) + until.to_bytes(8, "little") + b"\x01\x00\x00\x00"
    head += number.to_bytes(4, "little")
    laces = bytes([1, len(packet)])
    checked = _checksum(head + bytes(4) + laces + packet).to_bytes(4, "little")
    return head + checked + laces + packet


def _checksum(content: bytes) -> int:
    """CRC-32 of an Ogg page: polynomial 04c11db7, nothing turned round."""
    found = 0
    for byte in content:
        found ^= byte << 24
        for _ in range(8):
            found = (found << 1) ^ (0x04C11DB7 if found & 0x80000000 else 0)
            found &= 0xFFFFFFFF
    return found
