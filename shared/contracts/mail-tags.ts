/** The tags that every mail carries, by which SES's events find their way back. */
export const mailTags = { account: 'account', review: 'review' } as const;
