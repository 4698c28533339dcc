"""Whether what a report or a project states still holds: every figure counted, measured or read again."""
