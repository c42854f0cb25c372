"""The append-only record of annotations outside the project file."""
