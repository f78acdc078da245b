import type { Properties } from './properties.ts';
import type { FunctionSpec } from './stack.ts';
import { TemplateError } from './template.ts';

/** The function that an integration invokes. */
export function findFunction(integration: Properties, functions: readonly FunctionSpec[]): FunctionSpec {
  const uri = integration.text('IntegrationUri');
  // Either the function's own ARN or the one that API Gateway invokes it by.
  const fn = functions.find(({ arn }) => uri === arn || uri.includes(`/functions/${arn}/`));
  if (fn === undefined) throw new TemplateError(`${integration.where}: no function ${uri}`);
  return fn;
}
