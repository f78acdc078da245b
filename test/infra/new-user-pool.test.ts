import { describe, test } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { NewUserPool, type NewUserPoolProps } from '../../infra/constructs/new-user-pool.ts';
import { templateOf } from './support/template-of.ts';

const template = (props: Partial<NewUserPoolProps> = {}, use: (pool: NewUserPool) => unknown = () => {}) =>
  templateOf((scope) =>
    use(
      new NewUserPool(scope, 'Identity', {
        protect: true,
        selfSignUp: true,
        accessTokenMinutes: 15,
        passwordLengthMin: 12,
        srpOnly: 'on',
        dashboard: { service: 'Your devices', sessionSeconds: 86_400, sharedSessionSeconds: 3600 },
        clients: [{ name: 'App', service: 'Demo app', sessionSeconds: 86_400, sharedSessionSeconds: 3600 }],
        ...props,
      }),
    ),
  );

describe('a user pool of our own', () => {
  test('people sign in by e-mail and get back in by e-mail', () => {
    template().hasResourceProperties('AWS::Cognito::UserPool', {
      UserPoolTier: 'ESSENTIALS',
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    });
  });

  test('two-factor is the owner’s choice, by authenticator app and not by SMS', () => {
    template().hasResourceProperties('AWS::Cognito::UserPool', {
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
  });

  test('a password is long, of whatever characters', () => {
    template().hasResourceProperties('AWS::Cognito::UserPool', {
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: false,
          RequireUppercase: false,
          RequireNumbers: false,
          RequireSymbols: false,
          TemporaryPasswordValidityDays: 3,
        },
      },
    });
  });

  test('protected, it refuses deletion and outlives the stack', () => {
    template().hasResource('AWS::Cognito::UserPool', {
      DeletionPolicy: 'Retain',
      Properties: { DeletionProtection: 'ACTIVE' },
    });
  });

  test('without self sign-up only an administrator adds people', () => {
    template({ selfSignUp: false }).hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    });
  });
});

describe('a client of our own pool', () => {
  test('is public, can be revoked, and does not tell who has an account', () => {
    template().hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ClientName: 'Demo app',
      GenerateSecret: false,
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: 'ENABLED',
    });
  });

  test('its session is as long as its refresh token lives', () => {
    template().hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AccessTokenValidity: 15,
      IdTokenValidity: 15,
      RefreshTokenValidity: 86_400 / 60,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
    });
  });

  test('passwords never leave the device, and there is no OAuth flow', () => {
    template().hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      AllowedOAuthFlowsUserPoolClient: false,
      AllowedOAuthFlows: Match.absent(),
      CallbackURLs: Match.absent(),
    });
  });

  test('passwords may be sent only where the settings say why', () => {
    template({ srpOnly: { offBecause: 'a test' } }).hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
  });

  test('passkeys come with their domain', () => {
    const withPasskeys = template({ passkeys: { domain: 'example.org', passwordsBecause: 'a test' } });
    withPasskeys.hasResourceProperties('AWS::Cognito::UserPool', {
      WebAuthnRelyingPartyID: 'example.org',
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } },
    });
    withPasskeys.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
  });

  test('one with managed login has the code flow alone, and the callbacks of its settings alone', () => {
    const withPages = template({
      clients: [
        {
          name: 'App',
          service: 'Demo app',
          sessionSeconds: 86_400,
          sharedSessionSeconds: 3600,
          managedLogin: { callbackUrls: ['https://app.example.org/in'], logoutUrls: ['https://app.example.org/out'] },
        },
      ],
    });
    withPages.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email', 'aws.cognito.signin.user.admin'],
      CallbackURLs: ['https://app.example.org/in'],
      LogoutURLs: ['https://app.example.org/out'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    });
    withPages.resourceCountIs('AWS::Cognito::ManagedLoginBranding', 1);
  });
});

describe('the dashboard’s client', () => {
  const withDashboard = (props: Partial<NewUserPoolProps> = {}) =>
    template(props, (pool) => pool.addDashboard('https://devices.example.org'));

  test('is public, and comes back to the dashboard’s own address and to no other', () => {
    withDashboard().hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ClientName: 'Your devices',
      GenerateSecret: false,
      EnableTokenRevocation: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email', 'aws.cognito.signin.user.admin'],
      CallbackURLs: ['https://devices.example.org/web/callback'],
      LogoutURLs: ['https://devices.example.org/'],
    });
  });

  test('signs in by Cognito’s pages and in no other way, even where other clients may send passwords', () => {
    withDashboard({ srpOnly: { offBecause: 'a test' } }).hasResourceProperties('AWS::Cognito::UserPoolClient', {
      ClientName: 'Your devices',
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    });
  });

  test('the sign-in pages are the newer ones, with a style for the client', () => {
    const pages = withDashboard();
    pages.hasResourceProperties('AWS::Cognito::UserPoolDomain', { ManagedLoginVersion: 2 });
    pages.resourceCountIs('AWS::Cognito::ManagedLoginBranding', 1);
  });

  test('the pages’ name is the account’s own where the settings give none', () => {
    withDashboard().hasResourceProperties('AWS::Cognito::UserPoolDomain', {
      Domain: { 'Fn::Join': ['', ['test-', { Ref: 'AWS::AccountId' }]] },
    });
    withDashboard({ loginDomainPrefix: 'demo' }).hasResourceProperties('AWS::Cognito::UserPoolDomain', {
      Domain: 'demo',
    });
  });
});
