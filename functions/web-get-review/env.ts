import { readEnvironment } from '../../shared/adapters/system/read-environment.ts';
import { reviewLinkVariables } from '../../shared/adapters/system/review-link-world.ts';

export const readVariables = () => readEnvironment(reviewLinkVariables);
