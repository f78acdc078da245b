import { readEnvironment, requestVariables, variable } from '../../shared/adapters/system/read-environment.ts';

export const readVariables = () => readEnvironment({ ...requestVariables, STEP_UP_MAX_AGE_SECONDS: variable.positive });
