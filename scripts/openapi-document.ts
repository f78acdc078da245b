import * as z from 'zod/mini';
import { createDocument } from 'zod-openapi';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import { answers } from '../shared/contracts/answers.ts';
import { problems } from '../shared/contracts/problems.ts';
import type { ProblemCode } from '../shared/contracts/problems.ts';
import * as resources from '../shared/contracts/resources.ts';
import { routes } from '../shared/contracts/routes.ts';
import type { RouteName } from '../shared/contracts/routes.ts';
import type { Route } from '../shared/contracts/route.ts';
import * as values from '../shared/contracts/values.ts';

/** What any route may answer besides its own problems. */
const anyRoute: readonly ProblemCode[] = [
  'invalid-request',
  'payload-too-large',
  'unsupported-media-type',
  'internal-error',
  'unavailable',
];

const anyToken: readonly ProblemCode[] = ['invalid-token', 'token-revocation-disabled'];

/** How a caller is refused, by what a route asks of it. A service is refused by the gateway. */
const byAccess: Record<Route['access'], readonly ProblemCode[]> = {
  session: [...anyToken, 'session-revoked', 'session-expired', 'session-not-registered'],
  'sign-in': [...anyToken, 'session-revoked', 'session-expired'],
  'signed-out-session': [...anyToken, 'session-expired', 'session-not-registered'],
  service: [],
};

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
  detail: z.string(),
  errors: z.optional(z.array(z.strictObject({ pointer: z.string(), detail: z.string() }))),
  signOut: z.optional(resources.receipt),
  devices: z.optional(z.array(resources.device)),
  max_age: z.optional(z.int()),
});

/** The OpenAPI 3.1 document of the API. */
export const openApiDocument = () => {
  nameComponents();
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(name, route);
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Remote Sign-Out',
      version: '1',
      description:
        'Every device where an account is signed in, and the sign-out of any of them, with proof that it took. ' +
        'Times are RFC 3339 in UTC. Unknown fields are refused.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ accessToken: [] }],
    paths,
    components: {
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A Cognito access token.' },
        // As API Gateway's own exports name it: OpenAPI has no scheme for AWS signatures.
        awsSignature: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          description: 'A request signed with AWS Signature Version 4, by a role that may invoke this route.',
          'x-amazon-apigateway-authtype': 'awsSigv4',
        },
      },
    },
  });
};

const mediaTypes = { json: 'application/json', form: 'application/x-www-form-urlencoded' };

const operation = (name: RouteName, route: Route): ZodOpenApiOperationObject => ({
  operationId: name,
  summary: route.summary,
  ...(route.access === 'service' && { security: [{ awsSignature: [] }] }),
  ...parametersOf(route),
  ...(isEmpty(route.body)
    ? {}
    : {
        requestBody: {
          required: !route.body.safeParse({}).success,
          content: { [mediaTypes[route.consumes ?? 'json']]: { schema: route.body } },
        },
      }),
  responses: {
    ...Object.fromEntries(
      Object.entries(answers[name]).map(([status, schema]) => [
        status,
        { description: route.summary, ...(schema && { content: { 'application/json': { schema } } }) },
      ]),
    ),
    ...refusals(route),
  },
});

/** The problems by status: two codes of one status share a response. */
const refusals = (route: Route): ZodOpenApiOperationObject['responses'] => {
  const codes = [...anyRoute, ...byAccess[route.access], ...route.problems];
  const statuses = [...new Set(codes.map((code) => problems[code].status))].toSorted((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => [
      `${status}`,
      {
        description: codes
          .filter((code) => problems[code].status === status)
          .map((code) => `\`${code}\`: ${problems[code].title}`)
          .join('\n\n'),
        ...(status in headers && { headers: headers[status] }),
        content: { 'application/problem+json': { schema: problem } },
      },
    ]),
  );
};

const header = (description: string) => ({ description, schema: { type: 'string' as const } });

/** The headers that a refusal comes with, by status. */
const headers: Record<number, Record<string, ReturnType<typeof header>>> = {
  401: { 'WWW-Authenticate': header('Why the token does not do (RFC 6750, RFC 9470).') },
  429: { 'Retry-After': header('Seconds to wait.') },
  503: { 'Retry-After': header('Seconds to wait.') },
};

const isEmpty = (schema: z.ZodMiniType): boolean =>
  schema instanceof z.ZodMiniObject && Object.keys(schema.shape).length === 0;

const parametersOf = ({ params, query }: Route) => ({
  requestParams: {
    ...(!isEmpty(params) && { path: params as z.ZodMiniObject }),
    ...(!isEmpty(query) && { query: query as z.ZodMiniObject }),
  },
});

const nameComponents = (): void => {
  const add = (schema: z.ZodMiniType, meta: Record<string, unknown>) => void z.globalRegistry.add(schema, meta);
  add(resources.device, { id: 'Device' });
  add(resources.session, { id: 'Session' });
  add(resources.receipt, { id: 'Receipt' });
  add(resources.activity, { id: 'Activity' });
  add(problem, { id: 'Problem' });
  add(values.place, { id: 'Place' });
  add(values.name, { minLength: 1, maxLength: 200, description: 'Any script, without control characters.' });
};
