"""The entry point on AWS Lambda, and nothing else."""

import gc
import os

# What is made at the start stays: to look through it for garbage takes a tenth of a cold start.
gc.disable()

from skill.bootstrap import build_warm  # noqa: E402 - this is what makes most of it

lambda_handler = build_warm(os.environ)

gc.freeze()
gc.enable()
