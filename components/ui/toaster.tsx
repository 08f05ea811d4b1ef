'use client';

import dynamic from 'next/dynamic';
import { useState, useSyncExternalStore } from 'react';
import { toastQueue } from './toast';

const ToasterContent = dynamic(() => import('./toaster-content'), { ssr: false });
const none = () => false;
const some = () => toastQueue.peek().length > 0;

/** Where toasts appear; once in the root layout. Costs nothing until there is a first one. */
export function Toaster() {
  const asked = useSyncExternalStore(toastQueue.subscribe, some, none);
  const [needed, setNeeded] = useState(false);
  if (asked && !needed) setNeeded(true);
  return needed ? <ToasterContent /> : null;
}
