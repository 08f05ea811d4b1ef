import { notFound } from 'next/navigation';

/** Every address that is no page: says so inside the frame, to people who are signed in. */
export default function MissingPage() {
  notFound();
}
