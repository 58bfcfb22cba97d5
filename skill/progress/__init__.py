"""What was done on which day, and what to tell of it. Pure: knows no Alexa, no AWS, no clock."""
