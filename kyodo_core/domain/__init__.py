"""Values of the field and their rules: frozen, no input or output."""
