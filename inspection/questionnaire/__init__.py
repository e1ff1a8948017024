"""Questionnaires written as XLSForms: read, checked, and asked one question at a time.

A revision is the XForm XML that a workbook was converted to. `xform.read` turns it into a `Form`,
frozen data with compiled expressions; `engine` asks it. The answers are those that ODK Collect
would give: its engine, JavaRosa, is held beside ours in the tests.
"""
