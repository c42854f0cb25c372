"""The pages and windows that ask or tell: start page, palette, reports, errors, fields."""
