"""What a rate is good for: the chance that somebody often absent is found within a year."""

WORKING_DAYS_A_MONTH = 21
WORKING_DAYS_A_YEAR = 12 * WORKING_DAYS_A_MONTH


def checks_a_year(*, rate_milli: int, officials_per_team: float, cycle_days: int) -> float:
    """How often one official is checked in a year of 252 working days, the floor left out."""
    if officials_per_team <= 0 or cycle_days < 1:
        raise ValueError("a team has officials and a cycle has days; expected more than 0 of each")
    return rate_milli / 1000 * WORKING_DAYS_A_YEAR / cycle_days / officials_per_team


def detection_probability(
    *,
    rate_milli: int,
    officials_per_team: float = 3.6,
    cycle_days: int = 63,
    absent_days: int = 4,
    answer_rate: float = 1.0,
) -> float:
    """The chance, 0 to 1, that an official absent on `absent_days` of 21 working days without a
    pattern is checked on such a day within a year; `answer_rate` = share of checks that find out.
    """
    if not 0 <= absent_days <= WORKING_DAYS_A_MONTH or not 0 <= answer_rate <= 1:
        raise ValueError("expected 0 to 21 absent days a month and an answer rate from 0 to 1")
    checks = checks_a_year(
        rate_milli=rate_milli, officials_per_team=officials_per_team, cycle_days=cycle_days
    )
    missed = 1 - absent_days / WORKING_DAYS_A_MONTH
    return float(1 - missed ** (checks * answer_rate))


def found_within_a_year(checks: float, absent_days: int) -> float:
    """The same chance by the number of a person's checks a year, each of which finds out."""
    return float(1 - (1 - absent_days / WORKING_DAYS_A_MONTH) ** checks)
