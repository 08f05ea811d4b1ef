import { getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';

interface DeletionBannerProps {
  text: string;
  /** A server action that keeps what is to be deleted; null for who may not decide that. */
  keep: (() => Promise<void>) | null;
}

/** For AppFrame's `banner`: something will be deleted, and until then one button keeps it. */
export async function DeletionBanner({ text, keep }: DeletionBannerProps) {
  const t = await getTranslations('data');
  return (
    <div
      role="status"
      className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg bg-wrong-soft py-1.5 pr-1.5 pl-3 text-14 lg:mb-6 lg:pl-4"
    >
      <p className="min-w-0 flex-1 basis-56 break-words">{text}</p>
      {keep && (
        <form action={keep}>
          <Button type="submit" size="sm">
            {t('keep')}
          </Button>
        </form>
      )}
    </div>
  );
}
