/** What is wrong with a whole form; nothing when there is nothing. */
export function FormError({ children }: { children: string | undefined }) {
  return children ? (
    <p role="alert" className="text-wrong">
      {children}
    </p>
  ) : null;
}
