'use client';

import { Command } from 'cmdk';
import {
  Activity,
  Coins,
  Eye,
  EyeOff,
  FileUp,
  Keyboard,
  Plus,
  Search,
  SunMoon,
  WalletCards,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import * as Dialog from 'radix-ui/dialog';
import { useState, type ReactNode } from 'react';
import { KeyHint } from '@/components/ui/key-hint';
import { fold } from '@/components/ui/use-listbox';
import { useReturnFocus } from '@/components/ui/use-return-focus';
import { destinations } from './destinations';
import { useOpenEntry } from './entry';
import type { FrameAccount } from './frame-account';
import { setPrivacy, setTheme } from './preferences';
import { usePreferences } from './use-preferences';

interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onShowShortcuts: () => void;
  accounts: readonly FrameAccount[];
}

export default function CommandPalette({
  open,
  onOpenChange,
  onShowShortcuts,
  accounts,
}: CommandPaletteProps) {
  const t = useTranslations('frame');
  const router = useRouter();
  const openEntry = useOpenEntry();
  const { theme, privacy } = usePreferences();
  const [query, setQuery] = useState('');
  const text = query.trim();
  const focus = useReturnFocus();

  const run = (action: () => void) => () => {
    onOpenChange(false);
    setQuery('');
    action();
  };
  const go = (href: string) => run(() => router.push(href));

  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[rgb(17_17_16/0.4)] fade-in" />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focus.remember}
          onCloseAutoFocus={focus.giveBack}
          className="fixed top-[12dvh] left-1/2 z-50 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 overflow-clip rounded-lg bg-card shadow-floating outline-none floating-in"
        >
          <Dialog.Title className="sr-only">{t('commandPalette')}</Dialog.Title>
          <Command
            label={t('commandPalette')}
            filter={(value, search) => (fold(value).includes(fold(search)) ? 1 : 0)}
          >
            <div className="flex items-center gap-3 border-b border-line px-4">
              <Search aria-hidden className="size-4.5 shrink-0 text-muted" />
              <Command.Input
                value={query}
                onValueChange={setQuery}
                placeholder={t('command')}
                className="h-12 w-full bg-transparent text-16 outline-none"
              />
            </div>
            <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto overscroll-contain p-1.5">
              <Command.Empty className="px-2.5 py-8 text-center text-muted">
                {t('commandNothing')}
              </Command.Empty>
              <Group heading={t('commandActions')}>
                <Row icon={<Plus />} shortcut="n" onSelect={run(() => openEntry())}>
                  {t('newTransaction')}
                </Row>
                <Row icon={<FileUp />} onSelect={go('/import')}>
                  {t('importFile')}
                </Row>
                <Row icon={privacy ? <Eye /> : <EyeOff />} onSelect={run(() => setPrivacy(!privacy))}>
                  {t(privacy ? 'privacyOff' : 'privacy')}
                </Row>
                {(['light', 'dark', 'system'] as const)
                  .filter((choice) => choice !== theme)
                  .map((choice) => (
                    <Row key={choice} icon={<SunMoon />} onSelect={run(() => setTheme(choice))}>
                      {`${t('theme')}: ${t(choice === 'light' ? 'themeLight' : choice === 'dark' ? 'themeDark' : 'themeSystem')}`}
                    </Row>
                  ))}
                <Row icon={<Keyboard />} shortcut="?" onSelect={run(onShowShortcuts)}>
                  {t('shortcuts')}
                </Row>
              </Group>
              <Group heading={t('commandGoTo')}>
                {destinations.map((destination) => (
                  <Row
                    key={destination.href}
                    icon={<destination.icon />}
                    shortcut={`g ${destination.key}`}
                    onSelect={go(destination.href)}
                  >
                    {t(destination.name)}
                  </Row>
                ))}
                <Row icon={<Coins />} onSelect={go('/settings/rates')}>
                  {t('rates')}
                </Row>
                <Row icon={<Activity />} onSelect={go('/settings/background-work')}>
                  {t('backgroundWork')}
                </Row>
              </Group>
              {accounts.length > 0 && (
                <Group heading={t('accounts')}>
                  {accounts.map((account) => (
                    <Row
                      key={account.id}
                      value={`${account.name} ${account.id}`}
                      icon={<WalletCards />}
                      onSelect={go(`/accounts/${account.id}`)}
                    >
                      {account.name}
                    </Row>
                  ))}
                </Group>
              )}
              {text && (
                <Command.Group forceMount>
                  <Row
                    forceMount
                    value={`search ${text}`}
                    icon={<Search />}
                    onSelect={go(`/transactions?text=${encodeURIComponent(text)}`)}
                  >
                    {t('searchTransactionsFor', { text })}
                  </Row>
                </Command.Group>
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-muted"
    >
      {children}
    </Command.Group>
  );
}

interface RowProps {
  icon: ReactNode;
  shortcut?: string;
  value?: string;
  forceMount?: boolean;
  onSelect: () => void;
  children: string;
}

function Row({ icon, shortcut, value, forceMount, onSelect, children }: RowProps) {
  return (
    <Command.Item
      value={value ?? children}
      forceMount={forceMount ?? false}
      onSelect={onSelect}
      className="flex h-10 cursor-pointer items-center gap-3 rounded-[6px] px-2.5 select-none data-[selected=true]:bg-grey-4 pointer-coarse:h-12"
    >
      <span aria-hidden className="text-muted [&_svg]:size-4">
        {icon}
      </span>
      <span className="truncate">{children}</span>
      {shortcut && (
        <span aria-hidden className="ml-auto flex gap-1">
          {shortcut.split(' ').map((key) => (
            <KeyHint key={key}>{key}</KeyHint>
          ))}
        </span>
      )}
    </Command.Item>
  );
}
