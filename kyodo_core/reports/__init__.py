"""Answers as report values: what the commands show, before any format."""
