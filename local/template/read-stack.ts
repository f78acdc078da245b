import { makeResolver, type ResourceNames } from './make-resolver.ts';
import { toWebSocket } from './name-resources.ts';
import { type Properties, readProperties } from './properties.ts';
import { readApi } from './read-api.ts';
import { readConfigurationSets } from './read-configuration-sets.ts';
import { readConnectionsApi } from './read-connections-api.ts';
import { readPushApplications, readQueue, readSubscription, readTopic } from './read-messaging.ts';
import { readQueueMapping } from './read-queue-mapping.ts';
import { readSchedule } from './read-schedule.ts';
import { readSecret } from './read-secret.ts';
import { readStreamMapping } from './read-stream-mapping.ts';
import type { FunctionSpec, Stack, TableSpec } from './stack.ts';
import { isRecord, type Template, TemplateError } from './template.ts';

export interface ReadStackProps {
  template: Template;
  names: ResourceNames;
  stackName: string;
  region: string;
  account: string;
  endpoints: { api: string; connections: string; cognito: string };
}

/**
 * Read a template: what is to run, with every value computed.
 *
 * @throws {TemplateError} naming what the local run does not know
 */
export function readStack(props: ReadStackProps): Stack {
  const { template, names, region, account } = props;
  const resolve = makeResolver(props);

  const wanted = (condition: string | undefined): boolean =>
    condition === undefined || resolve({ Condition: condition }, 'Condition') === true;
  const resources = Object.entries(template.Resources).filter(([, resource]) => wanted(resource.Condition));
  const ofType = (type: string): { logicalId: string; properties: Properties; ref: string; arn: string }[] =>
    resources
      .filter(([, resource]) => resource.Type === type)
      .map(([logicalId, resource]) => ({
        logicalId,
        // Where the code lies in AWS, whose rights it has and whose log it writes, no one asks here.
        properties: readProperties(resolve(withoutAws(resource.Properties), logicalId), logicalId),
        ref: names.get(logicalId)?.ref ?? logicalId,
        arn: names.get(logicalId)?.attributes['Arn'] ?? '',
      }));

  const tables = ofType('AWS::DynamoDB::Table').map(({ logicalId, properties, ref, arn }): TableSpec => {
    const ttl = properties.group('TimeToLiveSpecification');
    return {
      name: ref,
      arn,
      streamArn: names.get(logicalId)?.attributes['StreamArn'] ?? '',
      ...(ttl.flag('Enabled') && { ttlAttribute: ttl.text('AttributeName') }),
      properties: properties.all,
    };
  });
  const functions = ofType('AWS::Lambda::Function').map(({ logicalId, properties, ref, arn }): FunctionSpec => {
    properties.only(...functionProperties);
    const variables = properties.group('Environment').group('Variables').all;
    return {
      name: ref,
      arn,
      logicalId,
      handler: properties.text('Handler'),
      memoryMb: properties.number('MemorySize', 128),
      timeoutMs: properties.number('Timeout', 3) * 1000,
      environment: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)])),
    };
  });

  const attribute = (logicalId: string, name: string): string => names.get(logicalId)?.attributes[name] ?? '';
  const queues = ofType('AWS::SQS::Queue').map(({ logicalId, properties, arn }) =>
    readQueue(properties, attribute(logicalId, 'QueueName'), arn),
  );
  const topics = ofType('AWS::SNS::Topic').map(({ logicalId, properties, ref }) =>
    readTopic(properties, attribute(logicalId, 'TopicName'), ref),
  );

  // API Gateway's and Cognito's own addresses are in the template as a pattern, not as an attribute.
  const addresses = resources
    .filter(([, { Type }]) => Type === 'AWS::ApiGatewayV2::Api' || Type === 'AWS::Cognito::UserPoolDomain')
    .flatMap(([logicalId, { Type, Properties }]): [string, string][] => {
      if (Type === 'AWS::Cognito::UserPoolDomain') {
        const domain = `${names.get(logicalId)?.ref}.auth.${region}.amazoncognito.com`;
        return [[`https://${domain}`, props.endpoints.cognito]];
      }
      const host = `${names.get(logicalId)?.ref}.execute-api.${region}.amazonaws.com`;
      const { api, connections } = props.endpoints;
      if (Properties?.['ProtocolType'] !== 'WEBSOCKET') return [[`https://${host}`, api]];
      return [
        [`https://${host}`, connections],
        [`wss://${host}`, toWebSocket(connections)],
      ];
    });
  const here = (value: string): string =>
    addresses.reduce((text, [inAws, onThisMachine]) => text.replaceAll(inAws, onThisMachine), value);
  for (const { environment } of functions) {
    for (const [name, value] of Object.entries(environment)) environment[name] = here(value);
  }

  return {
    tables,
    functions,
    userPools: ofType('AWS::Cognito::UserPool').map(({ logicalId, properties, ref }) => ({
      id: ref,
      logicalId,
      name: properties.has('UserPoolName') ? properties.text('UserPoolName') : logicalId,
      properties: properties.all,
    })),
    userPoolClients: ofType('AWS::Cognito::UserPoolClient').map(({ logicalId, properties, ref }) => ({
      id: ref,
      userPoolId: properties.text('UserPoolId'),
      logicalId,
      properties: properties.all,
    })),
    queues,
    topics,
    subscriptions: ofType('AWS::SNS::Subscription').map(({ logicalId, properties }) =>
      readSubscription(logicalId, properties, topics, queues),
    ),
    pushApplications: ofType('Custom::PushPlatforms').flatMap(({ logicalId, properties }) =>
      readPushApplications(
        logicalId,
        properties,
        props.stackName,
        (resource) => `arn:aws:sns:${region}:${account}:${resource}`,
      ),
    ),
    ...readMappings(ofType('AWS::Lambda::EventSourceMapping'), { tables, queues, functions }),
    schedules: ofType('AWS::Scheduler::Schedule').map(({ properties, ...schedule }) =>
      readSchedule(properties, schedule, queues),
    ),
    secrets: ofType('AWS::SecretsManager::Secret').map(({ logicalId, properties, ref }) =>
      readSecret(properties, { logicalId, name: attribute(logicalId, 'Name'), arn: ref }),
    ),
    configurationSets: readConfigurationSets(ofType, topics),
    api: readApi(ofType, functions),
    connectionsApi: readConnectionsApi(ofType, functions),
    outputs: Object.fromEntries(
      Object.entries(template.Outputs ?? {})
        .filter(([, { Condition }]) => wanted(Condition))
        .map(([name, { Value }]) => {
          const value = resolve(Value, `Outputs.${name}`);
          if (typeof value !== 'string') throw new TemplateError(`Outputs.${name}: text is expected`);
          return [name, here(value)];
        }),
    ),
  };
}

/** Event source mappings, by the kind of their source. */
function readMappings(
  resources: readonly { logicalId: string; properties: Properties }[],
  { tables, queues, functions }: Pick<Stack, 'tables' | 'queues' | 'functions'>,
): Pick<Stack, 'streamMappings' | 'queueMappings'> {
  const mappings: Pick<Stack, 'streamMappings' | 'queueMappings'> = { streamMappings: [], queueMappings: [] };
  for (const { logicalId, properties } of resources) {
    const ofQueue = readQueueMapping(logicalId, properties, queues, functions);
    if (ofQueue === undefined)
      mappings.streamMappings.push(readStreamMapping(logicalId, properties, tables, functions));
    else mappings.queueMappings.push(ofQueue);
  }
  return mappings;
}

const functionProperties = [
  'Architectures',
  'Description',
  'Environment',
  'FunctionName',
  'Handler',
  'MemorySize',
  'ReservedConcurrentExecutions',
  'Runtime',
  'Tags',
  'Timeout',
  'TracingConfig',
];

function withoutAws(properties: unknown): unknown {
  if (!isRecord(properties)) return properties;
  const { Code: _code, Role: _role, LoggingConfig: _log, AccessLogSettings: access, ...others } = properties;
  // Of the access log, its format counts, and not where it goes.
  return isRecord(access) ? { ...others, AccessLogSettings: { Format: access['Format'] } } : others;
}
