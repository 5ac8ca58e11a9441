const NO = new Set([
  '',
  '0',
  'false',
  'no',
  'n',
  'f',
  'off',
  'none',
  'null',
  'nein',
  'non',
  'nee',
  'não',
  'nao',
  'falsch',
  'faux',
]);
const YES = new Set(['1', 'true', 'yes', 'y', 't', 'x', 'on', '✓', 'ja', 'oui', 'si', 'sí', 'sim', 'wahr', 'vrai']);
/** What exports write in a role column, by flag. */
const ROLES = {
  isStaff: new Set([
    ...[
      'staff',
      'admin',
      'administrator',
      'moderator',
      'mod',
      'agent',
      'employee',
      'team',
      'owner',
      'operator',
      'support',
    ],
    ...['special', 'gilded-admin', 'member_of_team', 'light_agent', 'light-agent'],
  ]),
  isBot: new Set([
    'bot',
    'app',
    'application',
    'workflow',
    'webhook',
    'system',
    'bot_message',
    'automation',
    'automated',
  ]),
} as const;

/** A yes-no column, or a role column in which some roles mean yes. Words that are neither mean no. */
export function parseFlag(value: unknown, flag: 'isStaff' | 'isBot', column: string): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (typeof value !== 'string') return false;
  const word = value.trim().toLowerCase();
  if (NO.has(word)) return false;
  // Slack marks a bot by the mere presence of its id.
  if (flag === 'isBot' && /bot_?id$/i.test(column)) return true;
  return YES.has(word) || ROLES[flag].has(word);
}
