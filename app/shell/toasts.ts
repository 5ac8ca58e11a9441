/** What was just done in this page, with the decision that can be undone. */
export interface Toast {
  /** Empty: it is said elsewhere, and only the way back is new. */
  readonly message: string;
  readonly decisionId: number | null;
}

const NAME = 'refrain:said';

export function say(toast: Toast): void {
  window.dispatchEvent(new CustomEvent(NAME, { detail: toast }));
}

export function onSaid(listen: (toast: Toast) => void): () => void {
  // Only `say` sends events of this name.
  const heard = (event: Event) => listen((event as CustomEvent<Toast>).detail);
  window.addEventListener(NAME, heard);
  return () => window.removeEventListener(NAME, heard);
}
