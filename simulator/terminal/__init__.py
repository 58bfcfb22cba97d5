"""The `talk` command's input and output: keyboard, pipes, scripts, transcript, live display."""
