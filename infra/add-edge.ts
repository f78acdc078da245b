import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { Edge } from './constructs/edge.ts';
import type { EdgeKey } from './constructs/edge-key.ts';
import type { MakeFunction } from './function-maker.ts';
import type { StageSettings } from './stage-settings.ts';

export interface AddEdgeProps {
  settings: StageSettings;
  apiEndpoint: string;
  /** Undefined where the stage has no dashboard. */
  dashboardFolder: string | undefined;
  /** Of the edge that the stack makes. */
  key: EdgeKey | undefined;
  makeFunction: MakeFunction;
  protect: boolean;
  logRetention: RetentionDays;
}

/** By which address the product is reached from outside, and by what it knows that a request came by it. */
export interface EntryPoint {
  /** Of the dashboard: scheme, name and port. */
  origin: string;
  /** Base of every call of the API. */
  apiUrl: string;
  keySha256: string | undefined;
  /** Whether CloudFront serves the dashboard's files; otherwise a function of the API does. */
  servesFiles: boolean;
}

/** Makes what the settings want before the API, or takes what is there. */
export function addEdge(scope: Construct, { settings: { edge }, key, ...props }: AddEdgeProps): EntryPoint {
  if (edge?.kind !== 'new' || key === undefined) {
    const existing = edge?.kind === 'existing' ? edge : undefined;
    const origin = existing?.origin ?? props.apiEndpoint;
    return { origin, apiUrl: origin, keySha256: existing?.keySha256, servesFiles: false };
  }
  const keySha256 = key.hashedBy(props.makeFunction('provide-edge-key'));
  const { origin } = new Edge(scope, 'Edge', { ...props, settings: edge, keyHeaderValue: key.headerValue });
  return { origin, apiUrl: origin, keySha256, servesFiles: true };
}
