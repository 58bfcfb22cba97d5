"""The simulated Echo on a web page: the same device as in the terminal, shown in a browser."""
