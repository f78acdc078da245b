import { useState } from 'preact/hooks';
import type { ActivityResource } from '../../shared/contracts/resources.ts';
import { readActivityPage } from '../api/calls.ts';
import type { ActivityScope } from '../api/calls.ts';
import { Icon } from '../icons/icon.tsx';
import { say } from '../parts/notice.tsx';
import { problemText } from '../parts/problem-text.ts';
import { useLanguage } from '../text/language.tsx';
import { activityCsv } from './activity-csv.ts';
import { ofGroup } from './activity-filter.ts';

/** Everything that the filter finds, to its end, as a file. */
export const ActivityDownload = ({ scope, group }: { scope: ActivityScope; group: string }) => {
  const { text, format } = useLanguage();
  const [read, setRead] = useState<number>();
  const words = text.activity;

  const download = async (kind: 'csv' | 'json'): Promise<void> => {
    if (read !== undefined) return;
    setRead(0);
    const items: ActivityResource[] = [];
    let cursor: string | undefined;
    do {
      const page = await readActivityPage(scope, cursor);
      if (!page.ok) {
        setRead(undefined);
        return say(`${words.downloadFailed} ${problemText(page.problem, text, format)}`, 'problem');
      }
      items.push(...page.value.activity);
      cursor = page.value.nextCursor;
      setRead(items.length);
    } while (cursor !== undefined);
    setRead(undefined);
    const found = ofGroup(items, group);
    const name = `activity-${new Date().toISOString().slice(0, 10)}.${kind}`;
    const content = kind === 'csv' ? activityCsv(found, text, format) : JSON.stringify({ activity: found }, null, 2);
    save(name, content, kind === 'csv' ? 'text/csv' : 'application/json');
    say(words.downloaded(name));
  };

  return (
    <div class="field" role="group" aria-label={words.download}>
      <span class="field-label" aria-hidden="true">
        {read === undefined ? words.download : words.downloading(format.number(read))}
      </span>
      <span class="button-pair">
        {(['csv', 'json'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            class="button"
            aria-disabled={read !== undefined}
            onClick={() => void download(kind)}
          >
            <Icon name="download" />
            <span class="visually-hidden">{words.download} </span>
            {words[kind]}
          </button>
        ))}
      </span>
    </div>
  );
};

const save = (name: string, content: string, type: string): void => {
  const address = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};
