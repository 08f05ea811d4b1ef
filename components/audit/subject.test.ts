import { createTranslator } from 'next-intl';
import cs from '@/messages/cs.json';
import en from '@/messages/en.json';
import { subjectText } from './subject';

const czech = createTranslator({ locale: 'cs', messages: cs, namespace: 'audit' });
const english = createTranslator({ locale: 'en', messages: en, namespace: 'audit' });

test.each([
  ['PERSON_INVITED', 'petr@example.com (MEMBER)', 'petr@example.com (Člen)'],
  ['ROLE_CHANGED', 'petr@example.com (VIEWER → OWNER)', 'petr@example.com (Čtenář → Vlastník)'],
  ['SIGN_IN_REFUSED', 'password', 'heslo'],
  ['SIGN_IN_REFUSED', 'recovery code', 'záchranný kód'],
  ['FACTOR_ADDED', 'authenticator app', 'ověřovací aplikace'],
  ['FACTOR_ADDED', 'My phone', 'My phone'],
  ['SESSION_ENDED', '3', '3 přihlášení'],
  ['SESSION_ENDED', 'Firefox on Linux', 'Firefox on Linux'],
  ['IDENTITY_LINKED', 'bankid', 'Bank iD'],
  ['IDENTITY_LINKED', 'oidc', 'jednotné přihlášení'],
  ['BANK_CONNECTED', 'mock-bank', 'Zkušební banka'],
  ['BANK_CONNECTED', 'toString', 'toString'],
  // Somebody's own words are nobody's role.
  ['TOKEN_MADE', 'password', 'password'],
  ['PERSON_INVITED', '(OWNER)@example.com (VIEWER)', '(OWNER)@example.com (Čtenář)'],
])('says of %s "%s" in Czech: %s', (action, subject, expected) => {
  expect(subjectText(czech, action, subject)).toBe(expected);
});

test('says the same in English in plain words', () => {
  expect(subjectText(english, 'ROLE_CHANGED', 'petr@example.com (MEMBER → OWNER)')).toBe(
    'petr@example.com (Member → Owner)',
  );
  expect(subjectText(english, 'SESSION_ENDED', '1')).toBe('1 session');
});
