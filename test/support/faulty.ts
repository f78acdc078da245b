/** Which calls fail: each call of a wrapped port asks twice, before it does its work and after. */
export const makeFaults = () => {
  let plan: boolean[] = [];
  let broken: { call: string; when: 'before' | 'after' } | undefined;
  const check = (call: string, when: 'before' | 'after') => {
    if (plan.shift() === true) throw new Error(`${call} failed as it was to, ${when} its work`);
    if (broken?.call === call && broken.when === when) throw new Error(`${call} is broken ${when} its work`);
  };
  return {
    /** The next calls fail where the plan says so; what comes after the plan works. */
    follow: (next: readonly boolean[]) => {
      plan = [...next];
    },
    /** This call (`port.method`) fails until it is mended: before its work, or when it is done but nobody hears of it. */
    breakAt: (call: string, when: 'before' | 'after' = 'before') => {
      broken = { call, when };
    },
    mend: () => {
      plan = [];
      broken = undefined;
    },
    /** The port with these faults in each of its methods that returns a promise. */
    faulty: <Port extends object>(name: string, port: Port): Port =>
      Object.fromEntries(
        Object.entries(port).map(([method, does]) => [
          method,
          typeof does === 'function' && !isGenerator(does)
            ? async (...given: unknown[]): Promise<unknown> => {
                check(`${name}.${method}`, 'before');
                const result: unknown = await does(...given);
                check(`${name}.${method}`, 'after');
                return result;
              }
            : does,
        ]),
      ) as Port,
  };
};

const isGenerator = (does: object) => Object.prototype.toString.call(does) === '[object AsyncGeneratorFunction]';
