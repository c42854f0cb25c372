"""How a text is read: its face and spacing, the panel that changes them, focus mode, and links in the text."""
