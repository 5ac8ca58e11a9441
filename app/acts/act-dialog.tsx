import { Dialog } from 'radix-ui';
import type { FormEvent, ReactNode } from 'react';
import { Button, buttonLook } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import type { ActAnswer } from './act.ts';

/** The frame of every act that asks something first: Enter does it, Escape leaves it, a refusal keeps what was typed. */
export function ActDialog({
  title,
  children,
  button,
  isSending,
  isReady = true,
  refusal,
  onSubmit,
  onAgain,
  onClose,
}: {
  title: string;
  children: ReactNode;
  button: string;
  isSending: boolean;
  isReady?: boolean;
  refusal: (ActAnswer & { isDone: false }) | null;
  onSubmit: () => void;
  /** Sends it again, over what somebody else has done meanwhile. */
  onAgain?: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/30" />
        <Dialog.Content
          aria-describedby={undefined}
          className="scroll-pane fixed z-50 max-h-[85dvh] w-[min(34rem,100vw)] bg-raised p-4 shadow-pop max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-t-xl sm:top-[12vh] sm:left-1/2 sm:-translate-x-1/2 sm:rounded-xl"
        >
          <form
            onSubmit={(event: FormEvent) => {
              event.preventDefault();
              if (isReady && !isSending) onSubmit();
            }}
          >
            <div className="mb-3 flex items-start justify-between gap-4">
              <Dialog.Title className="text-base font-semibold text-balance">{title}</Dialog.Title>
              <Dialog.Close
                type="button"
                className={buttonLook({ variant: 'ghost', size: 'icon', className: '-mt-1 -mr-1' })}
                aria-label="Close"
              >
                <Icon name="close" size={14} />
              </Dialog.Close>
            </div>
            {children}
            {refusal ? (
              <Notice tone={refusal.isConflict ? 'warning' : 'danger'} className="mt-3">
                <p>{refusal.message}</p>
                {refusal.isConflict && onAgain ? (
                  <Button type="button" size="sm" className="mt-2" onClick={onAgain} disabled={isSending}>
                    Do it all the same
                  </Button>
                ) : null}
              </Notice>
            ) : null}
            <div className="mt-4 flex justify-end gap-2">
              <Dialog.Close type="button" className={buttonLook({ variant: 'ghost' })}>
                Cancel
              </Dialog.Close>
              <Button variant="primary" disabled={!isReady || isSending}>
                {button}
              </Button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
