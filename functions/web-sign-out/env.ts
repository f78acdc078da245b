import { readEnvironment } from '../../shared/adapters/system/read-environment.ts';
import { webVariables } from '../../shared/adapters/system/web-world.ts';

export const readVariables = () => readEnvironment(webVariables);
