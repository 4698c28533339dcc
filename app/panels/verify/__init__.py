"""What became of the stated figures of a project."""
