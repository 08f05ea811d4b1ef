import { useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';

const known = ['refused', 'forbidden', 'unknown', 'bank', 'failed'] as const;

/** What became of a way to the bank and back that ended without a connection, as the address says. */
export function PageProblem({ code }: { code: string | undefined }) {
  const t = useTranslations('connections');
  const problem = known.find((one) => one === code);
  if (!problem) return null;
  return (
    <Banner tone={problem === 'refused' ? 'attention' : 'wrong'} className="mb-6">
      {t(`pageProblems.${problem}`)}
    </Banner>
  );
}
