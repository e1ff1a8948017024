"""What this process counts by itself, beside what the store says."""

from prometheus_client import CollectorRegistry, Histogram

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Meters:
    """Of one product, in a registry of its own: two products in one process do not meet."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.intake = Histogram(
            "mingcha_intake_seconds",
            "From a provider's request to our answer.",
            ["door", "status"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.requests = Histogram(
            "mingcha_provider_request_seconds",
            "From our request to a provider's answer.",
            ["lane", "act", "outcome"],
            buckets=(*_SECONDS, 30.0, 60.0),
            registry=self.registry,
        )
