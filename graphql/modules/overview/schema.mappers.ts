import type { LeftOut, Overview } from '@/lib/insight/overview/data';

export type OverviewMapper = Overview;
export type MonthSummaryMapper = Overview['byMonth'][number] & { currency: string };
export type CategorySummaryMapper = Overview['byCategory'][number] & { currency: string };
export type NetWorthOnDateMapper = Overview['netWorthByMonth'][number] & { currency: string };
export type LeftOutMapper = LeftOut;
