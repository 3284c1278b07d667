"""The command line: each module parses, calls the application once, and prints."""
