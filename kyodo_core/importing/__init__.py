"""From a table that staff keep to an aspect's TOML: headings, cells, ids, and the text of the file."""
