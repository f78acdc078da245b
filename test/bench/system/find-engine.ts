import { readdirSync, readFileSync } from 'node:fs';

/** The DynamoDB engine's own process. */
export interface EngineProcess {
  /** In milliseconds since its start, to the hundredth of a second. */
  cpuMs(): number;
}

/** Linux counts in hundredths of a second, whatever its kernel's own clock does (`getconf CLK_TCK`). */
const tickMs = 10;

/** Finds the engine that listens at this endpoint. Undefined where there is no /proc, or it runs elsewhere. */
export function findEngine(endpoint: string): EngineProcess | undefined {
  const { port } = new URL(endpoint);
  const pid = processIds().find((id) => {
    const [program = '', ...args] = read(`/proc/${id}/cmdline`).split('\0');
    // Not the shell that holds its leash, which has the same words further on.
    return program.includes('dynoxide') && args[args.indexOf('--port') + 1] === port;
  });
  if (pid === undefined) return undefined;
  return {
    cpuMs() {
      // After the name, which may hold anything, in its parentheses; utime and stime are the 14th and 15th field.
      const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
      return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * tickMs;
    },
  };
}

function processIds(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}
