/** What was started, to be ended in the opposite order. */
export interface Closers {
  add(close: () => Promise<void> | void): void;
  /** End all, even when some fail; then throw the first failure. A second call waits for the first one. */
  close(): Promise<void>;
}

export function makeClosers(): Closers {
  const closers: (() => Promise<void> | void)[] = [];
  let closing: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    const errors: unknown[] = [];
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
  return {
    add: (close) => void closers.push(close),
    close: () => (closing ??= closeAll()),
  };
}
