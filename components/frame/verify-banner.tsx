import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/ui/link-button';

/**
 * For AppFrame's `banner`: the person can do everything, but their address is not confirmed. Nobody could
 * help them back in.
 */
export async function VerifyBanner({ email }: { email: string }) {
  const t = await getTranslations('security');
  return (
    <div
      role="status"
      className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg bg-attention-soft py-1.5 pr-1.5 pl-3 text-14 lg:mb-6 lg:pl-4"
    >
      <p className="min-w-0 flex-1 basis-56 break-words">{t('verifyBanner', { email })}</p>
      <LinkButton href="/settings/security" size="sm">
        {t('verifyBannerAction')}
      </LinkButton>
    </div>
  );
}
