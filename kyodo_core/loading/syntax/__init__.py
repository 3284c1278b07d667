"""What is wrong with a text that is not TOML: every mistake with its place, its name and how it is mended."""
