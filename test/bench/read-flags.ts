import { parseArgs } from 'node:util';
import { isSectionName, sectionNames, type SectionName } from './section-names.ts';

export type Flags =
  | { kind: 'run'; quick: boolean; only: readonly SectionName[]; markdown: string | undefined }
  | { kind: 'help' }
  | { kind: 'wrong'; message: string };

export const usage = `Usage: npm run bench -- [sections] [flags]

Measures the product on this machine, in a local run of its own: free ports on 127.0.0.1, a temporary state folder,
nothing left behind. The whole takes ten minutes or more; what else runs on the machine shows in the figures.

  sections           Which parts, all when none is named:
                     ${sectionNames.join(', ')}
  --quick            A small run of some minutes, to see that it works; its figures are rough
  --markdown <file>  Also write the tables, with date and machine, to a Markdown page
  --help             This

The figures go to the screen as tables and to .local/bench/<date>.json.
`;

/** Read the flags of `npm run bench`. */
export function readFlags(args: string[]): Flags {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        markdown: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    const unknown = positionals.filter((name) => !isSectionName(name));
    if (unknown.length > 0) {
      return {
        kind: 'wrong',
        message: `The sections are ${sectionNames.join(', ')}; none is "${unknown.join('", "')}"`,
      };
    }
    if (values.markdown === '') return { kind: 'wrong', message: '--markdown needs the name of a file' };
    const only = positionals.length === 0 ? sectionNames : positionals.filter(isSectionName);
    return { kind: 'run', quick: values.quick, only, markdown: values.markdown };
  } catch (error) {
    return { kind: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
}
