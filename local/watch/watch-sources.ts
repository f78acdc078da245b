import { type FSWatcher, watch } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Build } from '../build/load-build.ts';
import { isRecord, type Template } from '../template/template.ts';

export interface WatchProps {
  folders: readonly string[];
  load: () => Promise<Build>;
  useBuild: (build: Build) => Promise<void>;
  say: (text: string) => void;
}

/** An editor writes a file in several steps, and several files at once. */
const settleMs = 150;

/** Build again when a source changes, and run what came of it; what does not compile is shown and the old code stays. */
export function watchSources({ folders, load, useBuild, say }: WatchProps): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  let running: Template | undefined;
  let building = load().then(
    ({ template }) => void (running = withoutCode(template)),
    () => {},
  );

  async function rebuild(): Promise<void> {
    const started = performance.now();
    try {
      const build = await load();
      const template = withoutCode(build.template);
      if (running !== undefined && !isDeepStrictEqual(template, running)) {
        say('infra/ now makes another template. The functions are taken over; for the rest, start again.\n');
        running = template;
      }
      await useBuild(build);
      say(`Taken over (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
    } catch (error) {
      say(`${error instanceof Error ? error.message : String(error)}\nThe old code goes on running.\n`);
    }
  }
  const onChange = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => (building = building.then(rebuild)), settleMs);
  };
  const watchers = folders.map((folder): FSWatcher => watch(folder, { recursive: true }, onChange));
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

/** Where the code lies in AWS changes with the code, and matters to nobody here. */
function withoutCode(template: Template): Template {
  const Resources = Object.entries(template.Resources).map(([logicalId, resource]) => {
    if (!isRecord(resource.Properties)) return [logicalId, resource] as const;
    const { Code: _code, ...Properties } = resource.Properties;
    return [logicalId, { ...resource, Properties }] as const;
  });
  return { ...template, Resources: Object.fromEntries(Resources) };
}
