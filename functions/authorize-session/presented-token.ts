type Headers = Record<string, string | undefined>;

/** What API Gateway gives an authorizer, as far as it is read. */
export interface AuthorizerEvent {
  /** `2.0` of an HTTP API with simple responses; a REST API says none, or `1.0`. */
  version?: string;
  /** Of a REST API with a TOKEN authorizer, which passes on this header alone. */
  authorizationToken?: string;
  headers?: Headers | null;
  /** Of a REST API: each header with all its values. */
  multiValueHeaders?: Record<string, string[] | undefined> | null;
  /** The request as a policy names it; missing in payload format 2.0. */
  methodArn?: string;
  requestContext?: { requestId?: string };
}

/**
 * The bearer token of a request. With two `Authorization` headers there is none: which of them the API behind would
 * believe is anybody's guess.
 */
export const presentedToken = (event: AuthorizerEvent): string | undefined => {
  const [value, ...more] = valuesOf(event);
  return more.length > 0 ? undefined : value?.replace(/^bearer +/i, '').trim();
};

const valuesOf = ({ authorizationToken, headers, multiValueHeaders }: AuthorizerEvent): string[] => {
  if (authorizationToken !== undefined) return [authorizationToken];
  // A REST API passes names on as the client wrote them.
  const named = ([name]: [string, unknown]) => name.toLowerCase() === 'authorization';
  const several = Object.entries(multiValueHeaders ?? {}).filter(named);
  const single = Object.entries(headers ?? {}).filter(named);
  return [...(several.length > 0 ? several : single)].flatMap(([, value]) => value ?? []);
};
