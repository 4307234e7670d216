import { useShell } from '../components/index.js';

/** The browser's title of a page with a form: "Error: " comes first when the form has to be put right. */
export function FormTitle({ title, hasErrors }: { readonly title: string; readonly hasErrors: boolean }) {
  const { theme } = useShell();
  return <title>{`${hasErrors ? 'Error: ' : ''}${title} – ${theme.name}`}</title>;
}
