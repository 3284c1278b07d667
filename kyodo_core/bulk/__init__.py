"""Many applications at once: the same terms as in a single assessment, as expressions on columns.

An engine (polars, duckdb or Spark) computes the rows that are sound; what columns cannot carry is
assessed row by row, and what is wrong with a row is told by its number.
"""
