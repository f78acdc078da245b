import { itemSize } from './item-size.ts';

type Item = Record<string, unknown>;

const readUnits = (bytes: number, consistent: boolean | undefined): number =>
  Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5);
const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1024));
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** In a transaction everything is written twice: to prepare and to commit. */
const inTransaction = 2;

/**
 * The units that AWS documents for a call, from the items that went in and came out. Undefined where these do not
 * tell: a filter hides what was read, a condition or a deletion does not show its item.
 */
export function unitsByRule(command: string, input: Item, output: Item): number | undefined {
  switch (command) {
    case 'BatchGetItemCommand': {
      const { RequestItems } = input as { RequestItems: Record<string, { Keys: Item[]; ConsistentRead?: boolean }> };
      const { Responses } = output as { Responses: Record<string, Item[]> };
      return sum(
        Object.entries(RequestItems).map(([table, { Keys, ConsistentRead }]) => {
          const found = Responses[table] ?? [];
          // Asking for what is not there costs as much as a small item.
          const missing = (Keys.length - found.length) * readUnits(0, ConsistentRead);
          return missing + sum(found.map((item) => readUnits(itemSize(item), ConsistentRead)));
        }),
      );
    }
    case 'QueryCommand': {
      const { Items = [], Count, ScannedCount } = output as { Items?: Item[]; Count: number; ScannedCount: number };
      if (Count !== ScannedCount) return undefined;
      // The sum is rounded, not each item.
      return readUnits(sum(Items.map(itemSize)), input['ConsistentRead'] === true);
    }
    case 'UpdateItemCommand': {
      const { Attributes } = output as { Attributes?: Item };
      return Attributes && writeUnits(itemSize(Attributes));
    }
    case 'TransactWriteItemsCommand': {
      const { TransactItems } = input as { TransactItems: { Put?: { Item: Item } }[] };
      const puts = TransactItems.flatMap(({ Put }) => (Put ? [Put.Item] : []));
      // What is only checked is the account or a session: both are far below 1 KB.
      const checks = TransactItems.length - puts.length;
      return inTransaction * (checks + sum(puts.map((item) => writeUnits(itemSize(item)))));
    }
    default:
      return undefined;
  }
}
