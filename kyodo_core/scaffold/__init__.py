"""New plugins and new programs, as files that a person fills in."""
