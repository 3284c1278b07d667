"""What a program's terms can say: each element of an amount rule is one module.

An element has its TOML shape, its exact evaluation on a case that records what it did, the facts it
needs, and its own checks. Money is whole yen, rates are fractions; no float touches either.
"""
