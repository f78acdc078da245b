import type { Synthesised } from '../../../infra/synthesise.ts';
import type { FunctionName } from '../../../infra/function-rights.ts';

export interface DeployedFunction {
  name: FunctionName;
  /** Its variables, as the template gives them: texts, or what CloudFormation makes texts of. */
  environment: Record<string, unknown>;
  managedPolicies: unknown[];
  /** Under which alone it may do some of it. */
  conditions: unknown[];
  /** Everything it may do, one line an action and resource: `dynamodb:Query on StorageSessions.Arn`. */
  rights: string[];
}

interface Policy {
  PolicyDocument: { Statement: Statement[] };
}

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: unknown;
}

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
}

/** The functions of a template with their variables and rights, read from what would be deployed and nothing else. */
export function deployedFunctions({ template, functionNames }: Synthesised): DeployedFunction[] {
  const resources = new Map<string, Resource>(Object.entries(template['Resources'] as Record<string, Resource>));
  const policies = [...resources.values()].filter(({ Type }) => Type === 'AWS::IAM::Policy');

  return Object.entries(functionNames).map(([logicalId, name]) => {
    const fn = resources.get(logicalId)?.Properties ?? {};
    const [roleId] = (fn['Role'] as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'];
    const role = resources.get(roleId)?.Properties ?? {};
    const attached = policies
      .map(({ Properties }) => Properties as unknown as { Roles: { Ref: string }[] } & Policy)
      .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === roleId));
    const inline = (role['Policies'] ?? []) as Policy[];
    const statements = [...attached, ...inline].flatMap((policy) => policy.PolicyDocument.Statement);
    return {
      name,
      environment: (fn['Environment'] as { Variables: Record<string, unknown> }).Variables,
      managedPolicies: (role['ManagedPolicyArns'] ?? []) as unknown[],
      conditions: statements.flatMap(({ Condition }) => (Condition === undefined ? [] : [Condition])),
      rights: statements.flatMap(rightsOf).toSorted(),
    };
  });
}

const rightsOf = ({ Effect, Action, Resource }: Statement): string[] =>
  [Action]
    .flat()
    .flatMap((action) =>
      [Resource].flat().map((resource) => `${Effect === 'Allow' ? '' : `${Effect} `}${action} on ${nameOf(resource)}`),
    );

const pseudo: Record<string, string> = {
  'AWS::Partition': '<partition>',
  'AWS::Region': '<region>',
  'AWS::AccountId': '<account>',
};

/** `StorageSessions.Arn` for an attribute of `StorageSessionsFCE686BD`: without the part that CDK makes unique. */
const nameOf = (resource: unknown): string => {
  if (typeof resource === 'string') return resource;
  const {
    Ref: ref,
    'Fn::GetAtt': attribute,
    'Fn::Join': join,
  } = resource as { Ref?: string; 'Fn::GetAtt'?: [string, string]; 'Fn::Join'?: [string, unknown[]] };
  if (join) return join[1].map(nameOf).join(join[0]);
  if (ref !== undefined && Object.hasOwn(pseudo, ref)) return String(pseudo[ref]);
  const [logicalId, ...key] = attribute ?? [ref ?? JSON.stringify(resource)];
  return [logicalId.replace(/[0-9A-F]{8}$/, ''), ...key].join('.');
};
