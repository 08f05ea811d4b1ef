'use client';

import { CircleCheckBig } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { startTransition, useRef, useState } from 'react';
import { errorsOf, failureText } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { toast } from '@/components/ui/toast';
import type { ReviewDecision } from '@/graphql/__generated__/client/graphql';
import { DecideReview_Mutation, type Review } from './queries';
import { ReviewCard } from './review-card';

const kinds = ['TRANSFER', 'MATCH', 'CORRECTION', 'GONE'] as const;
/** More cards at a time help nobody; the others move up as these are answered. */
const SHOWN = 30;

/**
 * Everything that waits for a person, by kind. A question goes the moment it is answered, and comes back when
 * that failed.
 */
export function InboxView({ reviews }: { reviews: readonly Review[] }) {
  const t = useTranslations('reviews');
  const tErrors = useTranslations('errors');
  const router = useRouter();
  const place = useRef<HTMLDivElement>(null);
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  const open = kinds.flatMap((kind) =>
    reviews.filter((review) => review.kind === kind && !answered.has(review.id)),
  );
  const shown = open.slice(0, SHOWN);

  /**
   * The answered card takes the focus with it: it goes to the next one, so that Tab and Enter work through
   * them all.
   */
  const focusAfter = (id: string) => {
    const at = shown.findIndex((review) => review.id === id);
    const next = shown[at + 1] ?? shown[at - 1];
    (next ? document.getElementById(`review-${next.id}`) : place.current)?.focus();
  };
  const decide = async (id: string, decision: ReviewDecision, transactionId?: string) => {
    focusAfter(id);
    setAnswered((before) => new Set(before).add(id));
    try {
      const [error] = errorsOf(
        (await request(DecideReview_Mutation, { id, decision, transactionId })).decideReview,
      );
      if (error) toast(t(error.code === 'NOT_FOUND' ? 'alreadyDecided' : 'notDecided'), { tone: 'wrong' });
      if (error && error.code !== 'NOT_FOUND') return bringBack(id);
      // Balances, the number in the navigation, and questions that this answer has settled too.
      startTransition(() => router.refresh());
    } catch (failure) {
      toast(failureText(tErrors, failure), { tone: 'wrong' });
      bringBack(id);
    }
  };
  const bringBack = (id: string) =>
    setAnswered((before) => new Set([...before].filter((other) => other !== id)));

  return (
    <div ref={place} tabIndex={-1} className="grid gap-8 outline-none">
      {open.length === 0 && (
        <Card flush>
          <EmptyState
            icon={<CircleCheckBig className="text-income" />}
            title={t('empty')}
            action={<LinkButton href="/transactions">{t('toTransactions')}</LinkButton>}
          />
        </Card>
      )}
      {kinds
        .filter((kind) => shown.some((review) => review.kind === kind))
        .map((kind) => (
          <section key={kind} aria-labelledby={`kind-${kind}`} className="grid gap-3">
            <h2 id={`kind-${kind}`} className="flex items-baseline gap-2 font-medium text-muted">
              {t(`kinds.${kind}`)}
              <span className="text-12 tabular-nums">
                {open.filter((review) => review.kind === kind).length}
              </span>
            </h2>
            {shown
              .filter((review) => review.kind === kind)
              .map((review) => (
                // The candidates can change while it waits; the choice then starts again.
                <ReviewCard
                  key={`${review.id} ${review.candidates.map(({ id }) => id).join(' ')}`}
                  review={review}
                  onDecide={(decision, transactionId) => void decide(review.id, decision, transactionId)}
                />
              ))}
          </section>
        ))}
      {open.length > SHOWN && <p className="text-center text-muted">{t('first', { count: SHOWN })}</p>}
    </div>
  );
}
