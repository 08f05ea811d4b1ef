export type { BackgroundJob as BackgroundJobMapper } from '@/lib/jobs/data';
