"""`mingcha form`: questionnaires written as XLSForms."""
