import { askForPasskey as ask } from '@/lib/passkeys/mutations';
import type { MutationResolvers } from './../../../../__generated__/types';

export const askForPasskey: NonNullable<MutationResolvers['askForPasskey']> = async () => ({ options: await ask() });
