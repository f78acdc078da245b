/** The sparse index over the accounts that are to be asked: by shard, in the order of the day on which they are due. */
export const reviewIndex = { name: 'reviews', shard: 'reviewShard', dueOn: 'reviewDueAt' } as const;

export const reviewShards = Array.from({ length: 16 }, (_, index) => index.toString(16));
