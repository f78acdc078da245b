/** What API Gateway allows on a connection. */
export interface ConnectionLimits {
  messageBytesMax: number;
  /** Larger messages come in several frames. */
  frameBytesMax: number;
  /** Without a message either way. */
  idleMsMax: number;
  ageMsMax: number;
  /** What waits for a device that reads too slowly. */
  waitingBytesMax: number;
}

/** Only the last one is our own: AWS has it, and does not say how much it is. */
export const awsLimits: ConnectionLimits = {
  messageBytesMax: 128 * 1024,
  frameBytesMax: 32 * 1024,
  idleMsMax: 10 * 60 * 1000,
  ageMsMax: 2 * 60 * 60 * 1000,
  waitingBytesMax: 256 * 1024,
};
