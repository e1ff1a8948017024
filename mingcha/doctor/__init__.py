"""The doctor: looks at an installation without changing anything, and says what to do."""
