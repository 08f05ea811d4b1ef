'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { request } from '@/components/api/request';
import { setLocale, setTheme } from '@/components/frame/preferences';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Segmented } from '@/components/ui/segmented';
import { Select } from '@/components/ui/select';
import { UpdateViewer_Mutation, type Viewer } from './queries';
import { useSaving } from './use-saving';

const themes = { SYSTEM: 'system', LIGHT: 'light', DARK: 'dark' } as const;

/** Who the person is, and how Saldo looks and speaks to them. Choices act at once; the name has a button. */
export function ProfileSection({ viewer }: { viewer: Viewer }) {
  const t = useTranslations('settings');
  const { save, pending, textAt } = useSaving();
  const [name, setName] = useState(viewer.name ?? '');
  const [language, setLanguage] = useState(viewer.locale ?? 'browser');
  const [theme, chooseTheme] = useState(viewer.theme);

  const update = (input: { name?: string; locale?: 'en' | 'cs' | null; theme?: Viewer['theme'] }) =>
    save(async () => (await request(UpdateViewer_Mutation, { input })).updateViewer.errors, t('saved'));

  return (
    <Card title={t('profile')} aside={<span className="text-muted">{viewer.email}</span>}>
      <form
        className="flex flex-wrap items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void update({ name });
        }}
      >
        <Field label={t('name')} error={textAt('name')} className="min-w-0 flex-1 basis-56">
          <Input value={name} maxLength={100} autoComplete="name" onChange={({ target }) => setName(target.value)} />
        </Field>
        <Button type="submit" pending={pending} className="mt-[1.85rem]">
          {t('saveName')}
        </Button>
      </form>
      <div className="mt-5 grid gap-5 sm:grid-cols-2">
        <Field label={t('language')} hint={t('languageHint')}>
          <Select
            value={language}
            onChange={({ target }) => {
              const locale = target.value === 'en' || target.value === 'cs' ? target.value : null;
              setLanguage(locale ?? 'browser');
              // An empty choice lets the browser's language decide.
              setLocale(locale ?? '');
              void update({ locale });
            }}
          >
            <option value="browser">{t('languages.browser')}</option>
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
            options={(['SYSTEM', 'LIGHT', 'DARK'] as const).map((value) => ({ value, label: t(`themes.${value}`) }))}
            value={theme}
            onValueChange={(next) => {
              chooseTheme(next);
              setTheme(themes[next]);
              void update({ theme: next });
            }}
          />
        </div>
      </div>
    </Card>
  );
}
