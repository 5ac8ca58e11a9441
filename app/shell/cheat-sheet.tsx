import { Dialog } from 'radix-ui';
import { Fragment } from 'react';
import { buttonLook } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { SHORTCUT_GROUPS } from './shortcut-list.ts';

/** Loaded only when first opened. */
export default function CheatSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/30" />
        <Dialog.Content
          aria-describedby={undefined}
          className="scroll-pane fixed top-1/2 left-1/2 z-50 max-h-[85vh] w-[min(40rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-xl bg-raised p-5 shadow-pop"
        >
          <div className="mb-4 flex items-center justify-between">
            <Dialog.Title className="text-base font-semibold">Keyboard shortcuts</Dialog.Title>
            <Dialog.Close className={buttonLook({ variant: 'ghost', size: 'icon' })} aria-label="Close">
              <Icon name="close" />
            </Dialog.Close>
          </div>
          <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
            {SHORTCUT_GROUPS.map((group) => (
              <section key={group.title}>
                <h3 className="mb-1.5 text-xs font-medium text-muted">{group.title}</h3>
                <dl className="grid grid-cols-[1fr_auto] gap-y-1">
                  {group.shortcuts.map((shortcut) => (
                    <Fragment key={shortcut.does}>
                      <dt>{shortcut.does}</dt>
                      <dd className="flex gap-1">
                        {shortcut.keys.map((key) => (
                          <kbd
                            key={key}
                            className="min-w-5 rounded border border-line-strong bg-sunken px-1 text-center text-xs text-muted"
                          >
                            {key}
                          </kbd>
                        ))}
                      </dd>
                    </Fragment>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
