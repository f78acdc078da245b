import { name } from '../../../shared/contracts/values.ts';

/** What is wrong with a name, by the contract's own rule; undefined when nothing is. */
export const nameFault = (text: string): string | undefined => name.safeParse(text).error?.issues[0]?.message;
