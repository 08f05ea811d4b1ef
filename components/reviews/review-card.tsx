'use client';

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Radio } from '@/components/ui/radio';
import type { ReviewDecision } from '@/graphql/__generated__/client/graphql';
import type { Review } from './queries';
import { SideBox, SideFacts } from './side-box';
import { bankSide, differences, sideOf, transferDifferences, type ComparedField, type Side } from './sides';

export type Decide = (decision: ReviewDecision, transactionId?: string) => void;
interface ReviewCardProps {
  review: Review;
  onDecide: Decide;
}

/** One question of the inbox. Its buttons are the answers. */
export function ReviewCard({ review, onDecide }: ReviewCardProps) {
  if (review.kind === 'TRANSFER') return <TransferReview review={review} onDecide={onDecide} />;
  if (review.kind === 'GONE') return <GoneReview review={review} onDecide={onDecide} />;
  if (review.kind === 'CORRECTION') return <CorrectionReview review={review} onDecide={onDecide} />;
  return <MatchReview review={review} onDecide={onDecide} />;
}

/**
 * Where there are several, none is chosen beforehand: a question that Saldo cannot answer must not suggest an
 * answer.
 */
function onlyOne(candidates: Review['candidates']): string | undefined {
  return candidates.length === 1 ? candidates[0]?.id : undefined;
}

function TransferReview({ review: { id, transaction, candidates }, onDecide }: ReviewCardProps) {
  const t = useTranslations('reviews');
  const [chosen, setChosen] = useState(onlyOne(candidates));
  if (!transaction) return null;
  const known = sideOf(transaction);
  const isOut = known.amount.startsWith('-');
  const others = (
    <Candidates
      review={id}
      candidates={candidates.map((candidate) => ({ id: candidate.id, side: sideOf(candidate) }))}
      chosen={chosen}
      onChoose={setChosen}
      compare={(side) => transferDifferences(known, side)}
    />
  );
  const sides = [
    <SideBox key="known" title={t(isOut ? 'sides.out' : 'sides.in')}>
      <SideFacts side={known} />
    </SideBox>,
    <SideBox key="other" title={t(isOut ? 'sides.in' : 'sides.out')}>
      {others}
    </SideBox>,
  ];
  return (
    <Question id={id} text={t(candidates.length > 1 ? 'question.transferSeveral' : 'question.transfer')}>
      <Sides isList={candidates.length > 1}>{isOut ? sides : sides.reverse()}</Sides>
      <Answers>
        <Button variant="primary" disabled={chosen === undefined} onClick={() => onDecide('ACCEPT', chosen)}>
          {t('decisions.TRANSFER.ACCEPT')}
        </Button>
        <Button onClick={() => onDecide('REFUSE')}>{t('decisions.TRANSFER.REFUSE')}</Button>
      </Answers>
    </Question>
  );
}

function MatchReview({ review, onDecide }: ReviewCardProps) {
  const t = useTranslations('reviews');
  const { id, account, candidates } = review;
  const [chosen, setChosen] = useState(onlyOne(candidates));
  const row = bankSide(review);
  if (!row) return null;
  const isForeign = row.currency !== account.currency;
  const payee = row.payee ?? t('unnamed');
  const text = isForeign
    ? t('question.foreign', { currency: row.currency ?? '' })
    : t(
        candidates.length === 0
          ? 'question.matchNone'
          : candidates.length > 1
            ? 'question.matchSeveral'
            : 'question.match',
        { payee },
      );
  return (
    <Question id={id} text={text}>
      <Sides isList={candidates.length > 1}>
        <SideBox title={t('sides.bank')}>
          <SideFacts side={row} />
        </SideBox>
        {candidates.length > 0 && (
          <SideBox title={t('sides.saldo')}>
            <Candidates
              review={id}
              candidates={candidates.map((candidate) => ({ id: candidate.id, side: sideOf(candidate) }))}
              chosen={chosen}
              onChoose={setChosen}
              compare={(side) => differences(row, side, ['date', 'amount', 'payee'])}
            />
          </SideBox>
        )}
      </Sides>
      {isForeign && (
        <p className="text-muted">
          {t('foreignDetail', { account: account.name, account_currency: account.currency })}
        </p>
      )}
      <Answers>
        {candidates.length > 0 && (
          <Button
            variant="primary"
            disabled={chosen === undefined}
            onClick={() => onDecide('ACCEPT', chosen)}
          >
            {t('decisions.MATCH.ACCEPT')}
          </Button>
        )}
        {!isForeign && (
          <Button
            variant={candidates.length > 0 ? 'secondary' : 'primary'}
            onClick={() => onDecide('REFUSE')}
          >
            {t(candidates.length > 0 ? 'decisions.MATCH.REFUSE' : 'takeIn')}
          </Button>
        )}
        <Button variant={isForeign ? 'secondary' : 'ghost'} onClick={() => onDecide('IGNORE')}>
          {t('decisions.MATCH.IGNORE')}
        </Button>
      </Answers>
    </Question>
  );
}

function GoneReview({ review, onDecide }: ReviewCardProps) {
  const t = useTranslations('reviews');
  const { id, transaction } = review;
  if (!transaction) return null;
  const [side, row] = [sideOf(transaction), bankSide(review)];
  const differing = row && differences(row, side, ['date', 'amount', 'payee']);
  return (
    <Question id={id} text={t('question.gone')}>
      <Sides>
        <SideBox title={t('sides.saldo')}>
          <SideFacts side={side} {...(differing ? { differing } : {})} />
        </SideBox>
        {/* What the bank showed is worth a look where a person has changed it since. */}
        {row && differing && differing.size > 0 && (
          <SideBox title={t('sides.bankShowed')}>
            <SideFacts side={row} />
          </SideBox>
        )}
      </Sides>
      <Answers>
        <Button variant="danger" onClick={() => onDecide('ACCEPT')}>
          {t('decisions.GONE.ACCEPT')}
        </Button>
        <Button onClick={() => onDecide('REFUSE')}>{t('decisions.GONE.REFUSE')}</Button>
      </Answers>
    </Question>
  );
}

function CorrectionReview({ review, onDecide }: ReviewCardProps) {
  const t = useTranslations('reviews');
  const { id, transaction } = review;
  const row = bankSide(review);
  if (!transaction || !row) return null;
  const side = sideOf(transaction);
  return (
    <Question id={id} text={t('question.correction')}>
      <Sides>
        <SideBox title={t('sides.agreed')}>
          <SideFacts side={side} />
        </SideBox>
        <SideBox title={t('sides.bankSays')}>
          <SideFacts side={row} differing={differences(side, row, ['date', 'amount'])} />
        </SideBox>
      </Sides>
      <Answers>
        <Button variant="primary" onClick={() => onDecide('ACCEPT')}>
          {t('decisions.CORRECTION.ACCEPT')}
        </Button>
        <Button onClick={() => onDecide('REFUSE')}>{t('decisions.CORRECTION.REFUSE')}</Button>
      </Answers>
    </Question>
  );
}

interface CandidatesProps {
  /** Id of the question, which the choices belong to. */
  review: string;
  candidates: readonly { id: string; side: Side }[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
  compare: (side: Side) => ReadonlySet<ComparedField>;
}

/** What it may be: one, or several to choose from. */
function Candidates({ review, candidates, chosen, onChoose, compare }: CandidatesProps) {
  const t = useTranslations('reviews');
  const [only, ...more] = candidates;
  if (!only) return null;
  if (more.length === 0) return <SideFacts side={only.side} differing={compare(only.side)} />;
  return (
    <div role="radiogroup" aria-label={t('candidates')} className="grid gap-2">
      {candidates.map(({ id, side }) => (
        <Radio
          key={id}
          name={review}
          checked={id === chosen}
          onChange={() => onChoose(id)}
          className="bg-card"
        >
          <SideFacts side={side} differing={compare(side)} />
        </Radio>
      ))}
    </div>
  );
}

/**
 * The frame of a card. It takes the focus when the one before it was answered, so that Tab goes on to its
 * answers.
 */
function Question({ id, text, children }: { id: string; text: string; children: ReactNode }) {
  return (
    <article
      id={`review-${id}`}
      tabIndex={-1}
      aria-labelledby={`review-${id}-text`}
      className="grid gap-4 rounded-lg border border-line bg-card p-4 focus-visible:outline-2 focus-visible:outline-accent sm:p-6"
    >
      <h3 id={`review-${id}-text`} className="text-16 font-semibold">
        {text}
      </h3>
      {children}
    </article>
  );
}

/** Side by side, on a phone one below the other. Of equal height, unless one of them is a list. */
function Sides({ isList = false, children }: { isList?: boolean; children: ReactNode }) {
  return (
    <div
      className={cn(
        'grid gap-2 md:auto-cols-fr md:grid-flow-col md:gap-4',
        isList ? 'items-start' : 'items-stretch',
      )}
    >
      {children}
    </div>
  );
}

function Answers({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap gap-2">{children}</div>;
}
