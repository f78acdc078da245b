import type { RouteName } from '../../shared/contracts/routes.ts';
import type { Answered, Ask } from './test-api.ts';

type Call = (name: RouteName, ask?: Ask) => Promise<Answered>;

/** All pages of a list, followed from the first by `nextCursor`; `between` runs after each. */
export const readPages = async <Item>(
  call: Call,
  name: 'list-devices' | 'list-activity' | 'list-device-activity' | 'get-review',
  ask: Ask = {},
  between: () => Promise<unknown> = async () => {},
): Promise<Item[][]> => {
  const member = name === 'list-devices' || name === 'get-review' ? 'devices' : 'activity';
  const pages: Item[][] = [];
  let cursor: string | undefined;
  do {
    const answer = await call(name, { ...ask, query: { ...ask.query, ...(cursor && { cursor }) } });
    if (answer.status !== 200) throw new Error(`page ${pages.length + 1} answered ${answer.status} ${answer.text}`);
    pages.push(answer.body[member]);
    cursor = answer.body.nextCursor;
    await between();
  } while (cursor !== undefined);
  return pages;
};
