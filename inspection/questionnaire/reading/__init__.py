"""Reads an XForm, as workbooks are converted to, into a `Form`."""

from inspection.questionnaire.reading.xform import NAMESPACE, read

__all__ = ["NAMESPACE", "read"]
