import { RemixBrowser } from '@remix-run/react';
import { StrictMode, startTransition, useEffect } from 'react';
import { hydrateRoot } from 'react-dom/client';

/** What makes React 18 take over the page at once. */
const URGENT = ['mousedown', 'mouseup', 'touchstart', 'touchend', 'touchcancel', 'auxclick', 'dblclick', 'click']
  .concat(['pointerdown', 'pointerup', 'pointercancel', 'dragstart', 'dragend', 'drop', 'contextmenu'])
  .concat(['compositionstart', 'compositionend', 'keydown', 'keypress', 'keyup', 'input', 'textInput'])
  .concat(['copy', 'cut', 'paste', 'change', 'reset', 'submit']);

const keepFromReact = (event: Event) => event.stopPropagation();

/**
 * Until the page has come alive, what people do is between them and the browser: links and forms work without us. React
 * must not hear of it, because Remix waits for its data first, and a key pressed meanwhile would end in React's error
 * 345, "Root did not complete", and a page that stays dead.
 */
function Page() {
  useEffect(() => {
    for (const name of URGENT) window.removeEventListener(name, keepFromReact, true);
  }, []);
  return <RemixBrowser />;
}

for (const name of URGENT) window.addEventListener(name, keepFromReact, true);
startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <Page />
    </StrictMode>,
  );
});
