import { useNavigation } from '@remix-run/react';

/** Whether a form of this page is on its way: the one with this intent, and this id where rows have forms of their own. */
export function useSending(): (intent: string, id?: string | number) => boolean {
  const { state, formData } = useNavigation();
  return (intent, id) =>
    state !== 'idle' && formData?.get('intent') === intent && (id === undefined || formData.get('id') === String(id));
}
