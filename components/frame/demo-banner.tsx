import { getTranslations } from 'next-intl/server';
import { Banner } from '@/components/ui/banner';
import { LinkButton } from '@/components/ui/link-button';

/** For AppFrame's `banner`: says that the household is made up and offers the way to one's own. */
export async function DemoBanner() {
  const t = await getTranslations('frame');
  return (
    <Banner
      className="mb-6"
      action={
        <LinkButton href="/register" size="sm">
          {t('demoAction')}
        </LinkButton>
      }
    >
      {t('demo')}
    </Banner>
  );
}
