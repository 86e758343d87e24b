"""A site and an API under one domain name, with the resources of pulumi_aws."""

import json
import mimetypes
from pathlib import Path

import pulumi
import pulumi_aws as aws

role = aws.iam.Role(
    "api",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
            ],
        }
    ),
)
aws.iam.RolePolicyAttachment(
    "api", role=role.name, policy_arn="arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
)
function = aws.lambda_.Function(
    "api",
    runtime="python3.13",
    handler="hello.handler",
    code=pulumi.FileArchive("api"),
    role=role.arn,
)
# CloudFront calls the API at its default endpoint. The stage $default is not part of its paths.
api = aws.apigatewayv2.Api("api", protocol_type="HTTP")
integration = aws.apigatewayv2.Integration(
    "api",
    api_id=api.id,
    integration_type="AWS_PROXY",
    integration_uri=function.arn,
    payload_format_version="2.0",
)
for name, path in {"root": "/api", "paths": "/api/{proxy+}"}.items():
    aws.apigatewayv2.Route(
        f"api-{name}",
        api_id=api.id,
        route_key=f"ANY {path}",
        target=pulumi.Output.concat("integrations/", integration.id),
    )
aws.apigatewayv2.Stage("api", api_id=api.id, name="$default", auto_deploy=True)
aws.lambda_.Permission(
    "api",
    action="lambda:InvokeFunction",
    function=function.name,
    principal="apigateway.amazonaws.com",
    source_arn=pulumi.Output.concat(api.execution_arn, "/*"),
)

bucket = aws.s3.Bucket("site")
for file in sorted(Path("site").rglob("*.*")):
    aws.s3.BucketObjectv2(
        file.as_posix(),
        bucket=bucket.bucket,
        key=file.relative_to("site").as_posix(),
        source=pulumi.FileAsset(str(file)),
        content_type=mimetypes.guess_type(file)[0],
    )
access = aws.cloudfront.OriginAccessControl(
    "site", origin_access_control_origin_type="s3", signing_behavior="always", signing_protocol="sigv4"
)

distribution = aws.cloudfront.Distribution(
    "distribution",
    enabled=True,
    default_root_object="index.html",
    origins=[
        {
            "origin_id": "site",
            "domain_name": bucket.bucket_regional_domain_name,
            "origin_access_control_id": access.id,
        },
        {
            "origin_id": "api",
            "domain_name": api.api_endpoint.apply(lambda endpoint: endpoint.removeprefix("https://")),
            "custom_origin_config": {
                "http_port": 80,
                "https_port": 443,
                "origin_protocol_policy": "https-only",
                "origin_ssl_protocols": ["TLSv1.2"],
            },
        },
    ],
    default_cache_behavior={
        "target_origin_id": "site",
        "viewer_protocol_policy": "redirect-to-https",
        "allowed_methods": ["GET", "HEAD"],
        "cached_methods": ["GET", "HEAD"],
        "compress": True,
        "cache_policy_id": aws.cloudfront.get_cache_policy(name="Managed-CachingOptimized").id,
    },
    ordered_cache_behaviors=[
        {
            "path_pattern": pattern,
            "target_origin_id": "api",
            "viewer_protocol_policy": "https-only",
            "allowed_methods": ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
            "cached_methods": ["GET", "HEAD"],
            "cache_policy_id": aws.cloudfront.get_cache_policy(name="Managed-CachingDisabled").id,
            # Forwards all headers except Host, by which API Gateway selects the API.
            "origin_request_policy_id": aws.cloudfront.get_origin_request_policy(
                name="Managed-AllViewerExceptHostHeader"
            ).id,
        }
        for pattern in ["/api", "/api/*"]
    ],
    restrictions={"geo_restriction": {"restriction_type": "none"}},
    viewer_certificate={"cloudfront_default_certificate": True},
)
aws.s3.BucketPolicy(
    "site",
    bucket=bucket.bucket,
    policy=pulumi.Output.json_dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "s3:GetObject",
                    "Principal": {"Service": "cloudfront.amazonaws.com"},
                    "Resource": pulumi.Output.concat(bucket.arn, "/*"),
                    "Condition": {"StringEquals": {"AWS:SourceArn": distribution.arn}},
                }
            ],
        }
    ),
)
pulumi.export("url", pulumi.Output.concat("https://", distribution.domain_name))
