'use client';

import { createContext, use, useMemo, useState, type ReactNode } from 'react';

/**
 * The category that is pointed at anywhere on the page; `parentId` where a subcategory is shown only as part
 * of its parent.
 */
export interface ActiveCategory {
  id: string;
  parentId?: string | null;
}

const Context = createContext<{
  active: ActiveCategory | null;
  setActive: (active: ActiveCategory | null) => void;
}>({ active: null, setActive: () => {} });

export function ActiveCategoryProvider({ children }: { children: ReactNode }) {
  const [active, setActive] = useState<ActiveCategory | null>(null);
  return <Context value={useMemo(() => ({ active, setActive }), [active])}>{children}</Context>;
}

export function useActiveCategory() {
  return use(Context);
}
