"""kyodo: a plugin-based framework for 協働のまちづくり."""

__version__ = "0.1.0"
