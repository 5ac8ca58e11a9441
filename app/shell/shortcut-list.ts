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
      { keys: ['x'], does: 'Select a post' },
    ],
  },
  {
    title: 'On a cluster',
    shortcuts: [
      { keys: ['r'], does: 'Rename' },
      { keys: ['e'], does: 'Dismiss or restore' },
      { keys: ['v'], does: 'Move the selected posts out' },
      { keys: ['a'], does: 'Add to a report' },
    ],
  },
] as const;
