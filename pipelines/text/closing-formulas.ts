/** How letters end, as parts of patterns without regard to case. */

/** Said at the end of a letter and hardly anywhere else. */
export const FORMULAS = [
  '(?:with )?(?:my )?(?:best|kind|kindest|warm|warmest|many) (?:regards|wishes)|(?:yours )?(?:sincerely|truly|faithfully)(?: yours)?|all the best',
  '(?:mit )?(?:freundliche[nr]?|beste[nr]?|liebe[nr]?|herzliche[nr]?|viele[nr]?|sch[öo]ne[nr]?) gr(?:ü|ue)(?:ß|ss)en?|hochachtungsvoll|mfg',
  '(?:bien )?cordialement|(?:meilleures|cordiales) salutations|(?:un )?(?:cordial|cordiales) saludos?|(?:un )?saludos? (?:cordial|cordiales)',
  'atentamente|(?:com os )?(?:melhores )?cumprimentos|atenciosamente|(?:cordiali|distinti) saluti',
  '(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|(?:med )?vänliga? hälsning(?:ar)?|с уважением',
].join('|');

/** With a name behind, or alone at the end, they end a letter; anywhere else they may be words of it. */
export const GREETINGS =
  'regards?|lg|vg|gru(?:ß|ss)|grüße|bien à vous|(?:un )?(?:saludos?|abrazo)|(?:um )?abraço|abraços|saluti|groet(?:en|jes)?|hälsningar|mvh';

/** Alone in the last line they end a letter. */
export const BRIEF = 'best|warmly|take care';

/** Alone in a line above a name or at the end they end a letter; they are said elsewhere, too. */
export const THANKS =
  'cheers|(?:many )?thanks(?: in advance| a lot| again)?|thank you|thx|(?:vielen )?dank|danke|merci|(?:muchas )?gracias|obrigad[oa]|grazie|bedankt|tack|спасибо';
