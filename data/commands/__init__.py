"""What `python -m data` can do: one module a group of commands, each adds its own to the parser."""
