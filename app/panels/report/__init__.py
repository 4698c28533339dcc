"""Choosing what a report holds, and seeing it before it is saved."""
