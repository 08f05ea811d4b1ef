import type { BankProvider } from '@/lib/banking/provider';
import type { ProofCandidate, BalanceProof } from '@/lib/banking/proof/proof';
import type { Provenance } from '@/lib/transactions/provenance';

export type { BankConnection as BankConnectionMapper, BankSync as BankSyncMapper, ConnectedAccount as BankAccountMapper } from '@/lib/banking/connections/types';
export type BankMapper = BankProvider;
/** Amounts are in the account's currency, which comes with them. */
export type BalanceProofMapper = BalanceProof & { currency: string };
export type BalanceProofCandidateMapper = ProofCandidate & { currency: string };
export type FieldProvenanceMapper = Provenance & { currency: string };
export type { BankDetails as BankDetailsMapper } from '@/lib/transactions/types';
