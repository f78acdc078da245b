/** For the clients that the local run makes itself. Nobody on this machine checks credentials, but the SDK wants some. */
export interface AwsSettings {
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

export function readAwsSettings(environment: NodeJS.ProcessEnv): AwsSettings {
  const {
    AWS_REGION: region = 'us-east-1',
    AWS_ACCESS_KEY_ID: accessKeyId = 'local',
    AWS_SECRET_ACCESS_KEY: secretAccessKey = 'local',
    AWS_SESSION_TOKEN: sessionToken,
  } = environment;
  return { region, credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) } };
}
