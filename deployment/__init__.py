"""Makes what is deployed: the skill package for Alexa, and the function's folder for AWS Lambda."""
