/** Tags that stand on lines of their own. */
const BLOCKS =
  /<\/?(?:address|article|aside|blockquote|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|ol|p|pre|section|table|tr|ul)\b[^<>]*>/gi;
const UNSEEN = /<(script|style|head|template|noscript)\b[^<>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi;
/** Custom emoji and pictures speak by their alternative text (`:smile:`). */
const PICTURE = /<img\b[^<>]*?\balt\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')[^<>]*>/gi;

const ENTITIES: Readonly<Record<string, string>> = {
  ...{
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    shy: '',
    ensp: ' ',
    emsp: ' ',
    thinsp: ' ',
    zwj: '\u200d',
    zwnj: '\u200c',
  },
  ...{
    hellip: '…',
    mdash: '—',
    ndash: '–',
    lsquo: '‘',
    rsquo: '’',
    sbquo: '‚',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    laquo: '«',
    raquo: '»',
  },
  ...{
    bull: '•',
    middot: '·',
    copy: '©',
    reg: '®',
    trade: '™',
    deg: '°',
    plusmn: '±',
    times: '×',
    divide: '÷',
    frac12: '½',
    para: '¶',
    sect: '§',
  },
  ...{
    euro: '€',
    pound: '£',
    yen: '¥',
    cent: '¢',
    larr: '←',
    rarr: '→',
    uarr: '↑',
    darr: '↓',
    check: '✓',
    infin: '∞',
    ne: '≠',
    le: '≤',
    ge: '≥',
  },
  ...{
    iexcl: '¡',
    iquest: '¿',
    szlig: 'ß',
    agrave: 'à',
    aacute: 'á',
    acirc: 'â',
    atilde: 'ã',
    auml: 'ä',
    aring: 'å',
    aelig: 'æ',
    ccedil: 'ç',
  },
  ...{
    egrave: 'è',
    eacute: 'é',
    ecirc: 'ê',
    euml: 'ë',
    igrave: 'ì',
    iacute: 'í',
    icirc: 'î',
    iuml: 'ï',
    ntilde: 'ñ',
    ograve: 'ò',
    oacute: 'ó',
  },
  ...{
    ocirc: 'ô',
    otilde: 'õ',
    ouml: 'ö',
    oslash: 'ø',
    oelig: 'œ',
    ugrave: 'ù',
    uacute: 'ú',
    ucirc: 'û',
    uuml: 'ü',
    yacute: 'ý',
    scaron: 'š',
  },
  ...{
    Auml: 'Ä',
    Aring: 'Å',
    Aacute: 'Á',
    Agrave: 'À',
    Ccedil: 'Ç',
    Egrave: 'È',
    Eacute: 'É',
    Ntilde: 'Ñ',
    Oacute: 'Ó',
    Ouml: 'Ö',
    Oslash: 'Ø',
    Uuml: 'Ü',
  },
};

/**
 * The words of an HTML text, blocks and `<br>` as line breaks. It only takes tags away and decodes entities: what
 * comes out is text to be shown as text, never markup. Linear in the length of the input.
 */
export function htmlToText(html: string): string {
  const text = html
    .replace(UNSEEN, ' ')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/[\t\n\r ]+/g, ' ')
    .replace(PICTURE, (_, double?: string, single?: string) => double ?? single ?? '')
    .replace(/ ?<br\b[^<>]*> ?/gi, '\n')
    .replace(BLOCKS, '\n')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/<[!?][^<>]*>/g, '');
  return decodeEntities(text)
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+\d{0,2}));/gi,
    (entity, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? ENTITIES[name.toLowerCase()] ?? entity;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}
