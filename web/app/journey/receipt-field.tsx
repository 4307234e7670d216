import { FileUpload } from '../components/index.js';

const TEN_MEGABYTES = 10 * 1024 * 1024;

/** A receipt as a phone or computer has it. The word "photo" makes phones offer the camera. */
export function ReceiptField({ label, error }: { readonly label: string; readonly error?: string | undefined }) {
  return (
    <FileUpload
      name="receipt"
      label={label}
      labelOptions={{ className: 'govuk-label--s' }}
      hint="A photo or a PDF, 10 MB at most. We take out where the photo was made."
      accept="image/jpeg,image/png,image/webp,application/pdf"
      error={error}
    />
  );
}

export type SentReceipt =
  { readonly kind: 'none' } | { readonly kind: 'too-large' } | { readonly kind: 'file'; readonly base64: string };

/** The file of a form. Browsers send an empty one when none was chosen. */
export async function sentReceipt(form: FormData): Promise<SentReceipt> {
  const file = form.get('receipt');
  if (!(file instanceof File) || file.size === 0) return { kind: 'none' };
  if (file.size > TEN_MEGABYTES) return { kind: 'too-large' };
  return { kind: 'file', base64: Buffer.from(await file.arrayBuffer()).toString('base64') };
}

export const tooLargeProblem = {
  field: 'receipt',
  message: 'Choose a file of at most 10 MB, or take a smaller photo',
} as const;
