'use client';

import { ListFilter, ReceiptText, Search, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useSearchParams } from 'next/navigation';
import dynamic from 'next/dynamic';
import { useEffect, useMemo, useRef, useState, type ComponentProps } from 'react';
import { EntryButton, useOpenEntry } from '@/components/frame/entry';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/input';
import { LinkButton } from '@/components/ui/link-button';
import { PageHeader } from '@/components/ui/page-header';
import { Popover } from '@/components/ui/popover';
import type { Choices } from './queries';
import { noFilters, readFilters, toApiFilter, writeFilters, type ListFilters } from './filter';
import { TransactionList } from './transaction-list';
import type { InitialPage } from './use-transaction-pages';

const FilterChips = dynamic(() => import('./filter-chips').then((module) => module.FilterChips));
const FilterPanel = dynamic(() => import('./filter-panel').then((module) => module.FilterPanel));
/** Long enough not to ask after each letter, short enough to feel immediate. */
const TYPING_MS = 180;

/**
 * The page of all transactions: search and filters live in its address, so that a view can be kept, shared
 * and gone back to.
 */
export function TransactionsView({ initial, choices }: { initial: InitialPage; choices: Choices }) {
  const t = useTranslations('transactions');
  const search = useSearchParams().toString();
  const filters = useMemo(() => readFilters(search), [search]);
  const apiFilter = useMemo(() => toApiFilter(filters), [filters]);
  const isFiltered = Object.keys(apiFilter).length > 0;
  const count = writeFilters({ ...filters, text: '', order: noFilters.order })
    .split('&')
    .filter(Boolean).length;

  return (
    <>
      <PageHeader
        title={t('title')}
        middle={
          <div className="flex w-full gap-2 sm:w-auto">
            <SearchInput filters={filters} />
            <Popover label={t('filter')} align="end" trigger={<FilterButton count={count} />}>
              {(close) => (
                <FilterPanel
                  filters={filters}
                  choices={choices}
                  onChange={(next) => show(next, 'push')}
                  onDone={close}
                />
              )}
            </Popover>
          </div>
        }
        action={<EntryButton />}
      />
      {search !== '' && (
        <FilterChips filters={filters} choices={choices} onChange={(next) => show(next, 'push')} />
      )}
      <TransactionList
        filter={apiFilter}
        orderBy={filters.order}
        initial={initial}
        choices={choices}
        empty={isFiltered ? <NothingMatches /> : <NoTransactions />}
      />
    </>
  );
}

/**
 * Next follows the browser's own history, so the page's parameters change without asking the server for the
 * page again.
 */
function show(filters: ListFilters, how: 'push' | 'replace') {
  const query = writeFilters(filters);
  const address = query ? `?${query}` : window.location.pathname;
  if (how === 'push') window.history.pushState(null, '', address);
  else window.history.replaceState(null, '', address);
}

function SearchInput({ filters }: { filters: ListFilters }) {
  const t = useTranslations('transactions');
  const [typed, setTyped] = useState(filters.text);
  const [known, setKnown] = useState(filters.text);
  const input = useRef<HTMLInputElement>(null);
  // The address changed by other means: back, a link, "clear filters".
  if (known !== filters.text) {
    setKnown(filters.text);
    if (typed.trim() !== filters.text) setTyped(filters.text);
  }
  useEffect(() => {
    if (typed.trim() === filters.text) return;
    const timer = setTimeout(() => show({ ...filters, text: typed.trim() }, 'replace'), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, filters]);
  useEffect(() => {
    if (window.location.hash === '#search') input.current?.focus();
  }, []);

  return (
    <span className="relative block min-w-0 flex-1 sm:w-64">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
      />
      <Input
        ref={input}
        id="search"
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        maxLength={200}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && typed === '') event.currentTarget.blur();
        }}
        className="pl-9"
      />
    </span>
  );
}

function FilterButton({ count, ...props }: ComponentProps<'button'> & { count: number }) {
  const t = useTranslations('transactions');
  return (
    <Button {...props}>
      <ListFilter aria-hidden />
      <span className="max-sm:sr-only">{t('filter')}</span>
      {count > 0 && (
        <span className="rounded-sm bg-accent px-1.5 text-12 text-on-accent">
          <span aria-hidden>{count}</span>
          <span className="sr-only">{t('filterCount', { count })}</span>
        </span>
      )}
    </Button>
  );
}

function NothingMatches() {
  const t = useTranslations('transactions');
  return (
    <EmptyState
      icon={<SearchX />}
      title={t('nothingMatches')}
      action={<Button onClick={() => show(noFilters, 'push')}>{t('clearFilters')}</Button>}
    />
  );
}

function NoTransactions() {
  const t = useTranslations('transactions');
  const openEntry = useOpenEntry();
  return (
    <EmptyState
      icon={<ReceiptText />}
      title={t('empty')}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          <Button variant="primary" onClick={() => openEntry()}>
            {t('newTransaction')}
          </Button>
          <LinkButton href="/import">{t('importFile')}</LinkButton>
        </div>
      }
    />
  );
}
