import { useEffect, useId, useState } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

/** A text to take elsewhere. Where scripts do not run it can still be selected and copied by hand. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const id = useId();
  const [state, setState] = useState<'unavailable' | 'ready' | 'copied'>('unavailable');
  useEffect(() => {
    if (window.isSecureContext && 'clipboard' in navigator) setState('ready');
  }, []);
  useEffect(() => {
    if (state !== 'copied') return;
    const timer = setTimeout(() => setState('ready'), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-xs font-medium">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          readOnly
          value={value}
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          className="h-8 w-full min-w-0 rounded-md border border-line-control bg-pane px-2.5 font-mono text-xs text-ink max-md:h-10"
        />
        {state === 'unavailable' ? null : (
          <Button
            type="button"
            className="w-24 max-md:h-10"
            onClick={async () => {
              await navigator.clipboard.writeText(value);
              setState('copied');
            }}
          >
            <Icon name={state === 'copied' ? 'check' : 'file'} size={14} />
            <span aria-live="polite">{state === 'copied' ? 'Copied' : 'Copy'}</span>
          </Button>
        )}
      </div>
    </div>
  );
}
