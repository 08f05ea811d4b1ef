'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type ComponentProps } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';

/** A password that can be looked at while it is typed. `what` names it, for the button's label. */
export function PasswordInput({ what, ...props }: ComponentProps<typeof Input> & { what: string }) {
  const t = useTranslations('settings');
  const [shown, setShown] = useState(false);
  return (
    <span className="relative block">
      <Input {...props} type={shown ? 'text' : 'password'} spellCheck={false} autoCapitalize="none" className="pr-11" />
      <IconButton label={t(shown ? 'hidePassword' : 'showPassword', { what })} onClick={() => setShown(!shown)} className="absolute top-1/2 right-0.5 size-8 -translate-y-1/2">
        {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      </IconButton>
    </span>
  );
}
