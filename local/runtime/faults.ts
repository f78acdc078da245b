/** The services that can be told to fail. */
export type FaultyService = 'cognito' | 'sns' | 'ses' | 'sqs' | 'secrets';

/** What a service answers to every call of its API, instead of what was asked. */
export interface Fault {
  status: number;
  /** The body as it goes over the wire; left out, the service's own throttling (4xx) or internal error (5xx). */
  body?: string;
}

/** A switch for tests: what happens to the rest when a service refuses. */
export interface Faults {
  /** Until it is set to undefined again. */
  set(service: FaultyService, fault: Fault | undefined): void;
  get(service: FaultyService): Fault | undefined;
}

export function makeFaults(): Faults {
  const faults = new Map<FaultyService, Fault>();
  return {
    set(service, fault) {
      if (fault === undefined) faults.delete(service);
      else faults.set(service, fault);
    },
    get: (service) => faults.get(service),
  };
}

/** For a service that speaks JSON: its error of this name, unless the fault has a body of its own. */
export function faultAsJson({ status, body }: Fault, names: { throttled: string; broken: string }) {
  // A body of its own says its type itself.
  if (body !== undefined) return { status, headers: { 'content-type': 'application/json' }, body };
  const type = status < 500 ? names.throttled : names.broken;
  const message = status < 500 ? 'Rate exceeded' : 'Something went wrong';
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
    body: JSON.stringify({ __type: type, message }),
  };
}
