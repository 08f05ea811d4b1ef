import { listProviders } from '@/lib/people/sign-in/oidc/providers';
import type { QueryResolvers } from '../../../../__generated__/types';

export const signInProviders: NonNullable<QueryResolvers['signInProviders']> = () => listProviders();
