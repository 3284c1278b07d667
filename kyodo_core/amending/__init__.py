"""Amending a program: terms from a year on, made of those before, written into the city's overlay."""
