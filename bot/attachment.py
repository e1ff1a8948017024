"""What a message holds beside words, in ours: files and places. No file is opened, or fetched."""

from telegram import Audio, Document, Message, PhotoSize, Voice

from inspection.chat import FileSent, PlaceSent
from inspection.media import MediaKind, usual

_LONGEST_ALBUM = 40


def place_of(message: Message, forwarded: bool) -> PlaceSent | None:
    if message.location is None or message.from_user is None:
        return None
    # One from a list says where something is, and one that moves may be left running elsewhere.
    # Asked of the library by name, its period warns that it will be of another type.
    moves = "live_period" in message.location.to_dict()
    elsewhere = message.venue is not None or moves
    return PlaceSent(
        chat=str(message.chat.id),
        user=str(message.from_user.id),
        latitude=message.location.latitude,
        longitude=message.location.longitude,
        accuracy=message.location.horizontal_accuracy,
        second_hand=forwarded or elsewhere,
        written_at=message.date,
    )


def file_of(message: Message, forwarded: bool) -> FileSent | None:
    """None for a message that holds nothing which somebody could have meant as an answer, such as
    that something was pinned."""
    if message.photo:
        # Several sizes of the same; the messenger's order is from small to large.
        return _file(message, forwarded, message.photo[-1], "image", "image/jpeg")
    if message.voice is not None:
        return _file(message, forwarded, message.voice, "audio", _type(message.voice, "audio/ogg"))
    if message.audio is not None:
        return _file(message, forwarded, message.audio, "audio", _type(message.audio, "audio/mpeg"))
    if message.document is not None and message.animation is None:
        media_type = _type(message.document, "")
        kind = _kind(media_type)
        if kind is not None:
            return _file(message, forwarded, message.document, kind, media_type)
    if message.effective_attachment is None or message.from_user is None:
        return None
    return FileSent(
        chat=str(message.chat.id),
        user=str(message.from_user.id),
        kind="other",
        second_hand=forwarded,
        caption=message.caption or "",
        album=_album(message),
        written_at=message.date,
    )


def _file(
    message: Message,
    forwarded: bool,
    file: PhotoSize | Voice | Audio | Document,
    kind: MediaKind,
    media_type: str,
) -> FileSent | None:
    if message.from_user is None:
        return None
    return FileSent(
        chat=str(message.chat.id),
        user=str(message.from_user.id),
        kind=kind,
        file_id=file.file_id,
        unique_id=file.file_unique_id,
        size=file.file_size,
        media_type=media_type,
        second_hand=forwarded,
        caption=message.caption or "",
        album=_album(message),
        written_at=message.date,
    )


def _type(file: Voice | Audio | Document, default: str) -> str:
    return usual(file.mime_type or default)


def _kind(media_type: str) -> MediaKind | None:
    """Of a document: what its sender's program calls it, since nothing of it is looked at."""
    if media_type.startswith("image/"):
        return "image"
    return "audio" if media_type.startswith("audio/") else None


def _album(message: Message) -> str:
    return (message.media_group_id or "")[:_LONGEST_ALBUM]
