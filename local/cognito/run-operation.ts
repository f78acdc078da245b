import { CognitoError } from 'cognito-local/lib/errors.js';
import { isSupportedTarget } from 'cognito-local/lib/targets/Target.js';
import { authenticate, USER_ADMIN_SCOPE } from './access-token.ts';
import type { Emulator } from './emulator.ts';
import { ADMIN_OPERATIONS, PUBLIC_OPERATIONS, USER_OPERATIONS } from './own-operations.ts';
import { parseRequest, required, type CognitoRequest } from './request-shape.ts';
import {
  runStockOperation,
  STOCK_ADMIN_OPERATIONS,
  STOCK_PUBLIC_OPERATIONS,
  STOCK_USER_OPERATIONS,
} from './stock-operations.ts';

/**
 * Run the operation that X-Amz-Target names: ours where there is one, else cognito-local's. Who calls is settled
 * first, by the access token or, for administrators, by a signature (whose rightness nobody checks locally).
 */
export async function runOperation(
  emulator: Emulator,
  name: string,
  body: unknown,
  authorization: string | undefined,
): Promise<object> {
  const request = parseRequest(body);
  const anybody = own(PUBLIC_OPERATIONS, name);
  if (anybody !== undefined) return anybody(emulator, request, undefined);
  if (own(STOCK_PUBLIC_OPERATIONS, name) !== undefined) return runStock(emulator, name, request);
  const user = own(USER_OPERATIONS, name);
  if (user !== undefined || own(STOCK_USER_OPERATIONS, name) !== undefined) {
    const principal = await authenticate(emulator, required(request, 'AccessToken'), USER_ADMIN_SCOPE);
    return user === undefined ? runStock(emulator, name, request) : user(emulator, request, principal);
  }
  const admin = own(ADMIN_OPERATIONS, name);
  if (admin !== undefined || own(STOCK_ADMIN_OPERATIONS, name) !== undefined) {
    if (authorization?.startsWith('AWS4-HMAC-SHA256 ') !== true) {
      throw new CognitoError('MissingAuthenticationTokenException', 'Missing Authentication Token');
    }
    return admin === undefined ? runStock(emulator, name, request) : admin(emulator, request, undefined);
  }
  throw new CognitoError('UnknownOperationException', `${name} is not emulated`);
}

async function runStock(emulator: Emulator, name: string, request: CognitoRequest): Promise<object> {
  if (!isSupportedTarget(name)) throw new CognitoError('UnknownOperationException', `${name} is not emulated`);
  const fields = STOCK_PUBLIC_OPERATIONS[name] ?? STOCK_USER_OPERATIONS[name] ?? STOCK_ADMIN_OPERATIONS[name] ?? [];
  return runStockOperation(emulator, name, fields, request);
}

function own<T>(operations: Partial<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(operations, name) ? operations[name] : undefined;
}
