export type { BackgroundJob as BackgroundJobMapper } from '@/lib/platform/jobs/data';
