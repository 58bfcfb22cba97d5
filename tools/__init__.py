"""Commands for developers and operators: the command line, the checks, the export. Not deployed."""
