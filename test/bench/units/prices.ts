/**
 * List prices in US dollars, us-east-1, on demand, beyond the free tier. From memory and not confirmed (facts-aws.md
 * marks all prices so): check them before you count on a sum.
 */
export const listPrices = {
  httpApiRequest: 1 / 1e6,
  lambdaRequest: 0.2 / 1e6,
  /** arm64 */
  lambdaGbSecond: 0.000_013_333_4,
  dynamoDbReadUnit: 0.125 / 1e6,
  dynamoDbWriteUnit: 0.625 / 1e6,
  /** Taken in by CloudWatch Logs; keeping it is extra. */
  logGb: 0.5,
};

export const pricesNote =
  'Prices are list prices of us-east-1 from memory, NOT CONFIRMED (test/bench/units/prices.ts): HTTP API $1.00 and Lambda $0.20 per million requests, Lambda arm64 $0.0000133334 per GB-second, DynamoDB on demand $0.125 per million read and $0.625 per million write units, CloudWatch Logs $0.50 per GB. Without free tiers, data transfer, storage, CloudFront and what follows from the stream.';
