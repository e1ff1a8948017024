"""The bundle of a drawn slot, and its check by somebody who trusts neither us nor our clock."""
