import { UserPen } from 'lucide-react';
import type { ReactNode } from 'react';
import { Tooltip } from '@/components/ui/tooltip';

/**
 * A field with a small mark beside its label when its value is not the bank's; `text` says what the bank
 * says.
 */
export function Marked({ text, children }: { text: string | undefined; children: ReactNode }) {
  return (
    <div className="relative min-w-0">
      {children}
      {text && (
        <span className="absolute top-0 right-0 text-muted">
          <Tooltip label={text}>
            <UserPen role="img" aria-label={text} className="size-4" />
          </Tooltip>
        </span>
      )}
    </div>
  );
}
