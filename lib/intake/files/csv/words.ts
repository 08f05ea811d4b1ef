import { plainText } from '@/lib/core/plain-text';

/**
 * Words that stand for money out and money in, each list one convention; a mark column keeps to one of them.
 */
const MARK_CONVENTIONS: readonly (readonly [out: string, in_: string])[] = [
  [
    'd|dt|dr|db|deb|dbit|debit|debet|debeti|debito|debite',
    'c|k|h|cr|ct|cred|crdt|credit|kredit|credito|haber|haben|kreedit',
  ],
  [
    's|soll|belastung|lastschrift|ausgang|ausgabe|ausgaben|abgang',
    'h|haben|gutschrift|eingang|einnahme|einnahmen|zugang',
  ],
  ['t|terheles|tartozik|kiadas', 'k|j|jovairas|kovetel|bevetel'],
  ['af|a|afschrijving|uit', 'bij|b|bijschrijving|in'],
  ['d|dare|addebito|uscita|u', 'a|avere|accredito|entrata|e'],
  ['c|cargo|adeudo|gasto|debe|salida', 'a|abono|ingreso|haber|entrada'],
  [
    'v|vydaj|odchozi|odchadzajuca|odchozi uhrada|ma dati|debet|na vrub|odeslana',
    'p|prijem|prichozi|prichadzajuca|prichozi uhrada|dal|kredit|ve prospech|prijata',
  ],
  [
    'o|wn|winien|obciazenie|wydatek|wychodzacy|wychodzaca|rozchod',
    'u|ma|uznanie|wplyw|przychodzacy|przychodzaca|przychod',
  ],
  [
    'out|outflow|outgoing|paid out|money out|expense|withdrawal|spent|sent|neg|negative|minus|debit|w',
    'in|inflow|incoming|paid in|money in|income|deposit|received|pos|positive|plus|credit|d',
  ],
  ['debit|sortie|depense|sortant|d', 'credit|entree|recette|entrant|c'],
  ['ut|ud|uttag|utbetaling|utbetalning|udbetaling', 'inn|ind|insattning|innbetaling|inbetalning|indbetaling'],
  ['otto|pano ulos|meno|veloitus', 'pano|tulo|hyvitys'],
  ['debetas|debets|deebet|d|islaidos', 'kreditas|kredits|kreedit|k|c|pajamos'],
  ['debit|plata|iesire|d', 'credit|incasare|intrare|c'],
];

const conventions = MARK_CONVENTIONS.map(([out, in_]) => ({
  out: new Set(out.split('|')),
  in: new Set(in_.split('|')),
}));

/** The form in which marks are compared; + and - are marks too. */
export function plainMark(cell: string): string {
  const trimmed = cell.trim();
  return trimmed === '+' || trimmed === '-' ? trimmed : plainText(trimmed);
}

/**
 * The values of a column by direction, and all words of their convention for money out, which the next file
 * may use.
 */
export type Marks = { out: string[]; in: string[]; outWords: string[] };
const MOST_OUT_WORDS = 20;

/** Whether a mark, or the first word of a longer one, is among the words for money out. */
export function isOutMark(mark: string, outWords: ReadonlySet<string>): boolean {
  return outWords.has(mark) || (mark.indexOf(' ') > 1 && outWords.has(mark.slice(0, mark.indexOf(' '))));
}

/**
 * Which of the values of a column mean money out, under the one convention that explains all of them; null
 * when none does. With `phrases` the first word of a longer value is enough ("Odchozí úhrada"), which only a
 * heading that announces a direction justifies: a "credit transfer" is usually money out.
 */
export function readMarks(values: ReadonlySet<string>, phrases: boolean): Marks | null {
  if (values.size === 0 || values.size > 12) return null;
  const all = [...values];
  if (all.every((value) => value === '+' || value === '-'))
    return {
      out: all.filter((value) => value === '-'),
      in: all.filter((value) => value === '+'),
      outWords: ['-'],
    };
  for (const convention of conventions) {
    const is = (set: ReadonlySet<string>, value: string) =>
      set.has(value) || (phrases && set.has(value.split(' ')[0]!) && value.split(' ')[0]!.length > 1);
    const out = all.filter((value) => is(convention.out, value));
    const in_ = all.filter((value) => is(convention.in, value) && !out.includes(value));
    if (out.length + in_.length === all.length)
      return { out, in: in_, outWords: [...new Set([...out, ...convention.out])].slice(0, MOST_OUT_WORDS) };
  }
  return null;
}

const FAILED = words(
  'failed|failure|declined|rejected|reverted|reversed|cancelled|canceled|denied|expired|voided|refused|returned|zamitnuto|zamitnuta|zamitnuty|odmitnuto|odmitnuta|zruseno|zrusena|stornovano|neprovedeno|neprovedena|neuspesna|zamietnuta|zrusene|' +
    'abgelehnt|storniert|fehlgeschlagen|abgebrochen|annule|annulee|refuse|refusee|rejete|echoue|echouee|rifiutata|rifiutato|annullata|annullato|rechazado|rechazada|cancelado|cancelada|anulado|recusado|recusada|rejeitado|' +
    'odrzucona|odrzucone|anulowana|anulowane|sikertelen|elutasitva|visszavont|geweigerd|mislukt|geannuleerd|afvist|avvist|avvisad|hylatty|peruttu|atmesta|nepavyko|noraidits|respinsa|anulata|esuata|odbijeno|otkazano|storno',
);
const PENDING = words(
  'pending|uncleared|unposted|not cleared|not booked|not posted|on hold|in progress|processing|authorised|authorized|authorisation|authorization|awaiting|vorgemerkt|vorgemerkte|vormerkung|offen|in bearbeitung|cekajici|ceka|nezauctovano|nezauctovana|blokace|blokovano|nezuctovane|nezuctovana|blokovana|' +
    'en attente|a venir|in sospeso|in attesa|non contabilizzato|pendiente|retenido|pendente|cativo|oczekujaca|oczekujace|nierozliczona|nierozliczone|zablokowana|w toku|fuggoben|fuggo|zarolt|foglalas|in behandeling|gereserveerd|reserveret|venter|vantar|reservert|reserverad|varaus|katevaraus|rezervuota|rezervets|broneering|in asteptare|na cekanju|rezervirano',
);
const CLEARED = words(
  'completed|complete|booked|cleared|posted|settled|success|successful|succeeded|paid|executed|reconciled|processed|done|ok|confirmed|approved|gebucht|ausgefuhrt|erledigt|zauctovano|zauctovana|zuctovane|zuctovana|provedeno|provedena|realizovano|vyrizeno|uhrazeno|' +
    'comptabilise|comptabilisee|effectue|execute|contabilizzato|eseguito|eseguita|completata|completato|contabilizado|completado|ejecutado|realizada|realizado|efetuado|concluido|zaksiegowana|rozliczona|zrealizowana|wykonana|konyvelt|teljesult|verwerkt|geboekt|voltooid|bogfort|bokfort|utfort|udfort|gennemfort|afviklet|afstemt|kirjattu|toteutettu|ivykdyta|izpildits|finalizata|procesata|izvrseno',
);
export type PaymentState = 'FAILED' | 'PENDING' | 'CLEARED';

/** What a cell of a state column says, null when it says nothing about the state of a payment. */
export function paymentState(cell: string): PaymentState | null {
  const text = plainText(cell);
  if (text === '') return null;
  return FAILED.test(text)
    ? 'FAILED'
    : PENDING.test(text)
      ? 'PENDING'
      : CLEARED.test(text)
        ? 'CLEARED'
        : null;
}

const BALANCE_START = new RegExp(
  '^(?:' +
    '(?:opening|closing|beginning|ending|starting|previous|initial|final) balance|balance (?:brought|carried|forward|b f|c f|as of|at )|saldo (?:anterior|inicial|final|atual|do dia|poczatkowe|koncowe|iniziale|finale|precedente|per |vom |am |zum )|' +
    '(?:anfangs|schluss|end|start|begin|eind|alku|loppu|lop|lopp|alg)saldo|(?:alter|neuer) (?:saldo|kontostand)|kontostand (?:am|vom|per|zum) |ubertrag saldo|(?:pocatecni|konecny|pociatocny|predchozi) (?:zustatek|stav|zostatok)|konecny zostatok|' +
    'solde (?:initial|final|precedent|crediteur|debiteur|au )|(?:ancien|nouveau) solde|(?:ingaende|utgaende|inngaende|ingoing|outgoing) (?:saldo|balanse|balance)|(?:nyito|zaro) egyenleg|sold (?:initial|final|anterior|precedent)|likutis (?:pradziai|pabaigai)|(?:sakuma|beigu) atlikums|atlikums perioda|' +
    'pocetno stanje|zavrsno stanje|(?:begin|eind) saldo|beginsaldo|eindsaldo' +
    ')|^(?:saldo|balance|kontostand|egyenleg|likutis|atlikums|balans|stan konta|stav uctu|zustatek|zostatok|solde|total|totals|grand total|summe|gesamt|gesamtsumme|celkem|spolu|razem|suma|totale|totaal|summa|yhteensa|osszesen|apyvarta|turnover|apgrozijums|kaive|rulaj|obrat|obraty|umsatze gesamt|balance forward)$',
);

/** Whether a text introduces a balance, a turnover or a total instead of a payment. */
export function saysBalance(text: string): boolean {
  return text !== '' && text.length < 80 && BALANCE_START.test(plainText(text));
}

const OUT_WORDS = words(
  'purchase|pos|withdrawal|atm|fee|charge|subscription|debit|nakup|platba kartou|vyber|poplatek|kartenzahlung|lastschrift|achat|retrait|compra|pagamento|acquisto|prelievo|zakup|wyplata|vasarlas|kop|varekjop|kortkop|cumparare',
);
const IN_WORDS = words(
  'payment received|payment thank|thank you|autopay|automatic payment|online payment|refund|salary|payroll|deposit|direct dep|credit|cashback|mzda|vyplata|vklad|gehalt|lohn|gutschrift|salaire|virement recu|nomina|stipendio|wynagrodzenie|lon|lonn|fizetes|salariu',
);

/**
 * What the words of a row say about its direction: -1 money out, 1 money in, 0 nothing. In doubt money in,
 * whose words are rarer.
 */
export function directionOfWords(plainDescription: string): -1 | 0 | 1 {
  return IN_WORDS.test(plainDescription) ? 1 : OUT_WORDS.test(plainDescription) ? -1 : 0;
}

function words(list: string): RegExp {
  return new RegExp(`(?:^| )(?:${list})(?= |$)`);
}
