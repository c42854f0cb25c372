"""The history: who did what when, and taking one old edit back."""
