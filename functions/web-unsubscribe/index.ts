import { reviewLinkWorld } from '../../shared/adapters/system/review-link-world.ts';
import { readVariables } from './env.ts';
import { makeHandler } from './handler.ts';

export const handler = makeHandler(reviewLinkWorld('web-unsubscribe', readVariables()));
