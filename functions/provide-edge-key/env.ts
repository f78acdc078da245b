import { readEnvironment } from '../../shared/adapters/system/read-environment.ts';

/** All that it works with comes with the order of CloudFormation. */
export const readVariables = () => readEnvironment({});
