import { measureRates } from '@/lib/core/rates/metrics';
import { afterBooking } from '@/lib/intake/after-booking';
import { declareSubscribers } from '@/lib/ledger/door/subscribers';
import { measureJobs } from '@/lib/platform/jobs/metrics';

// What a floor has to know of those above it is said here, and nowhere else: who is told of bookings, and who
// sets gauges of their own. Every process imports this once.
declareSubscribers([afterBooking]);
measureJobs();
measureRates();
