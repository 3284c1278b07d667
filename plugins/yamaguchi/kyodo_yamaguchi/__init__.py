"""Yamaguchi's (山口市) framework of collaboration, encoded from its published documents."""
