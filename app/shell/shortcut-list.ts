/** What the cheat sheet shows. The pages bind the keys themselves. */
export const SHORTCUT_GROUPS = [
  {
    title: 'Anywhere',
    shortcuts: [
      { keys: ['Ctrl', 'K'], does: 'Command palette' },
      { keys: ['/'], does: 'Search or filter' },
      { keys: ['?'], does: 'This cheat sheet' },
      { keys: ['Esc'], does: 'Close what is open' },
    ],
  },
  {
    title: 'Go to',
    shortcuts: [
      { keys: ['g', 'o'], does: 'Overview' },
      { keys: ['g', 'c'], does: 'Clusters' },
      { keys: ['g', 'g'], does: 'Suggestions' },
      { keys: ['g', 'h'], does: 'History' },
      { keys: ['g', 'm'], does: 'Map' },
      { keys: ['g', 'p'], does: 'Posts' },
      { keys: ['g', 'r'], does: 'Reports' },
      { keys: ['g', 't'], does: 'Stories' },
      { keys: ['g', 'i'], does: 'Import' },
      { keys: ['g', 'u'], does: 'Runs' },
      { keys: ['g', 's'], does: 'Settings' },
    ],
  },
  {
    title: 'In a list',
    shortcuts: [
      { keys: ['j'], does: 'Next' },
      { keys: ['k'], does: 'Previous' },
      { keys: ['Enter'], does: 'Open' },
      { keys: ['x'], does: 'Select' },
      { keys: ['Shift', 'x'], does: 'Select up to here' },
      { keys: ['Esc'], does: 'Select none' },
    ],
  },
  {
    title: 'With clusters: the selected, else the open one',
    shortcuts: [
      { keys: ['m'], does: 'Merge' },
      { keys: ['e'], does: 'Dismiss or restore' },
      { keys: ['h'], does: 'Snooze' },
      { keys: ['a'], does: 'Assign' },
      { keys: ['c'], does: 'Change kind' },
      { keys: ['d'], does: 'Mark done' },
      { keys: ['n'], does: 'Add a note' },
      { keys: ['z'], does: 'Undo the last decision' },
    ],
  },
  {
    title: 'On a suggestion',
    shortcuts: [
      { keys: ['y'], does: 'Accept' },
      { keys: ['n'], does: 'Refuse' },
    ],
  },
  {
    title: 'On a cluster',
    shortcuts: [
      { keys: ['r'], does: 'Rename' },
      { keys: ['s'], does: 'Split, or split selected posts off' },
      { keys: ['v'], does: 'Move selected posts' },
      { keys: ['p'], does: 'Put into a report' },
    ],
  },
] as const;

/** What the command palette calls keys that act on something. */
export const ACT_NAMES = {
  clusters: {
    m: 'Merge',
    e: 'Dismiss or restore',
    h: 'Snooze',
    a: 'Assign',
    c: 'Change kind',
    d: 'Mark done',
    n: 'Add a note',
  },
  cluster: { r: 'Rename', p: 'Put into a report' },
  split: { s: 'Split' },
  posts: { v: 'Move' },
  suggestion: { y: 'Accept', n: 'Refuse' },
  last: { z: 'Undo' },
} as const;
