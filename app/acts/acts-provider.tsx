import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useMemo, useState } from 'react';
import type { DialogAct } from './act-dialogs.tsx';

const ActDialogs = lazy(() => import('./act-dialogs.tsx'));

interface Acts {
  readonly open: (act: DialogAct) => void;
}
const ActsContext = createContext<Acts | null>(null);

/** Lets every part of the workbench open the dialog of an act. The dialogs load when the first one is opened. */
export function ActsProvider({
  people,
  children,
}: {
  people: readonly { readonly id: string; readonly name: string }[];
  children: ReactNode;
}) {
  const [act, setAct] = useState<DialogAct | null>(null);
  const acts = useMemo(() => ({ open: setAct }), []);
  const close = useCallback(() => setAct(null), []);
  return (
    <ActsContext.Provider value={acts}>
      {children}
      {act ? (
        <Suspense>
          <ActDialogs act={act} people={people} onClose={close} />
        </Suspense>
      ) : null}
    </ActsContext.Provider>
  );
}

/** Null where nothing can be done: for those who only read. */
export function useOpenAct(): ((act: DialogAct) => void) | null {
  return useContext(ActsContext)?.open ?? null;
}
