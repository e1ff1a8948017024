"""The register as delivered. Every row is a version: in force from `valid_from` to `valid_to`.

`fingerprint` is a keyed hash of all that the row says, so that an import finds what has changed
without opening anything that is sealed.
"""

import sqlalchemy as sa

from storage.tables.kinds import Instant, Json, Keyed, Sealed, fact, maybe, numbered


def _register(name: str, key: tuple[str, ...], *columns: sa.Column[object]) -> sa.Table:
    """A table of the register: one version in force for each `key`."""
    in_force = sa.text("valid_to IS NULL")
    return numbered(
        name,
        *columns,
        fact("fingerprint", Keyed),
        fact("valid_from", Instant),
        maybe("valid_to", Instant),
        sa.Index(
            f"uq_{name}_in_force",
            *key,
            unique=True,
            sqlite_where=in_force,
            postgresql_where=in_force,
        ),
    )


villages = _register(
    "villages",
    ("code",),
    fact("code", sa.String(12)),
    fact("name"),
    fact("township"),
    fact("county"),
    fact("prefecture"),
    fact("province"),
    maybe("zone"),
)

teams = _register("teams", ("team",), fact("team"), fact("village", sa.String(12)), fact("name"))

officials = _register(
    "officials",
    ("official",),
    fact("official"),
    fact("name", Sealed),
    fact("unit", Sealed),
    fact("language"),
    fact("synthetic", sa.Boolean),
)

postings = _register(
    "postings",
    ("official", "team", "from_day"),
    fact("official"),
    fact("team"),
    fact("role"),
    fact("from_day", sa.Date),
    maybe("to_day", sa.Date),
)

households = _register(
    "households",
    ("household",),
    fact("household"),
    fact("village", sa.String(12)),
    fact("name", Sealed),
    fact("language"),
    fact("in_programme", sa.Boolean),
    fact("cadre_kin", sa.Boolean),
    fact("synthetic", sa.Boolean),
)

designations = _register(
    "designations",
    ("household", "official", "from_day"),
    fact("household"),
    fact("official"),
    fact("from_day", sa.Date),
    maybe("to_day", sa.Date),
)

inspectors = _register(
    "inspectors",
    ("inspector",),
    fact("inspector"),
    fact("name", Sealed),
    fact("language"),
    fact("region"),
    fact("county"),
    fact("synthetic", sa.Boolean),
    fact("role"),
    fact("kin", Json),
)

addresses = numbered(
    "addresses",
    fact("kind"),
    fact("person"),
    fact("rank", sa.Integer),
    fact("number", Sealed),
    fact("line", Keyed),
    fact("synthetic", sa.Boolean),
    maybe("spoiled"),
    maybe("spoiled_at", Instant),
    fact("valid_from", Instant),
    maybe("valid_to", Instant),
    sa.Index(None, "kind", "person"),
    sa.Index(None, "line"),
)
"""Numbers in order of trial. `line` is the keyed hash of the number: several people may share it,
so it is not unique; what a person no longer has stays, closed, since attempts refer to it."""

announcements = numbered(
    "announcements",
    fact("official"),
    fact("version"),
    fact("told_at", Instant),
    fact("from_day", sa.Date),
    fact("how"),
    sa.Index(None, "official"),
)
"""Which version of the policy an official was told of, for which day on, when and how; of a day
the row with the latest `from_day` holds, of several the last."""
