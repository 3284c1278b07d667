"""Ichinoseki's (一関市) framework of collaboration, encoded from its published documents."""
