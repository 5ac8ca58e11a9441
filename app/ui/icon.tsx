/** 16 px line icons, drawn for Refrain. Each is a path on a 16 by 16 grid, stroked with 1.5. */
const PATHS = {
  overview: 'M2.5 8.5 8 3l5.5 5.5M4 7.5V13h8V7.5M6.75 13v-3h2.5v3',
  clusters:
    'M5 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM11.5 8a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM7.5 13.5a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5Z',
  posts: 'M2.5 3.5h11v7.5H8L5 13.5V11H2.5V3.5ZM5 6.25h6M5 8.5h3.5',
  imports: 'M8 2.5v7M5 6.75 8 9.75l3-3M2.5 10.5v3h11v-3',
  runs: 'M13.5 8a5.5 5.5 0 1 1-1.7-3.97M13.5 2.5v3h-3',
  loop: 'M3 6.5a5.25 5.25 0 0 1 9.4-1.2M12.75 2.5v3h-3M13 9.5a5.25 5.25 0 0 1-9.4 1.2M3.25 13.5v-3h3',
  reports: 'M4 2.5h5.5L12 5v8.5H4v-11ZM9.25 2.75V5.25h2.5M6 8h4M6 10.5h4',
  stories: 'M8 2.5l1.6 3.4 3.7.5-2.7 2.6.7 3.7L8 10.9l-3.3 1.8.7-3.7L2.7 6.4l3.7-.5L8 2.5Z',
  settings:
    'M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M10 6a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM6 13a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.5 10.5l3 3',
  chevronRight: 'M6 3.5 10.5 8 6 12.5',
  chevronLeft: 'M10 3.5 5.5 8l4.5 4.5',
  chevronDown: 'M3.5 6 8 10.5 12.5 6',
  check: 'M3 8.5 6.5 12 13 4.5',
  close: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  external: 'M6.5 3.5h-3v9h9v-3M9 3.5h3.5V7M12.25 3.75 7.5 8.5',
  person: 'M8 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM3 13.5c.5-2.5 2.5-4 5-4s4.5 1.5 5 4',
  people:
    'M6 7.5a2.25 2.25 0 1 0 0-4.5 2.25 2.25 0 0 0 0 4.5ZM1.75 13c.4-2.3 2.1-3.5 4.25-3.5s3.85 1.2 4.25 3.5M10.5 3.2a2.25 2.25 0 0 1 0 4.2M12 9.8c1.25.5 2.05 1.6 2.3 3.2',
  key: 'M10 9a3.25 3.25 0 1 0-3.1-2.2L2.5 11.25v2.25h2.25v-1.5h1.5v-1.5l1.2-1.2c.7.45 1.6.7 2.55.7M10.5 5.5h.01',
  target: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM8 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM8 8h.01',
  source:
    'M8 6c3 0 5-.8 5-1.75S11 2.5 8 2.5 3 3.3 3 4.25 5 6 8 6ZM3 4.25v7.5c0 .95 2 1.75 5 1.75s5-.8 5-1.75v-7.5M3 8c0 .95 2 1.75 5 1.75S13 8.95 13 8',
  sun: 'M8 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1.05 1.05M11.55 11.55l1.05 1.05M12.6 3.4l-1.05 1.05M4.45 11.55 3.4 12.6',
  moon: 'M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5Z',
  display: 'M2.5 3.5h11v7.5h-11V3.5ZM5.5 13.5h5M8 11v2.5',
  signOut: 'M9.5 4V2.5h-7v11h7V12M6 8h7.5M11 5.5 13.5 8 11 10.5',
  warning: 'M8 2.5 14 13H2L8 2.5ZM8 6.5v3M8 11.25h.01',
  info: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM8 7.5v3.25M8 5.25h.01',
  complaint: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM8 5v3.75M8 11h.01',
  wish: 'M5.75 10.5C4.5 9.7 3.75 8.5 3.75 7a4.25 4.25 0 0 1 8.5 0c0 1.5-.75 2.7-2 3.5M6 10.5h4M6.5 13.5h3',
  question: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM6.4 6.5A1.65 1.65 0 1 1 8 8.5v.25M8 11h.01',
  praise: 'M8 13 3.3 8.3a2.9 2.9 0 0 1 4.1-4.1l.6.6.6-.6a2.9 2.9 0 0 1 4.1 4.1L8 13Z',
  use_case: 'M8.75 2.5 3.5 9h4l-.75 4.5L12.5 7h-4.25l.5-4.5Z',
  other: 'M3.5 8h9',
  dismiss: 'M3.5 3.5h9v2.5h-9V3.5ZM4.25 6v6.5h7.5V6M6.5 8.5h3',
  restore: 'M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M5.5 4 3 6.5 5.5 9',
  edit: 'M10.5 3.5l2 2L6 12l-2.75.75L4 10l6.5-6.5ZM9 5l2 2',
  move: 'M2.5 8h9M8.5 4.75 11.75 8 8.5 11.25M13.5 3v10',
  quote: 'M3 9.5h3.5V6H3v3.5Zm0 0c0 1.7.7 2.5 2 3M9.5 9.5H13V6H9.5v3.5Zm0 0c0 1.7.7 2.5 2 3',
  send: 'M13.5 2.5 7 9M13.5 2.5l-4 11L7 9 2.5 6.5l11-4Z',
  upload: 'M8 10V3M5 5.75 8 2.75l3 3M2.5 10.5v3h11v-3',
  download: 'M8 2.5v7.25M5 6.75l3 3 3-3M2.5 10.5v3h11v-3',
  file: 'M4 2.5h5.5L12 5v8.5H4v-11ZM9.25 2.75V5.25h2.5',
  clock: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM8 5v3l2 1.5',
  up: 'M8 12.5v-9M4.5 7 8 3.5 11.5 7',
  down: 'M8 3.5v9M4.5 9 8 12.5 11.5 9',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.25 4.5l.5 9h6.5l.5-9M6.75 7v4M9.25 7v4',
  table: 'M2.5 3.5h11v9h-11v-9ZM2.5 6.5h11M6.5 6.5v6',
  suggestions: 'M8 2.5 9.4 6.6 13.5 8 9.4 9.4 8 13.5 6.6 9.4 2.5 8 6.6 6.6 8 2.5Z',
  filter: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  keyboard: 'M1.5 4.5h13v7h-13v-7ZM4 7h.01M6.6 7h.01M9.3 7h.01M12 7h.01M5 9.5h6',
  lock: 'M4 7.5h8v6H4v-6ZM5.5 7.5V5.25a2.5 2.5 0 0 1 5 0V7.5',
  thread: 'M4 3v6.5a2 2 0 0 0 2 2h6.5M10 9l2.5 2.5L10 14',
  play: 'M5 3.5v9l7.5-4.5L5 3.5Z',
  inbox: 'M2.5 9.5 4.5 3.5h7l2 6v3.5h-11V9.5ZM2.5 9.5h3.25L6.5 11h3l.75-1.5h3.25',
  merge: 'M4 3v2.5L8 9.5M12 3v2.5L8 9.5M8 9.5V13',
  split: 'M8 3v3.5L4 10.5V13M8 6.5l4 4V13',
  lasso: 'M8 3c3.3 0 5.5 1.6 5.5 3.5S11.3 10 8 10s-5.5-1.6-5.5-3.5S4.7 3 8 3ZM5.5 9.5c-1.5.5-2 3 0 4',
  map: 'M2.5 4 6 2.5l4 1.5 3.5-1.5V12L10 13.5 6 12l-3.5 1.5V4ZM6 2.5V12M10 4v9.5',
  stop: 'M4 4h8v8H4V4Z',
} as const;

export type IconName = keyof typeof PATHS;

/** Decorative: the word stands beside it, or the control that holds it has a label. */
export function Icon({ name, size = 16, className }: { name: IconName; size?: number; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      className={className}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
