'use client';

import { Landmark } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import type { Bank } from './queries';
import { useConnect } from './use-connect';

/**
 * The banks that can be connected here. `isFirst` when none is yet: then it also says what that is good for.
 */
export function BankList({ banks, isFirst }: { banks: readonly Bank[]; isFirst: boolean }) {
  const t = useTranslations('connections');
  if (banks.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={<Landmark />}
          title={t('noBanks')}
          action={<LinkButton href="/import">{t('importFile')}</LinkButton>}
        />
      </Card>
    );
  }
  return (
    <Card title={t(isFirst ? 'banksTitle' : 'anotherBank')} flush>
      {isFirst && <p className="max-w-prose px-4 pb-4 text-muted sm:px-6">{t('intro')}</p>}
      <ul>
        {banks.map((bank) => (
          <BankRow key={bank.provider} bank={bank} isFirst={isFirst} />
        ))}
      </ul>
    </Card>
  );
}

function BankRow({ bank, isFirst }: { bank: Bank; isFirst: boolean }) {
  const t = useTranslations('connections');
  const connecting = useConnect(bank);
  const name = t(`banks.${bank.provider}.name`);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-3 sm:px-6">
      <Landmark aria-hidden className="size-4.5 shrink-0 text-muted max-sm:hidden" />
      <div className="min-w-0 flex-1 basis-44">
        <p className="font-medium">{name}</p>
        <p className="text-12 text-muted">{t(`banks.${bank.provider}.about`)}</p>
      </div>
      <Button
        variant={isFirst ? 'primary' : 'secondary'}
        pending={connecting?.pending ?? false}
        onClick={connecting?.start}
        aria-label={t('connectBank', { bank: name })}
      >
        {t('connect')}
      </Button>
      {connecting?.dialog}
    </li>
  );
}
