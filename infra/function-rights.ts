import type { RouteName } from '../shared/contracts/routes.ts';

/** A function for each route, and those that no route leads to. */
export type FunctionName = RouteName | 'settle-sessions';

export type TableAction = `dynamodb:${
  | 'BatchGetItem'
  | 'ConditionCheckItem'
  | 'DeleteItem'
  | 'PutItem'
  | 'Query'
  | 'UpdateItem'}`;

/** Variables that hold a setting. Those that name a table come with the right to use it. */
export type SettingVariable =
  | 'ACTIVITY_RETENTION_DAYS'
  | 'CHECK_IN_AFTER_SECONDS'
  | 'CLIENTS'
  | 'EDGE_KEY_SHA256'
  | 'REGISTRATIONS_PER_MINUTE'
  | 'SIGNED_OUT_DEVICE_RETENTION_DAYS'
  | 'SIGN_OUTS_PER_MINUTE'
  | 'STEP_UP_MAX_AGE_SECONDS'
  | 'USER_POOL_ID';

export interface FunctionRights {
  sessions: readonly TableAction[];
  vault: readonly TableAction[];
  settings: readonly SettingVariable[];
}

const retention = ['ACTIVITY_RETENTION_DAYS', 'SIGNED_OUT_DEVICE_RETENTION_DAYS'] as const;
const request = [...retention, 'EDGE_KEY_SHA256'] as const;
const signOut = [...request, 'STEP_UP_MAX_AGE_SECONDS', 'SIGN_OUTS_PER_MINUTE'] as const;

/**
 * What every request of a signed-in device may come to: the guard reads, "last seen" is updated, and telling a
 * signed-out device is a transaction of puts. (A transaction needs the rights of its parts; it has none of its own.)
 */
const guarded = ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'] as const;

/** An order holds only while the session that gives it is unchanged: its transaction checks that. */
const ordering = [...guarded, 'dynamodb:ConditionCheckItem'] as const;

/**
 * Who may do what to which table, and which settings each function knows: the one place that says so. The template is
 * held to it by test/infra/function-rights.test.ts, and the code by test/integration/function-rights.test.ts, which
 * records the calls it makes.
 */
export const functionRights: Readonly<Record<FunctionName, FunctionRights>> = {
  'register-session': {
    sessions: [...ordering, 'dynamodb:Query'],
    vault: ['dynamodb:PutItem'],
    settings: [...request, 'CLIENTS', 'REGISTRATIONS_PER_MINUTE', 'USER_POOL_ID'],
  },
  'get-session': { sessions: guarded, vault: [], settings: request },
  'check-in': { sessions: ordering, vault: ['dynamodb:PutItem'], settings: [...request, 'CHECK_IN_AFTER_SECONDS'] },
  'end-session': { sessions: guarded, vault: [], settings: request },
  'confirm-sign-out': { sessions: ['dynamodb:BatchGetItem', 'dynamodb:PutItem'], vault: [], settings: request },
  'list-devices': { sessions: [...guarded, 'dynamodb:Query'], vault: [], settings: request },
  'get-device': { sessions: guarded, vault: [], settings: request },
  'update-device': { sessions: ordering, vault: [], settings: [...request, 'STEP_UP_MAX_AGE_SECONDS'] },
  'forget-device': { sessions: [...ordering, 'dynamodb:DeleteItem'], vault: [], settings: request },
  'sign-out-device': { sessions: ordering, vault: [], settings: signOut },
  'sign-out-session': { sessions: ordering, vault: [], settings: signOut },
  'sign-out-devices': { sessions: [...ordering, 'dynamodb:Query'], vault: [], settings: signOut },
  'list-activity': { sessions: [...guarded, 'dynamodb:Query'], vault: [], settings: request },
  'list-device-activity': { sessions: [...guarded, 'dynamodb:Query'], vault: [], settings: request },
  'settle-sessions': {
    sessions: ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
    vault: [],
    settings: retention,
  },
};

export const functionNames = (): FunctionName[] => Object.keys(functionRights).filter(isFunctionName);

const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(functionRights, name);
