import { v7 as uuidv7 } from 'uuid';
import type { CategoryKind } from '@/prisma/__generated__/enums';

type Starter = {
  kind: CategoryKind;
  color: number;
  en: string;
  cs: string;
  children?: { en: string; cs: string }[];
};

/**
 * What a new household starts with: enough to file most things on the first day, few enough to read at a
 * glance.
 */
const STARTERS: Starter[] = [
  { kind: 'INCOME', color: 5, en: 'Salary', cs: 'Mzda' },
  { kind: 'INCOME', color: 6, en: 'Interest', cs: 'Úroky' },
  { kind: 'INCOME', color: 7, en: 'Other income', cs: 'Ostatní příjmy' },
  {
    kind: 'EXPENSE',
    color: 1,
    en: 'Housing',
    cs: 'Bydlení',
    children: [
      { en: 'Rent', cs: 'Nájem' },
      { en: 'Energy', cs: 'Energie' },
      { en: 'Phone and internet', cs: 'Telefon a internet' },
    ],
  },
  { kind: 'EXPENSE', color: 2, en: 'Groceries', cs: 'Potraviny' },
  { kind: 'EXPENSE', color: 3, en: 'Eating out', cs: 'Restaurace' },
  {
    kind: 'EXPENSE',
    color: 4,
    en: 'Transport',
    cs: 'Doprava',
    children: [
      { en: 'Fuel', cs: 'Pohonné hmoty' },
      { en: 'Public transport', cs: 'MHD a vlaky' },
      { en: 'Car', cs: 'Auto' },
    ],
  },
  { kind: 'EXPENSE', color: 8, en: 'Health', cs: 'Zdraví' },
  { kind: 'EXPENSE', color: 9, en: 'Clothes', cs: 'Oblečení' },
  { kind: 'EXPENSE', color: 10, en: 'Children', cs: 'Děti' },
  {
    kind: 'EXPENSE',
    color: 11,
    en: 'Leisure',
    cs: 'Volný čas',
    children: [
      { en: 'Holidays', cs: 'Dovolená' },
      { en: 'Subscriptions', cs: 'Předplatné' },
    ],
  },
  { kind: 'EXPENSE', color: 12, en: 'Other expenses', cs: 'Ostatní výdaje' },
];

/** Rows of the starter categories in a language, parents before their children. */
export function starterCategories(
  locale: 'en' | 'cs',
): { id: string; parentId: string | null; kind: CategoryKind; color: number; name: string }[] {
  return STARTERS.flatMap(({ kind, color, children = [], ...names }) => {
    const parent = { id: uuidv7(), parentId: null, kind, color, name: names[locale] };
    return [
      parent,
      ...children.map((child) => ({ id: uuidv7(), parentId: parent.id, kind, color, name: child[locale] })),
    ];
  });
}
