import { useEffect, useEffectEvent, useState } from 'react';

const hasFiles = (transfer: DataTransfer | null) => transfer?.types.includes('Files') ?? false;
const isField = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;

/** The file of a paste: one that was copied in a file manager, or a copied table as a file of its text. */
function pastedFile(transfer: DataTransfer | null): File | null {
  const file = transfer?.files[0];
  if (file) return file;
  const text = transfer?.getData('text/plain') ?? '';
  return text.includes('\n') ? new File([text], 'pasted.csv', { type: 'text/csv' }) : null;
}

/**
 * Takes a file that is dropped or pasted anywhere on the page. Returns whether one is being dragged over it.
 */
export function useFileIntake(onFile: (file: File) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const take = useEffectEvent(onFile);
  useEffect(() => {
    // Each element under the pointer reports being entered and left; the page is left when as many were left
    // as entered.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      depth += 1;
      setIsOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      depth = Math.max(0, depth - 1);
      setIsOver(depth > 0);
    };
    // Without this the browser would open the file instead of the page.
    const over = (event: DragEvent) => {
      if (hasFiles(event.dataTransfer)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      depth = 0;
      setIsOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) take(file);
    };
    const paste = (event: ClipboardEvent) => {
      if (isField(event.target)) return;
      const file = pastedFile(event.clipboardData);
      if (!file) return;
      event.preventDefault();
      take(file);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
      window.removeEventListener('paste', paste);
    };
  }, []);
  return isOver;
}
