import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createUseFinder, findUses, LEAST_STRENGTH } from '#pipelines/stories/find-uses.ts';
import { learnProductNames } from '#pipelines/stories/learn-product-names.ts';
import { rankSurprise } from '#pipelines/stories/rank-surprise.ts';

const find = createUseFinder(['Padlet']);

test.each([
  ['As a nurse I use it to hand over shifts.', 'nurse', 'hand over shifts'],
  ['We use Padlet to collect homework from our students.', 'We', 'collect homework from our students'],
  ['My mother uses it to talk to her family in Chile.', 'My mother', 'talk to her family in Chile'],
  [
    'We have been using Padlet for about two years now at work, mainly for handing over shifts.',
    'We',
    'handing over shifts',
  ],
  ['We are planning to use it to coordinate our volunteers.', 'We', 'coordinate our volunteers'],
  ['We use Padlet to track our stock, but today it fails with an error.', 'We', 'track our stock'],
  ['Our nurses use self-hosted Padlet v3 to plan the ward.', 'Our nurses', 'plan the ward'],
  ['I’m building a dashboard for a public library I work at.', 'I', 'a public library I work at'],
  ['Our team provides Padlet to more than 40 parents.', 'Our team', 'more than 40 parents'],
  ['I’d love to use Padlet in our gardening app.', 'I', 'our gardening app'],
  ['We use it as a seating plan, and then we print it.', 'We', 'a seating plan'],
  ['A nurse uses it to hand over shifts', 'A nurse', 'hand over shifts'],
  ['Nurses use it to hand over shifts.', 'Nurses', 'hand over shifts'],
  ['A nurse at my hospital uses Padlet to hand over shifts', 'A nurse at my hospital', 'hand over shifts'],
  ['Firefighters in my town use Padlet to check their pumps', 'Firefighters in my town', 'check their pumps'],
  ['Teachers at our school use it as a seating plan', 'Teachers at our school', 'a seating plan'],
  ['The church down the street uses Padlet to plan its services.', 'The church down the street', 'plan its services'],
  ['My brother, a farmer, uses Padlet to plan his crops.', 'My brother, a farmer', 'plan his crops'],
  ["My daughter's football club uses it to plan away games", "My daughter's football club", 'plan away games'],
  ['I teach chemistry and use it to keep lab notes', 'I teach chemistry', 'keep lab notes'],
  ['He uses it to read to his grandchildren', 'He', 'read to his grandchildren'],
  ['Two of my colleagues use it for their thesis.', 'Two of my colleagues', 'their thesis'],
  ['We tried to use it to plan our lessons, and it works.', 'We', 'plan our lessons'],
])('%s', (text, who, purpose) => {
  expect(find(text)).toMatchObject({ who, purpose });
});

test.each([
  ['Wir nutzen es im Krankenhaus für die Übergabe der Schichten.', 'Wir', 'es', 'die Übergabe der Schichten'],
  ['Ich nutze Padlet, um meine Bienen zu überwachen', 'Ich', 'Padlet', 'meine Bienen zu überwachen'],
  [
    'Die Lehrer an unserer Schule nutzen es als Plan der Vertretungen',
    'Die Lehrer an unserer Schule',
    'es',
    'Plan der Vertretungen',
  ],
  [
    'Les infirmières de notre service utilisent Padlet pour transmettre les gardes',
    'Les infirmières de notre service',
    'Padlet',
    'transmettre les gardes',
  ],
  ['Las enfermeras usan Padlet para pasar el turno', 'Las enfermeras', 'Padlet', 'pasar el turno'],
  ["Un'infermiera usa Padlet per il cambio turno", "Un'infermiera", 'Padlet', 'il cambio turno'],
  ['Im Urlaub nutzen wir Padlet als Reisetagebuch', 'wir', 'Padlet', 'Reisetagebuch'],
  ['Wir setzen Padlet ein, um den Dienstplan zu machen', 'Wir', 'Padlet', 'den Dienstplan zu machen'],
  ['J’utilise Padlet pour organiser les répétitions', 'Je', 'Padlet', 'organiser les répétitions'],
  ['Ma grand-mère utilise Padlet pour parler à sa famille', 'Ma grand-mère', 'Padlet', 'parler à sa famille'],
  ['Uso Padlet para planificar los turnos del hospital', null, 'Padlet', 'planificar los turnos del hospital'],
  ['Mi abuela usa Padlet para hablar con su familia', 'Mi abuela', 'Padlet', 'hablar con su familia'],
  ['Nós usamos o Padlet para organizar as aulas', 'Nós', 'o Padlet', 'organizar as aulas'],
  ['Usiamo Padlet per organizzare i turni del reparto', null, 'Padlet', 'organizzare i turni del reparto'],
  ['Ik gebruik Padlet om mijn bijenkasten bij te houden', 'Ik', 'Padlet', 'mijn bijenkasten bij te houden'],
  ['Vi använder Padlet för att planera lektioner', 'Vi', 'Padlet', 'planera lektioner'],
  ['Мы используем Padlet для учёта пациентов', 'Мы', 'Padlet', 'учёта пациентов'],
])('%s', (text, who, what, purpose) => {
  const use = find(text);

  expect(use).toMatchObject({ who, what, purpose });
  expect(use!.strength).toBeGreaterThanOrEqual(LEAST_STRENGTH);
});

test.each([
  'I tried to use it to track my bees but it does not work',
  'We tried using Padlet to plan our lessons. It crashed.',
  'The app uses it to store the token.',
  'A user uses it to log in.',
  'This plugin uses Padlet to render charts.',
  'Our app uses it to store the token.',
  'Der Server nutzt Padlet als Datenbank.',
  'Even if I save the list and use it in a form it is slow.',
  'Ich nutze Docker für den Server.',
  'Wir nutzen es nicht für die Schule.',
  'How can I use it to connect to a database?',
  'I have been using it for three years.',
  'We have used it for the last couple of weeks now.',
  'I use it on my iPad.',
  'We use it for various purposes.',
  'I installed it on Ubuntu with docker.',
  'Imagine a team using Padlet for its reports.',
  'We already use it to manage all our Padlet walls.',
  'I made a list of four options.',
  'If you use it for large files it fails with an error.',
])('no story: %s', (text) => {
  expect(find(text)?.strength ?? 0).toBeLessThan(LEAST_STRENGTH);
});

test('staff and bots tell no stories', () => {
  const text = 'We use it to schedule volunteers at the food bank.';
  const posts = [
    { id: '1', text },
    { id: '2', text, isStaff: true },
    { id: '3', text, isBot: true },
  ];

  expect(findUses(posts).map(({ postId }) => postId)).toEqual(['1']);
});

test('spans and purposes are words of the text', () => {
  const part = fc.constantFrom(
    'I use it',
    ' to ',
    'keep my garden',
    '. ',
    '?',
    ' we use this for our class',
    '\n',
    '`x`',
    '😀',
    "it's",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const text = parts.join('');
      const use = find(text);
      if (use) expect(text.slice(use.start, use.end)).toContain(use.purpose);
    }),
  );
});

test('a use far from what is declared is more of a surprise', () => {
  const uses = ['build dashboards', 'calm our horses'].map((purpose) => ({ purpose, sentence: purpose, strength: 3 }));
  const [dashboards, horses] = rankSurprise(uses, { intended: ['build a dashboard'], docStems: {}, surprising: [] });

  expect(horses).toBeGreaterThan(dashboards ?? 1);
});

const KNOWN = {
  intended: ['build dashboards of company data', 'share notes with colleagues'],
  docStems: { dashboard: 9, note: 9, colleagu: 9 },
  surprising: [],
};

test.each([
  [
    'We use it to analyze data.',
    'analyze data',
    'We use it to count salmon in our river.',
    'count salmon in our river',
  ],
  [
    'We use it to build dashboards.',
    'build dashboards',
    'A nurse uses it to build dashboards for her ward.',
    'build dashboards',
  ],
  ['I use it as a dashboard.', 'a dashboard', 'I use it as my closet.', 'my closet'],
  [
    'We use it to visualise data.',
    'visualise data',
    'We use it in our saas for our customers.',
    'our saas for our customers',
  ],
])('less of a surprise: %s', (known, knownPurpose, odd, oddPurpose) => {
  const uses = [
    { purpose: knownPurpose, sentence: known, strength: 3 },
    { purpose: oddPurpose, sentence: odd, strength: 3 },
  ];
  const [less = 1, more = 0] = rankSurprise(uses, KNOWN);

  expect(more).toBeGreaterThan(less);
});

test('a declared use at another place is less of a surprise than what nobody declared', () => {
  const uses = [
    ['hand over shifts at the hospital', 'A nurse uses it to hand over shifts at the hospital.'],
    ['count salmon in our river', 'We use it to count salmon in our river.'],
    ['draw floor plans', 'We use it to draw floor plans.'],
  ].map(([purpose, sentence]) => ({ purpose: purpose!, sentence: sentence!, strength: 3 }));
  const scores = rankSurprise(uses, { ...KNOWN, intended: ['hand over shifts between colleagues'] });

  expect(Math.min(...scores)).toBe(scores[0]);
  expect(scores[0]).toBeGreaterThan(0);
});

test('what is told twice is half the surprise the second time', () => {
  const use = {
    purpose: 'count salmon in our river',
    sentence: 'We use it to count salmon in our river.',
    strength: 3,
  };
  const [first = 0, again = 1] = rankSurprise([use, use], KNOWN);

  expect(again).toBeCloseTo(first / 2, 3);
});

test('a product is named in whatever language people say that they use it', () => {
  const said = [
    'Wir nutzen Kestrel jeden Tag',
    'J’utilise Kestrel',
    'Usamos Kestrel',
    'Ik gebruik Kestrel',
    'I use Kestrel',
  ];

  expect(learnProductNames(said.map((text) => ({ text })))).toEqual(['kestrel']);
});
