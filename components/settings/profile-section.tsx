'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { errorsOf } from '@/components/api/input-error';
import { request } from '@/components/api/request';
import { setLocale, setTheme, themes } from '@/components/frame/preferences';
import { usePreferences } from '@/components/frame/use-preferences';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Segmented } from '@/components/ui/segmented';
import { Select } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import { UpdateViewer_Mutation, type Viewer } from './queries';
import { useSaving } from './use-saving';

const stored = { system: 'SYSTEM', light: 'LIGHT', dark: 'DARK' } as const;

/**
 * Who the person is, and how Saldo looks and speaks to them. Choices act at once; the name has a button.
 * `language` is the one this browser was told to use, '' for its own: like the theme, it may differ from what
 * the account brings to a new browser.
 */
export function ProfileSection({ viewer, language: inForce }: { viewer: Viewer; language: string }) {
  const t = useTranslations('settings');
  const { save, pending, textAt } = useSaving();
  const [name, setName] = useState(viewer.name ?? '');
  const [language, setLanguage] = useState(inForce);
  const [summary, setSummary] = useState(viewer.monthlySummary);
  const { theme } = usePreferences();

  const update = (
    input: { name?: string; locale?: 'en' | 'cs' | null; theme?: Viewer['theme']; monthlySummary?: boolean },
    done = t('saved'),
  ) => save(async () => errorsOf((await request(UpdateViewer_Mutation, { input })).updateViewer), done);

  return (
    <Card title={t('profile')} aside={<span className="text-muted">{viewer.email}</span>}>
      <form
        className="grid justify-items-start gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void update({ name });
        }}
      >
        <Field label={t('name')} error={textAt('name')} className="w-full max-w-sm">
          <Input
            value={name}
            maxLength={100}
            autoComplete="name"
            onChange={({ target }) => setName(target.value)}
          />
        </Field>
        <Button type="submit" pending={pending}>
          {t('saveName')}
        </Button>
      </form>
      <div className="mt-6 grid gap-5 sm:grid-cols-2">
        <Field label={t('language')} hint={t('languageHint')}>
          <Select
            value={language}
            onChange={({ target }) => {
              const locale = target.value === 'en' || target.value === 'cs' ? target.value : null;
              setLanguage(locale ?? '');
              setLocale(locale ?? '');
              void update({ locale });
            }}
          >
            <option value="">{t('languages.browser')}</option>
            <option value="cs" lang="cs">
              Čeština
            </option>
            <option value="en" lang="en">
              English
            </option>
          </Select>
        </Field>
        <div className="grid content-start gap-1.5">
          <span aria-hidden className="text-14 font-medium">
            {t('theme')}
          </span>
          <Segmented
            label={t('theme')}
            options={themes.map((value) => ({ value, label: t(`themes.${stored[value]}`) }))}
            value={theme}
            onValueChange={(next) => {
              setTheme(next);
              void update({ theme: stored[next] });
            }}
          />
        </div>
      </div>
      <div className="mt-6 grid max-w-sm gap-1.5">
        <Switch
          label={t('monthlySummary')}
          aria-describedby="monthly-summary-hint"
          checked={summary}
          className="font-medium"
          onChange={({ target }) => {
            setSummary(target.checked);
            const wanted = target.checked;
            void update(
              { monthlySummary: wanted },
              t(wanted ? 'monthlySummaryOn' : 'monthlySummaryOff'),
            ).then((saved) => saved || setSummary(!wanted));
          }}
        />
        <p id="monthly-summary-hint" className="text-12 text-muted">
          {t('monthlySummaryHint')}
        </p>
      </div>
    </Card>
  );
}
