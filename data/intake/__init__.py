"""From a file that somebody hands in to checked tables, or to everything that is wrong with it."""
