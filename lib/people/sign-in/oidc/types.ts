/** The viewer as another provider knows them. `provider` is what people call it. */
export type Identity = {
  id: string;
  provider: string;
  label: string | null;
  createdAt: Date;
  lastUsedAt: Date;
};

/** `id` is part of addresses. */
export type SignInProvider = { id: string; name: string };

/**
 * What a provider says about somebody who has just come from there. Who they are is (issuer, subject); the
 * address is only what they call themselves. `authenticatedAt` is when they proved to the provider who they
 * are; null when it does not say.
 */
export type Claimed = {
  provider: string;
  issuer: string;
  subject: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  authenticatedAt: Date | null;
};
