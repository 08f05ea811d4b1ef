'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState, type SubmitEvent } from 'react';
import { failureText } from '@/components/api/input-error';

/** Sentences beside fields, by the field's name; `form` belongs to none. */
export type AuthErrors = Partial<Record<'email' | 'password' | 'baseCurrency' | 'form', string>>;

/**
 * What both forms share: one submission at a time, errors beside fields, the first wrong field focused. `send` returns the errors,
 * or null when the browser is on its way to another page (the button then stays busy).
 */
export function useAuthForm(send: (values: { email: string; password: string }) => Promise<AuthErrors | null>) {
  const t = useTranslations('errors');
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<AuthErrors>({});
  const [pending, setPending] = useState(false);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const data = new FormData(event.currentTarget);
    setPending(true);
    setErrors({});
    const found = await send({ email: textOf(data, 'email').trim(), password: textOf(data, 'password') }).catch(
      (failure: unknown): AuthErrors => ({ form: failureText(t, failure) }),
    );
    if (!found) return;
    setErrors(found);
    setPending(false);
    const first = (['email', 'password', 'baseCurrency'] as const).find((name) => found[name]);
    if (first) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  }

  return { errors, pending, formProps: { ref: form, onSubmit: (event: SubmitEvent<HTMLFormElement>) => void submit(event), method: 'post', noValidate: true } as const };
}

function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}

/** Good enough to catch a slip before asking; the server has the last word. */
export function looksLikeEmail(email: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email);
}
