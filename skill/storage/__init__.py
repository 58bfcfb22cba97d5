"""Progress on DynamoDB. The only place that knows boto3."""
