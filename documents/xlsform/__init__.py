"""Workbooks of questions, written as XLSForms, turned into revisions."""

from documents.xlsform.conversion import Conversion, convert
from documents.xlsform.media import Gathered, gathered

__all__ = ["Conversion", "Gathered", "convert", "gathered"]
