import { Amount } from '@/components/money/amount';

export interface TooltipRow {
  label: string;
  amount: string;
  color?: string | undefined;
  signed?: boolean;
}

export function TooltipRows({
  title,
  rows,
  currency,
  note,
}: {
  title: string;
  rows: readonly TooltipRow[];
  currency: string;
  note?: string | undefined;
}) {
  return (
    <div className="grid gap-1">
      <p className="font-medium">{title}</p>
      {rows.map((row) => (
        <p key={row.label} className="flex items-center justify-between gap-4">
          <span className="flex items-center gap-1.5 text-muted">
            {row.color && <span className="size-2 rounded-full" style={{ background: row.color }} />}
            {row.label}
          </span>
          <Amount amount={row.amount} currency={currency} signed={row.signed ?? false} />
        </p>
      ))}
      {note && <p className="text-muted">{note}</p>}
    </div>
  );
}
