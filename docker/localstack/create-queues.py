"""Creates the queue and its dead-letter queue as soon as LocalStack is ready, which runs this file itself."""

import json

import boto3

sqs = boto3.client(
    "sqs",
    endpoint_url="http://127.0.0.1:4566",
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
)

dead_letters = sqs.create_queue(QueueName="items-dead")["QueueUrl"]
arn = sqs.get_queue_attributes(QueueUrl=dead_letters, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
redrive = {"deadLetterTargetArn": arn, "maxReceiveCount": 5}
sqs.create_queue(QueueName="items", Attributes={"RedrivePolicy": json.dumps(redrive)})
