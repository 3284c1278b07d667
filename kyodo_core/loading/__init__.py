"""From TOML text to values of the domain, with the place of every fault."""
