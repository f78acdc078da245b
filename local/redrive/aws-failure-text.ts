import { offline } from '../device/client/offline.ts';
import { printable } from '../device/terminal/text-width.ts';

/** What AWS, or what stands in for it, has against a request, with what to do about it; undefined for other errors. */
export const awsFailureText = (error: unknown): string | undefined => {
  const { name, message, code, $metadata } = error as Error & {
    code?: string;
    $metadata?: { httpStatusCode?: number };
  };
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
    return `There are no AWS credentials here, or not any more: ${printable(message)}\n  Log in (aws sso login), or set AWS_PROFILE.`;
  }
  if ($metadata?.httpStatusCode !== undefined) return `AWS says ${name}: ${printable(message)}`;
  if (code === undefined) return undefined;
  const { detail } = offline(error, 'SQS or DynamoDB');
  return `There is no answer (${detail}). Is the product running? Start it in another terminal: npm start`;
};
