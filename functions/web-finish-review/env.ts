import { readEnvironment, variable } from '../../shared/adapters/system/read-environment.ts';
import { reviewLinkVariables } from '../../shared/adapters/system/review-link-world.ts';

export const readVariables = () =>
  readEnvironment({
    ...reviewLinkVariables,
    REVIEW_TIME_ZONE: variable.text,
    SIGN_OUTS_PER_MINUTE: variable.positive,
  });
