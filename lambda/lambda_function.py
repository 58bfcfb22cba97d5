"""The entry point on AWS Lambda, and nothing else."""

import os

from skill.bootstrap import build_rehearsed

lambda_handler = build_rehearsed(os.environ)
