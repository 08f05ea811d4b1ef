import type { WrittenMail } from '@/lib/platform/mail/types';
import { consentEnds } from './consent-ends';
import { householdDeletionAsked, householdErased, personDeletionAsked, personErased } from './deletion';
import type { MailFacts } from './facts';
import { htmlOf, textOf } from './frame';
import { addressKnown, emailChangeBegun, resetPassword, verifyEmail } from './identity';
import { importDone } from './import-done';
import { invitation } from './invitation';
import type { Letter, Reader } from './letter';
import { monthlySummary } from './monthly-summary';
import { syncFailing } from './sync-failing';
import { welcome } from './welcome';
import { wordsIn, type Words } from './words';

/**
 * Writes a mail in its reader's language, as text and as HTML; an invitation is written in the language of
 * who invites.
 */
export function writeMail(facts: MailFacts, reader: Reader): WrittenMail {
  const letter = letterAbout(facts, wordsIn(reader.locale), reader);
  return {
    to: 'to' in facts ? facts.to : reader.email,
    subject: letter.subject.replaceAll(/\s*[\r\n]+\s*/g, ' '),
    text: textOf(letter),
    html: htmlOf(letter, reader.locale),
  };
}

function letterAbout(facts: MailFacts, words: Words, reader: Reader): Letter {
  switch (facts.kind) {
    case 'WELCOME':
      return welcome(facts, words, reader);
    case 'INVITATION':
      return invitation(facts, words, reader);
    case 'VERIFY_EMAIL':
      return verifyEmail(facts, words, reader);
    case 'EMAIL_CHANGE_BEGUN':
      return emailChangeBegun(facts, words, reader);
    case 'ADDRESS_KNOWN':
      return addressKnown(words, reader);
    case 'RESET_PASSWORD':
      return resetPassword(facts, words, reader);
    case 'HOUSEHOLD_DELETION_ASKED':
      return householdDeletionAsked(facts, words, reader);
    case 'HOUSEHOLD_ERASED':
      return householdErased(facts, words, reader);
    case 'PERSON_DELETION_ASKED':
      return personDeletionAsked(facts, words, reader);
    case 'PERSON_ERASED':
      return personErased(words, reader);
    case 'CONSENT_ENDS':
      return consentEnds(facts, words, reader);
    case 'SYNC_FAILING':
      return syncFailing(facts, words, reader);
    case 'IMPORT_DONE':
      return importDone(facts, words, reader);
    case 'MONTHLY_SUMMARY':
      return monthlySummary(facts, words, reader);
  }
}
