"""The pretend Echo on a web page: the same device as in the terminal, with another face."""
