import type { Transfer } from '@/lib/ledger/transfers/types';

/** Sides that are not at hand are asked for by their ids. */
export type TransferMapper = Transfer | { id: string; outId: string; inId: string };
