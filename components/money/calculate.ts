/** A fraction with a positive denominator: exact where decimals would run on for ever. */
interface Rational {
  over: bigint;
  under: bigint;
}

interface CalculateOptions {
  locale: string;
  /** Decimal digits of the currency: 2 for CZK, 0 for JPY. */
  exponent: number;
}

const MAX_DIGITS = 15;
const MAX_LENGTH = 80;

/**
 * Works out what was typed into an amount field: `120+35`, `3*45,90`, `(1 200 - 90) / 4`, in the separators
 * of either language.
 *
 * Returns an exact decimal string with the currency's decimals ("155.00"), or null when the text is not
 * finished or makes no sense. A plain number with too many decimals is null, because nothing is rounded
 * behind a person's back; a result of a calculation is rounded to the minor unit, half away from zero, as a
 * pocket calculator does.
 */
export function calculate(text: string, options: CalculateOptions): string | null {
  const tokens = text.length <= MAX_LENGTH ? tokenize(text, options) : null;
  if (!tokens || tokens.length === 0) return null;
  const parser = new Parser(tokens);
  const result = parser.sum();
  if (!result || !parser.atEnd()) return null;

  const scale = 10n ** BigInt(options.exponent);
  const isPlain = !tokens.some((token) => token === '*' || token === '/');
  if (isPlain && (result.over * scale) % result.under !== 0n) return null;
  const minor = roundHalfAway(result.over * scale, result.under);
  if (abs(minor) > 10n ** BigInt(MAX_DIGITS)) return null;
  return write(minor, options.exponent);
}

/** Whether the text asks for a calculation at all; a leading sign alone does not. */
export function isCalculation(text: string): boolean {
  return /[+\-\u2212*×x/÷:(]/i.test(text.trim().replace(/^[+\-\u2212]/, ''));
}

type Token = Rational | '+' | '-' | '*' | '/' | '(' | ')';
const operators: Record<string, Token> = {
  '+': '+',
  '-': '-',
  '\u2212': '-',
  '–': '-',
  '*': '*',
  '×': '*',
  x: '*',
  '/': '/',
  '÷': '/',
  ':': '/',
  '(': '(',
  ')': ')',
};

function tokenize(text: string, options: CalculateOptions): Token[] | null {
  const tokens: Token[] = [];
  // Spaces and apostrophes between digits are thousands; elsewhere they mean nothing.
  const compact = text.replace(/(?<=\d)[\s'’]+(?=\d{3}(?!\d))/g, '');
  for (const [piece] of compact.matchAll(/\d[\d.,]*|[.,]\d+|\S/g)) {
    const operator = operators[piece.toLowerCase()];
    const token = operator ?? number(piece, options);
    if (!token) return null;
    tokens.push(token);
  }
  return tokens;
}

function number(text: string, { locale, exponent }: CalculateOptions): Rational | null {
  const decimalAt = decimalSeparatorAt(text, locale, exponent);
  const whole = decimalAt < 0 ? text : text.slice(0, decimalAt);
  const fraction = decimalAt < 0 ? '' : text.slice(decimalAt + 1);
  if (!/^(\d*|\d{1,3}([.,])\d{3}(\2\d{3})*)$/.test(whole) || !/^\d*$/.test(fraction)) return null;
  const digits = whole.replace(/[.,]/g, '') + fraction;
  if (digits.length === 0 || digits.length > MAX_DIGITS) return null;
  return { over: BigInt(digits), under: 10n ** BigInt(fraction.length) };
}

/** Where the decimal mark stands, or -1: the last separator, unless it can only be one of thousands. */
function decimalSeparatorAt(text: string, locale: string, exponent: number): number {
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last < 0) return -1;
  const mark = text[last];
  const others = text.slice(0, last);
  if (others.includes(mark ?? '')) return -1;
  if (/[.,]/.test(others)) return last;
  // One separator before three digits: "1,234" is a thousand where the comma groups, and "1.234" too where
  // the comma is the mark.
  const decimalMark = locale === 'cs' ? ',' : '.';
  const looksGrouped = /^[1-9]\d{0,2}[.,]\d{3}$/.test(text);
  return looksGrouped && mark !== decimalMark && exponent < 3 ? -1 : last;
}

class Parser {
  private at = 0;
  constructor(private readonly tokens: Token[]) {}

  atEnd(): boolean {
    return this.at === this.tokens.length;
  }

  sum(): Rational | null {
    let left = this.product();
    while (left && (this.peek() === '+' || this.peek() === '-')) {
      const sign = this.next() === '+' ? 1n : -1n;
      const right = this.product();
      left = right && {
        over: left.over * right.under + sign * right.over * left.under,
        under: left.under * right.under,
      };
    }
    return left;
  }

  private product(): Rational | null {
    let left = this.factor();
    while (left && (this.peek() === '*' || this.peek() === '/')) {
      const times = this.next() === '*';
      const right = this.factor();
      if (!right || (!times && right.over === 0n)) return null;
      left = times ? { over: left.over * right.over, under: left.under * right.under } : divide(left, right);
    }
    return left;
  }

  private factor(): Rational | null {
    const token = this.next();
    if (token === '-' || token === '+') {
      const value = this.factor();
      return value && (token === '-' ? { over: -value.over, under: value.under } : value);
    }
    if (token === '(') {
      const value = this.sum();
      return this.next() === ')' ? value : null;
    }
    return typeof token === 'object' ? token : null;
  }

  private peek(): Token | undefined {
    return this.tokens[this.at];
  }
  private next(): Token | undefined {
    return this.tokens[this.at++];
  }
}

function divide(left: Rational, right: Rational): Rational {
  const sign = right.over < 0n ? -1n : 1n;
  return { over: left.over * right.under * sign, under: left.under * abs(right.over) };
}

function roundHalfAway(over: bigint, under: bigint): bigint {
  const rounded = (2n * abs(over) + under) / (2n * under);
  return over < 0n ? -rounded : rounded;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function write(minor: bigint, exponent: number): string {
  const digits = abs(minor)
    .toString()
    .padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  return `${minor < 0n ? '-' : ''}${digits.slice(0, cut)}${exponent > 0 ? `.${digits.slice(cut)}` : ''}`;
}
