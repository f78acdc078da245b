/** What goes between a function's thread and ours. Events and answers travel as JSON, as they do in Lambda. */
export interface Boot {
  /** Holds the bundle. */
  folder: string;
  /** As in the template: `index.handler`. */
  handler: string;
  functionName: string;
  functionArn: string;
  memoryMb: number;
}

export interface InvokeMessage {
  id: number;
  requestId: string;
  event: string;
  /** Milliseconds since 1970. */
  deadline: number;
}

export type WorkerMessage =
  | { kind: 'ready' }
  | { kind: 'not-ready'; error: InvocationError }
  | { kind: 'answer'; id: number; payload: string }
  | { kind: 'failure'; id: number; error: InvocationError };

/** As Lambda reports it. */
export interface InvocationError {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}
