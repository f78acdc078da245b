import { Aws, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  UserPool,
  UserPoolClientIdentityProvider,
  type UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { webRoutes } from '../../shared/contracts/web-routes.ts';
import type { NewClient, NewIdentity } from '../stage-settings.ts';
import type { DashboardClient, Identity, IdentityClient } from './identity.ts';

export interface NewUserPoolProps extends Omit<NewIdentity, 'kind'> {
  /** Refuse to be deleted, and stay in the account when the stack goes. */
  protect: boolean;
}

/** A user pool of our own, with its public clients. */
export class NewUserPool extends Construct implements Identity {
  readonly userPoolId: string;
  readonly userPoolArn: string;
  readonly issuer: string;
  readonly clients: IdentityClient[];
  private readonly props: NewUserPoolProps;
  private readonly pool: UserPool;
  private readonly domain: UserPoolDomain;

  constructor(scope: Construct, id: string, props: NewUserPoolProps) {
    super(scope, id);
    this.props = props;
    const { stackName } = Stack.of(this);
    const pool = new UserPool(this, 'Pool', {
      userPoolName: stackName,
      // The plan with passkeys, managed login and step-up; Plus adds threat protection, at a price.
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: props.selfSignUp,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      // A new address counts once it is verified; until then the warning e-mails reach the old one.
      keepOriginal: { email: true },
      // Length is what counts; rules on characters make passwords that are written down (OWASP ASVS 6.2.5).
      passwordPolicy: {
        minLength: props.passwordLengthMin,
        requireLowercase: false,
        requireUppercase: false,
        requireDigits: false,
        requireSymbols: false,
        tempPasswordValidity: Duration.days(3),
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: props.protect,
      removalPolicy: props.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(props.passkeys !== undefined && {
        signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } },
        passkeyRelyingPartyId: props.passkeys.domain,
      }),
    });
    Validations.of(pool).acknowledge(
      {
        id: 'AwsSolutions-COG1',
        reason: 'Twelve characters of any kind: OWASP ASVS 6.2.5 advises against rules on the kinds of characters.',
      },
      {
        id: 'AwsSolutions-COG2',
        reason: 'The owner turns two-factor on (authenticator app); forcing it would shut out people without a phone.',
      },
      {
        id: 'AwsSolutions-COG8',
        reason: 'Plus costs per active user. An operator who wants threat protection brings a pool with it.',
      },
    );
    this.pool = pool;
    this.userPoolId = pool.userPoolId;
    this.userPoolArn = pool.userPoolArn;
    this.issuer = pool.userPoolProviderUrl;
    this.domain = pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: props.loginDomainPrefix ?? `${stackName}-${Aws.ACCOUNT_ID}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.clients = props.clients.map((client) => this.addClient(client));
  }

  addDashboard(origin: string): DashboardClient {
    const client = this.addClient({
      ...this.props.dashboard,
      name: 'Dashboard',
      managedLogin: {
        callbackUrls: [`${origin}${webRoutes['web-callback'].paths[0]}`],
        logoutUrls: [`${origin}/`],
      },
    });
    return { ...client, oauthDomain: this.domain.baseUrl() };
  }

  private addClient(client: NewClient): IdentityClient {
    const { props, pool } = this;
    const added = pool.addClient(client.name, {
      userPoolClientName: client.service,
      // Public clients: whatever ships to a device is no secret.
      generateSecret: false,
      preventUserExistenceErrors: true,
      // Without it the tokens carry no origin_jti, and a session could not be told from another.
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(props.accessTokenMinutes),
      idTokenValidity: Duration.minutes(props.accessTokenMinutes),
      refreshTokenValidity: Duration.seconds(client.sessionSeconds),
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      authFlows: {
        // Where Cognito's pages ask for the password, nothing else may.
        userSrp: client.managedLogin === undefined,
        userPassword: client.managedLogin === undefined && props.srpOnly !== 'on',
        user: props.passkeys !== undefined,
      },
      ...(client.managedLogin === undefined
        ? { disableOAuth: true }
        : {
            oAuth: {
              // The default also allows the implicit flow, which puts tokens into the address bar.
              flows: { authorizationCodeGrant: true },
              // The last lets the owner's token read the owner's e-mail address.
              scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.COGNITO_ADMIN],
              ...client.managedLogin,
            },
          }),
    });
    if (client.managedLogin !== undefined) {
      // The newer sign-in pages do not open for a client without a style.
      new CfnManagedLoginBranding(this, `${client.name}Style`, {
        userPoolId: pool.userPoolId,
        clientId: added.userPoolClientId,
        useCognitoProvidedValues: true,
      }).node.addDependency(this.domain);
    }
    return { ...client, clientId: added.userPoolClientId };
  }
}
