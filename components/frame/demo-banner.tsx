import { getTranslations } from 'next-intl/server';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';

interface DemoBannerProps {
  /** A server action: leaves the demo and goes where one's own household is made. */
  startOwn: () => Promise<void>;
}

/** For AppFrame's `banner`: says that the household is made up and offers the way to one's own. */
export async function DemoBanner({ startOwn }: DemoBannerProps) {
  const t = await getTranslations('frame');
  return (
    <Banner
      className="mb-6"
      action={
        <form action={startOwn}>
          <Button type="submit" size="sm">
            {t('demoAction')}
          </Button>
        </form>
      }
    >
      {t('demo')}
    </Banner>
  );
}
