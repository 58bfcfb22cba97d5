"""What can stand in the way of a package."""


class DeploymentError(ValueError):
    """Something that whoever packages has to put right; the message is one clear sentence."""
