"""Reading what can be read from a damaged project, and putting it together again."""
