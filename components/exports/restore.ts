type Answer = {
  household?: { id: string };
  errors?: { code: string; at?: { file: string; line: number } | null }[];
};

/** Why the server did not take an export. `at` is where in it, for LINE. */
export type Refusal = { code: string; at: { file: string; line: number } | null };

/** Uploads an export into the household. Returns null when it was imported. */
export async function restoreFile(file: File): Promise<Refusal | null> {
  const body = new FormData();
  body.set('file', file);
  const response = await fetch('/api/exports', { method: 'POST', body }).catch(() => null);
  if (!response) return { code: 'NETWORK', at: null };
  if (response.status === 401) location.assign(`/login?next=${encodeURIComponent(location.pathname)}`);
  const { household, errors } = (await response.json().catch(() => ({}))) as Answer;
  return household ? null : { code: errors?.[0]?.code ?? 'OTHER', at: errors?.[0]?.at ?? null };
}
