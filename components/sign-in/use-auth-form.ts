'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState, type SubmitEvent } from 'react';
import { failureText } from '@/components/api/input-error';

/** Sentences beside fields, by the field's name; `form` belongs to none. */
export type AuthErrors<Name extends string> = Partial<Record<Name | 'form', string>>;

/**
 * What these forms share: one submission at a time, errors beside fields, the first wrong field focused.
 * `send` gets the values by the fields' names and returns the errors, or null when the browser is on its way
 * to another page (the button then stays busy).
 */
export function useAuthForm<Name extends string>(
  names: readonly Name[],
  send: (values: Record<Name, string>) => Promise<AuthErrors<Name> | null>,
) {
  const t = useTranslations('errors');
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<AuthErrors<Name>>({});
  const [pending, setPending] = useState(false);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const data = new FormData(event.currentTarget);
    setPending(true);
    setErrors({});
    const values = Object.fromEntries(names.map((name) => [name, textOf(data, name)])) as Record<
      Name,
      string
    >;
    const found = await send(values).catch(
      (failure: unknown) => ({ form: failureText(t, failure) }) as AuthErrors<Name>,
    );
    if (!found) return;
    setErrors(found);
    setPending(false);
    const first = names.find((name) => found[name]);
    if (first) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  }

  return {
    errors,
    pending,
    formProps: {
      ref: form,
      onSubmit: (event: SubmitEvent<HTMLFormElement>) => void submit(event),
      method: 'post',
      noValidate: true,
    } as const,
  };
}

/** A password is sent as it was typed; nothing else has a meaning at its ends. */
function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  if (typeof value !== 'string') return '';
  return name === 'password' ? value : value.trim();
}

/** Good enough to catch a slip before asking; the server has the last word. */
export function looksLikeEmail(email: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email);
}
