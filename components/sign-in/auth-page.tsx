import Link from 'next/link';
import type { ReactNode } from 'react';

interface AuthPageProps {
  title: string;
  /** Another page that somebody may have meant: a question and the way there. */
  other?: { question: string; href: string; label: string };
  children: ReactNode;
}

/** One calm column for signing in, registering and the ways back. */
export function AuthPage({ title, other, children }: AuthPageProps) {
  return (
    <div className="flex min-h-dvh flex-col px-4">
      <header className="mx-auto w-full max-w-92 pt-6 sm:pt-10">
        <Link href="/" className="-mx-1.5 rounded-md px-1.5 text-16 font-semibold">
          Saldo
        </Link>
      </header>
      <main className="mx-auto w-full max-w-92 pt-12 pb-16 sm:pt-[14dvh]">
        <h1 className="mb-8 text-28 font-semibold text-balance">{title}</h1>
        {children}
        {other && (
          <p className="mt-8 border-t border-line pt-5 text-muted">
            {other.question}{' '}
            <Link href={other.href} className="font-medium text-accent underline-offset-4 hover:underline">
              {other.label}
            </Link>
          </p>
        )}
      </main>
    </div>
  );
}
