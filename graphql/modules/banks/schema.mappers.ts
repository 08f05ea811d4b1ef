import type { BankProvider } from '@/lib/intake/banks/provider';
import type { ProofCandidate, BalanceProof } from '@/lib/intake/banks/proof/proof';
import type { Provenance } from '@/lib/ledger/rows/provenance';

export type {
  BankConnection as BankConnectionMapper,
  BankSync as BankSyncMapper,
} from '@/lib/intake/banks/connections/types';
export type BankMapper = BankProvider;
/** Amounts are in the account's currency, which comes with them. */
export type BalanceProofMapper = BalanceProof & { currency: string };
export type BalanceProofCandidateMapper = ProofCandidate & { currency: string };
export type FieldProvenanceMapper = Provenance & { currency: string };
export type { BankDetails as BankDetailsMapper } from '@/lib/ledger/rows/types';
