import type { Ref } from 'react';

interface FileInputProps {
  /** A button of the page opens it by a click. */
  ref: Ref<HTMLInputElement>;
  label: string;
  accept: string;
  onFile: (file: File) => void;
}

/** The browser's own field for one file, which no eye sees: what is pressed is a button beside it. */
export function FileInput({ ref, label, accept, onFile }: FileInputProps) {
  return (
    <input
      ref={ref}
      type="file"
      accept={accept}
      aria-label={label}
      tabIndex={-1}
      className="sr-only"
      onChange={(event) => {
        const file = event.target.files?.[0];
        // Choosing the same file again must be a change again.
        event.target.value = '';
        if (file) onFile(file);
      }}
    />
  );
}
