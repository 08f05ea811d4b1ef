import { listProviders } from '@/lib/identities/providers';
import type { QueryResolvers } from './../../../../__generated__/types';

export const signInProviders: NonNullable<QueryResolvers['signInProviders']> = () => listProviders();
