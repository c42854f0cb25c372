"""Copies of a project: backups, those that services leave, those that keep what lost its place."""
