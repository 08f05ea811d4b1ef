'use client';

import dynamic from 'next/dynamic';
import { useState, type ReactNode } from 'react';

const Modal = dynamic(() => import('./modal'), { ssr: false });

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence under the title. */
  description?: string | undefined;
  /**
   * Buttons at the bottom, the primary one last. Leave out when the content brings its own form with buttons.
   */
  footer?: ReactNode;
  children?: ReactNode;
}

/**
 * A question in the middle of the page; the page behind waits. The code behind it is fetched when it first
 * opens, so a page that has dialogs costs no more than one that has none.
 */
export function Dialog(props: DialogProps) {
  return useOpenedOnce(props.open) ? <Modal shape="dialog" {...props} /> : null;
}

/** A form beside the page: from the right on a desk, from below on a phone. */
export function Sheet(props: DialogProps) {
  return useOpenedOnce(props.open) ? <Modal shape="sheet" {...props} /> : null;
}

function useOpenedOnce(open: boolean): boolean {
  const [opened, setOpened] = useState(open);
  if (open && !opened) setOpened(true);
  return opened;
}
