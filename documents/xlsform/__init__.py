"""Workbooks of questions, written as XLSForms, turned into revisions."""

from documents.xlsform.conversion import Conversion, convert

__all__ = ["Conversion", "convert"]
