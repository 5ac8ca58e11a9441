/** What a mail program writes above the mail that is answered, by language: how that line begins, and its verb. Lower case. */
export const REPLY_HEADERS: readonly (readonly [begins: string, verb: string])[] = [
  ['on|at', 'wrote'],
  ['am', 'schrieb'],
  ['le', 'a écrit'],
  ['el', 'escribió'],
  ['em|no dia|às', 'escreveu'],
  ['il|il giorno|in data', 'ha scritto'],
  ['op', 'schreef|geschreven'],
  ['den|på', 'skrev'],
  ['w dniu|dnia', 'pisze|napisał'],
  ['в', 'написал|написала|пишет'],
];

/** Stands between two dashes or more above a mail that is answered. */
export const SEPARATORS: readonly string[] = [
  'original message',
  'ursprüngliche nachricht',
  'originalnachricht',
  "message d'origine",
  'message original',
  'message initial',
  'mensaje original',
  'mensagem original',
  'messaggio originale',
  'oorspronkelijk bericht',
  'origineel bericht',
  'ursprungligt meddelande',
  'originalmeddelande',
  'oprindelig meddelelse',
  'opprinnelig melding',
  'wiadomość oryginalna',
  'исходное сообщение',
  'оригинальное сообщение',
];

/** Fields of the block that Outlook writes above a mail: whose it is, when it was sent, its subject. */
export const HEADER_FIELDS = {
  from: ['from', 'von', 'de', 'da', 'van', 'från', 'fra', 'od', 'от', 'от кого'],
  sent: 'sent|date|gesendet|datum|envoyé|enviado|enviada|enviado el|enviado em|enviada em|fecha|data|inviato|verzonden|skickat|sendt|dato|wysłano|отправлено|дата'.split(
    '|',
  ),
  subject: [
    'subject',
    'betreff',
    'objet',
    'asunto',
    'assunto',
    'oggetto',
    'onderwerp',
    'ämne',
    'emne',
    'temat',
    'тема',
  ],
} as const;
