import { afterBooking } from '@/lib/intake/after-booking';
import { declareSubscribers } from '@/lib/ledger/door/subscribers';

// Who above the ledger is told of bookings. Every process that books imports this once, before anything else of lib.
declareSubscribers([afterBooking]);
