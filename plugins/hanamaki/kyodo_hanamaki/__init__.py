"""Hanamaki's (花巻市) framework of collaboration, encoded from its published documents."""
