import { z } from 'zod';

export const emailField = z
  .string({ error: 'The e-mail address is a text.' })
  .transform((email) => email.trim().toLowerCase())
  .refine((email) => email.length <= 254, {
    error: 'The e-mail address is too long: 254 characters are the limit.',
    params: { code: 'TOO_LONG' },
  })
  .refine((email) => z.email().safeParse(email).success, {
    error: 'This is not an e-mail address: write it like name@example.com.',
  });
