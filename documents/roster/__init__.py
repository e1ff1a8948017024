"""The roster as files: a folder of CSV sheets, and the list of what was refused."""
