'use client';

import { PanelLeft } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '@/components/ui/icon-button';
import { setNarrowSidebar } from './preferences';
import { usePreferences } from './use-preferences';

export function SidebarToggle() {
  const { narrowSidebar } = usePreferences();
  const t = useTranslations('frame');
  return (
    <IconButton
      label={t(narrowSidebar ? 'expand' : 'collapse')}
      aria-expanded={!narrowSidebar}
      onClick={() => setNarrowSidebar(!narrowSidebar)}
    >
      <PanelLeft aria-hidden />
    </IconButton>
  );
}
