"""What must hold in a project file, and what does not."""
