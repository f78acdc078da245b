import type { DeviceKind } from '../../shared/contracts/values.ts';

/** Line icons on a grid of 24. They are drawn, not written: no font has to have them. */
const paths = {
  computer: 'M5 5h14v10H5zM2.5 19h19M10 15v0',
  phone:
    'M8 2.5h8a1.5 1.5 0 0 1 1.5 1.5v16a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.5zM11 18.5h2',
  tablet:
    'M5.5 3h13A1.5 1.5 0 0 1 20 4.5v15a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 19.5v-15A1.5 1.5 0 0 1 5.5 3zM11 18h2',
  console:
    'M7.5 7h9a5 5 0 0 1 5 5.5c-.2 2.7-.8 5-2.5 5s-2.3-2.5-4-2.5H9c-1.7 0-2.3 2.5-4 2.5s-2.3-2.3-2.5-5A5 5 0 0 1 7.5 7zM8 9.5v3M6.5 11h3M15.5 11h.01M18 11h.01',
  tv: 'M3 5h18v12H3zM8 20.5h8M12 17v3.5',
  watch: 'M7.5 7.5h9v9h-9zM9 7.5 9.7 3h4.6l.7 4.5M9 16.5l.7 4.5h4.6l.7-4.5M12 10.5V12l1 1',
  other: 'M7 7h10v10H7zM10 3.5V7M14 3.5V7M10 17v3.5M14 17v3.5M3.5 10H7M3.5 14H7M17 10h3.5M17 14h3.5',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  clock: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.5V12l3 2',
  skip: 'M6 12h12',
  alert: 'M12 4 2.8 19.5h18.4zM12 10v4.5M12 17.2v.01',
  info: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 11v5M12 8v.01',
  shield: 'M12 3l7.5 2.8v5.7c0 4.6-3.1 7.9-7.5 9.5-4.4-1.6-7.5-4.9-7.5-9.5V5.8zM8.8 11.8l2.4 2.4 4.1-4.4',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.3 15.3 20 20',
  person: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  overview: 'M4 4h7v7H4zM13 4h7v4h-7zM13 10.5h7V20h-7zM4 13.5h7V20H4z',
  activity: 'M3 12.5h4l2.5-7 5 13 2.5-6h4',
  back: 'M14.5 6l-6 6 6 6',
  onward: 'M9.5 6l6 6-6 6',
  out: 'M10 4H5.5A1.5 1.5 0 0 0 4 5.5v13A1.5 1.5 0 0 0 5.5 20H10M9.5 12H20M16 7.5l4.5 4.5-4.5 4.5',
  pencil: 'M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5 17.5 10',
  trash: 'M4 6.5h16M9.5 6.5V4h5v2.5M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6',
  print: 'M7 8.5V3.5h10v5M7 17H4V8.5h16V17h-3M7 14h10v6.5H7z',
  download: 'M12 3.5v11M7.5 10.5 12 15l4.5-4.5M4 19.5h16',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6v.01M4.5 12v.01M4.5 18v.01',
  close: 'M6 6l12 12M18 6L6 18',
  plug: 'M9 3.5V8M15 3.5V8M6 8h12v3a6 6 0 0 1-12 0zM12 17v4',
  refused: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM6 6l12 12',
  globe: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM3.5 12h17M12 3.5c5 5 5 12 0 17-5-5-5-12 0-17z',
  mail: 'M3.5 5.5h17v13h-17zM4 6.5l8 6.5 8-6.5',
  review: 'M8.5 4.5H5.5v16h13v-16h-3M8.5 3h7v3.5h-7zM8.5 13.5l2.5 2.5 4.5-5',
  settings: 'M4 7h8M17 7h3M14.5 4.5v5M4 12h2.5M11.5 12H20M9 9.5v5M4 17h9M18 17h2M15.5 14.5v5',
  question:
    'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM9.5 9.8a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M12 16.5v.01',
} satisfies Record<DeviceKind, string> & Record<string, string>;

export type IconName = keyof typeof paths;

/** Always beside words that say the same, so hidden from screen readers. */
export const Icon = ({ name, class: className = '' }: { name: IconName; class?: string }) => (
  <svg class={`icon ${className}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
);
