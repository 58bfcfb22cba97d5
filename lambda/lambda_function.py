"""The entry point on AWS Lambda, and nothing else."""

import os

from skill.bootstrap import build_from_environment

lambda_handler = build_from_environment(os.environ)
