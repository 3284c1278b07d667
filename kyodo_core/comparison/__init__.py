"""Pure questions about several cities' frameworks: side by side, and what one could learn from others."""
