/** The hosted zone of all CloudFront domain names. https://docs.aws.amazon.com/general/latest/gr/cf_region.html */
export const cloudFrontZoneId = "Z2FDTNDATAQYW2";

/** The hosted zones of regional API Gateway domain names. https://docs.aws.amazon.com/general/latest/gr/apigateway.html */
export const regionalApiZoneIds: Readonly<Record<string, string>> = {
  "us-east-1": "Z1UJRXOUMOOFQ8",
  "us-east-2": "ZOJJZC49E0EPZ",
  "us-west-1": "Z2MUQ32089INYE",
  "us-west-2": "Z2OJLYMUO9EFXC",
  "eu-west-1": "ZLY8HYME6SFDD",
  "eu-west-2": "ZJ5UAJN8Y3Z2Q",
  "eu-central-1": "Z1U9ULNL0V5AJ3",
  "ap-southeast-1": "ZL327KTPIQFUL",
  "ap-southeast-2": "Z2RPCDW04V8134",
  "ap-northeast-1": "Z1YSHQZHG15GKL",
  "ap-south-1": "Z3VO1THU9YC4UR",
  "ca-central-1": "Z19DQILCV0OWEC",
  "sa-east-1": "ZCMLWB8V5SYIT",
};
