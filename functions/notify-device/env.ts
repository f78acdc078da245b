import * as z from 'zod/mini';
import { pushPlatforms } from '../../shared/contracts/values.ts';
import { consumerVariables, jsonVariable, readEnvironment } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () =>
  readEnvironment({
    ...consumerVariables,
    /** The ARN of the platform application, for each platform that the operator has given credentials of. */
    PUSH_PLATFORMS: jsonVariable(z.partialRecord(z.enum(pushPlatforms), z.string().check(z.startsWith('arn:')))),
  });
