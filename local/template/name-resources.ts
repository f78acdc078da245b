import { createHash } from 'node:crypto';
import type { ResourceName } from './make-resolver.ts';
import { pushApplications } from './push-applications.ts';
import { isRecord, type Template, TemplateError } from './template.ts';

export interface NamingProps {
  template: Template;
  stackName: string;
  region: string;
  account: string;
  /** Of the parts that give addresses to resources. */
  endpoints: { api: string; connections: string; sqs: string };
}

/** Rights, logs and alarms: what does nothing on one machine. The local mail server takes mails of anyone to anyone. */
const ignoredTypes = new Set([
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Cognito::ManagedLoginBranding',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::SNS::TopicInlinePolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
]);

/**
 * Say what each resource of the stack is called. The same template always gets the same names, so that data and tokens
 * of an earlier run stay good.
 *
 * @throws {TemplateError} for a type of resource that the local run neither runs nor knowingly leaves out
 */
export function nameResources(props: NamingProps): Map<string, ResourceName> {
  const { template, stackName, region, account, endpoints } = props;
  const names = new Map<string, ResourceName>();
  let userPools = 0;

  for (const [logicalId, { Type: type, Properties: properties }] of Object.entries(template.Resources)) {
    const own = (property: string): string => {
      const value = isRecord(properties) ? properties[property] : undefined;
      return typeof value === 'string' ? value : `${stackName}-${logicalId}`;
    };
    const arn = (service: string, resource: string): string => `arn:aws:${service}:${region}:${account}:${resource}`;
    const derived = (length: number): string => deriveId(`${stackName}/${logicalId}`, length);

    switch (type) {
      case 'AWS::DynamoDB::Table': {
        const ref = own('TableName');
        const tableArn = arn('dynamodb', `table/${ref}`);
        names.set(logicalId, { ref, attributes: { Arn: tableArn, StreamArn: `${tableArn}/stream/local` } });
        break;
      }
      case 'AWS::Cognito::UserPool': {
        userPools += 1;
        const ref = `${region}_Local${String(userPools).padStart(4, '0')}`;
        names.set(logicalId, { ref, attributes: userPoolAttributes(ref, region, account) });
        break;
      }
      case 'AWS::Cognito::UserPoolClient': {
        const ref = derived(26);
        names.set(logicalId, { ref, attributes: { ClientId: ref } });
        break;
      }
      case 'AWS::Cognito::UserPoolDomain':
        names.set(logicalId, { ref: own('Domain').toLowerCase(), attributes: {} });
        break;
      case 'AWS::ApiGatewayV2::Api': {
        const ref = derived(10);
        const ApiEndpoint = own('ProtocolType') === 'WEBSOCKET' ? toWebSocket(endpoints.connections) : endpoints.api;
        names.set(logicalId, { ref, attributes: { ApiId: ref, ApiEndpoint } });
        break;
      }
      case 'AWS::Lambda::Function': {
        const ref = own('FunctionName');
        names.set(logicalId, { ref, attributes: { Arn: arn('lambda', `function:${ref}`) } });
        break;
      }
      case 'AWS::SQS::Queue': {
        const name = own('QueueName');
        names.set(logicalId, {
          ref: `${endpoints.sqs}/${account}/${name}`,
          attributes: { Arn: arn('sqs', name), QueueName: name },
        });
        break;
      }
      case 'AWS::ApiGatewayV2::Stage':
        names.set(logicalId, { ref: own('StageName'), attributes: {} });
        break;
      case 'AWS::SNS::Topic': {
        const TopicName = own('TopicName');
        const TopicArn = arn('sns', TopicName);
        names.set(logicalId, { ref: TopicArn, attributes: { TopicArn, TopicName } });
        break;
      }
      case 'Custom::PushPlatforms': {
        const applications = pushApplications(logicalId, properties, stackName);
        const arns = applications.map(({ key, resource }) => [key, arn('sns', resource)]);
        names.set(logicalId, { ref: logicalId, attributes: { Platforms: JSON.stringify(Object.fromEntries(arns)) } });
        break;
      }
      case 'AWS::SES::EmailIdentity':
        // Ref is the address or domain itself.
        names.set(logicalId, {
          ref: own('EmailIdentity'),
          attributes: { Arn: arn('ses', `identity/${own('EmailIdentity')}`) },
        });
        break;
      case 'AWS::SES::ConfigurationSet':
        names.set(logicalId, { ref: own('Name'), attributes: {} });
        break;
      case 'AWS::Scheduler::Schedule': {
        const ref = own('Name');
        names.set(logicalId, { ref, attributes: { Arn: arn('scheduler', `schedule/default/${ref}`) } });
        break;
      }
      case 'AWS::SecretsManager::Secret': {
        // Secrets Manager adds six characters to the name.
        const ref = arn('secretsmanager', `secret:${own('Name')}-${derived(6)}`);
        names.set(logicalId, { ref, attributes: { Id: ref, Name: own('Name') } });
        break;
      }
      case 'AWS::ApiGatewayV2::Authorizer':
      case 'AWS::ApiGatewayV2::Deployment':
      case 'AWS::ApiGatewayV2::Integration':
      case 'AWS::ApiGatewayV2::Route':
      case 'AWS::ApiGatewayV2::RouteResponse':
      case 'AWS::Lambda::EventSourceMapping':
      case 'AWS::SES::ConfigurationSetEventDestination':
      case 'AWS::SNS::Subscription':
        names.set(logicalId, { ref: logicalId, attributes: {} });
        break;
      default:
        if (!ignoredTypes.has(type)) {
          throw new TemplateError(
            `${logicalId}: the local run does not know resources of the type ${type}. ` +
              `Teach it in local/template/, or leave the resource out of the local stage.`,
          );
        }
        names.set(logicalId, { ref: logicalId, attributes: { Arn: arn('local', logicalId) } });
    }
  }
  return names;
}

export const userPoolAttributes = (id: string, region: string, account: string): Record<string, string> => ({
  UserPoolId: id,
  Arn: `arn:aws:cognito-idp:${region}:${account}:userpool/${id}`,
  ProviderName: `cognito-idp.${region}.amazonaws.com/${id}`,
  ProviderURL: `https://cognito-idp.${region}.amazonaws.com/${id}`,
});

/** `http://…` as `ws://…`. */
export const toWebSocket = (endpoint: string): string => endpoint.replace(/^http/, 'ws');

/** As many lower-case letters and digits, always the same for the same seed. */
function deriveId(seed: string, length: number): string {
  const digits = BigInt(`0x${createHash('sha256').update(seed).digest('hex')}`).toString(36);
  return digits.padStart(length, '0').slice(-length);
}
