import { Annotations, Aws } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { ExistingIdentity } from '../stage-settings.ts';
import type { DashboardClient, Identity, IdentityClient } from './identity.ts';

export type AdoptedUserPoolProps = Omit<ExistingIdentity, 'kind'>;

/** A pool that was there before us. Nothing in it is changed; what we need of it is asked for at deployment. */
export class AdoptedUserPool extends Construct implements Identity {
  readonly userPoolId: string;
  readonly userPoolArn: string;
  readonly issuer: string;
  readonly clients: readonly IdentityClient[];
  private readonly dashboard: DashboardClient | undefined;

  constructor(scope: Construct, id: string, props: AdoptedUserPoolProps) {
    super(scope, id);
    const [region, rest] = props.userPoolId.split('_');
    if (!region || !rest) {
      throw new Error(`"${props.userPoolId}" is no user pool id. It looks like eu-central-1_AbCdEf123.`);
    }
    this.userPoolId = props.userPoolId;
    // The pool may be in another region than the stack: its id says in which.
    this.userPoolArn = `arn:${Aws.PARTITION}:cognito-idp:${region}:${Aws.ACCOUNT_ID}:userpool/${props.userPoolId}`;
    this.issuer = `https://cognito-idp.${region}.amazonaws.com/${props.userPoolId}`;
    this.clients = props.clients.map((client, index) => ({ ...client, name: index === 0 ? 'App' : `App${index + 1}` }));

    this.dashboard = props.dashboard && { ...props.dashboard, name: 'Dashboard' };

    for (const { clientId, service, tokenRevocation } of [...props.clients, props.dashboard].filter(
      (client) => client !== undefined,
    )) {
      if (tokenRevocation !== 'unchecked') continue;
      Annotations.of(this).addWarningV2(
        `remote-sign-out:token-revocation-unchecked:${clientId}`,
        howToCheck(region, props.userPoolId, clientId, service),
      );
    }
  }

  /** Nothing is added: whoever owns the pool has made the client, with this origin. */
  addDashboard(): DashboardClient | undefined {
    return this.dashboard;
  }
}

/** Updating a client sets whatever is left out back to its default, so the way to mend it starts from what is there. */
const howToCheck = (region: string, userPoolId: string, clientId: string, service: string): string => {
  const names = `--region ${region} --user-pool-id ${userPoolId} --client-id ${clientId}`;
  return [
    `Token revocation must be on for the client of "${service}", or its sign-ins cannot be registered. To check:`,
    `  aws cognito-idp describe-user-pool-client ${names} --query UserPoolClient.EnableTokenRevocation`,
    'If that answers false, switch it on (all other settings of the client are kept):',
    `  aws cognito-idp describe-user-pool-client ${names} --query UserPoolClient --output json |` +
      ` jq 'del(.ClientSecret, .CreationDate, .LastModifiedDate) | .EnableTokenRevocation = true' > client.json`,
    `  aws cognito-idp update-user-pool-client --region ${region} --cli-input-json file://client.json`,
    "Then write the date into infra/config.ts: tokenRevocation: { checkedOn: '…' }.",
  ].join('\n');
};
