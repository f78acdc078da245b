import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { unitsByRule } from './units-by-rule.ts';

export interface CountedUnits {
  /** Calls to DynamoDB. */
  calls: number;
  reads: number;
  writes: number;
  /** Calls that AWS's rules, over the items themselves, could be applied to, and how many gave another sum. */
  recounted: number;
  different: number;
}

type Consumed = { CapacityUnits?: number };

const writing = new Set(['UpdateItemCommand', 'TransactWriteItemsCommand', 'PutItemCommand', 'DeleteItemCommand']);

/** Counts the units that every call of a client consumes; `take` gives them and begins anew. */
export function countUnits(client: DynamoDBDocumentClient): { take(): CountedUnits } {
  const nothing = (): CountedUnits => ({ calls: 0, reads: 0, writes: 0, recounted: 0, different: 0 });
  let counted = nothing();

  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = String((context as { commandName?: string }).commandName);
      const input = args.input as Record<string, unknown>;
      input['ReturnConsumedCapacity'] = 'TOTAL';
      // To see the item that was written; the code under test does not look at it.
      if (command === 'UpdateItemCommand') input['ReturnValues'] = 'ALL_NEW';
      const result = await next(args);
      const output = result.output as Record<string, unknown>;
      const units = [output['ConsumedCapacity'] as Consumed | Consumed[] | undefined]
        .flat()
        .reduce((sum, one) => sum + (one?.CapacityUnits ?? 0), 0);
      counted.calls += 1;
      counted[writing.has(command) ? 'writes' : 'reads'] += units;
      const byRule = unitsByRule(command, input, output);
      if (byRule !== undefined) {
        counted.recounted += 1;
        if (byRule !== units) counted.different += 1;
      }
      return result;
    },
    { step: 'initialize', priority: 'low', name: 'countUnits' },
  );
  return {
    take() {
      const taken = counted;
      counted = nothing();
      return taken;
    },
  };
}
