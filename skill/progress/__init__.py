"""Day logs, summaries and the progress store's port. Pure: knows no Alexa, no AWS, no clock."""
