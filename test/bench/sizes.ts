/** How much is measured: every count and every time of the bench. */
export interface Sizes {
  guarded: {
    warmUpSeconds: number;
    rounds: number;
    seconds: number;
    concurrency: readonly number[];
    stackCalls: number;
  };
  listing: {
    devices: readonly number[];
    firstPages: number;
    allPages: number;
    /** Registered beside the measured ones, to see that they do not count. */
    otherAccounts: number;
  };
  registration: { each: number; concurrency: readonly number[] };
  signOut: { each: number; concurrency: readonly number[]; others: readonly number[]; othersEach: number };
  telling: { signOuts: number; events: number; connections: number };
  /** Of all accounts, a thirtieth is due. */
  reviews: { accounts: number; accountsWithKills: number };
  refusal: { signOuts: number; accountsPerWave: number; devicesPerAccount: number; minutesMax: number };
  bundles: { imports: number };
  units: { timedCalls: number };
}

export const fullSizes: Sizes = {
  guarded: { warmUpSeconds: 2, rounds: 5, seconds: 2, concurrency: [1, 16, 64], stackCalls: 20_000 },
  listing: { devices: [1, 10, 100, 1000], firstPages: 200, allPages: 50, otherAccounts: 5000 },
  registration: { each: 500, concurrency: [1, 16] },
  signOut: { each: 500, concurrency: [1, 16], others: [1, 10, 100, 1000], othersEach: 5 },
  telling: { signOuts: 300, events: 10_000, connections: 10_000 },
  reviews: { accounts: 1_000_000, accountsWithKills: 60_000 },
  refusal: { signOuts: 10_000, accountsPerWave: 10, devicesPerAccount: 100, minutesMax: 30 },
  bundles: { imports: 7 },
  units: { timedCalls: 500 },
};

export const quickSizes: Sizes = {
  guarded: { warmUpSeconds: 1, rounds: 2, seconds: 1, concurrency: [1, 16, 64], stackCalls: 3000 },
  listing: { devices: [1, 10, 100, 1000], firstPages: 20, allPages: 3, otherAccounts: 200 },
  registration: { each: 40, concurrency: [1, 16] },
  signOut: { each: 40, concurrency: [1, 16], others: [1, 100], othersEach: 2 },
  telling: { signOuts: 40, events: 500, connections: 500 },
  reviews: { accounts: 15_000, accountsWithKills: 6000 },
  refusal: { signOuts: 300, accountsPerWave: 10, devicesPerAccount: 30, minutesMax: 3 },
  bundles: { imports: 3 },
  units: { timedCalls: 50 },
};
