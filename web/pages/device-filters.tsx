import { useId } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { Icon } from '../icons/icon.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { useLanguage } from '../text/language.tsx';
import { addressOf } from './device-filter.ts';
import type { DeviceFilter } from './device-filter.ts';

/** Search, filters and order of the list. They stand in the address. */
export const DeviceFilters = ({ filter }: { filter: DeviceFilter }) => {
  const { text } = useLanguage();
  const { route } = useLocation();
  const id = useId();
  const words = text.devices;
  const change = (part: Partial<DeviceFilter>): void => route(addressOf({ ...filter, ...part }), true);
  return (
    <search class="filters">
      <div class="field field-search">
        <label for={id}>{words.search}</label>
        <span class="search-box">
          <Icon name="search" />
          <input
            id={id}
            type="search"
            dir="auto"
            placeholder={words.searchHint}
            value={filter.search}
            onInput={(event) => change({ search: event.currentTarget.value })}
          />
        </span>
      </div>
      <SelectField
        label={words.state}
        value={filter.state}
        options={Object.entries(words.states)}
        onChange={(state) => change({ state: state as DeviceFilter['state'] })}
      />
      <SelectField
        label={words.kind}
        value={filter.kind}
        options={[['', words.anyKind], ...Object.entries(text.kinds)]}
        onChange={(kind) => change({ kind })}
      />
      <SelectField
        label={words.sort}
        value={filter.sort}
        options={Object.entries(words.sorts)}
        onChange={(sort) => change({ sort: sort as DeviceFilter['sort'] })}
      />
    </search>
  );
};
