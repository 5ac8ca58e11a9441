import { Form, useNavigation } from '@remix-run/react';
import { clsx } from 'clsx';
import { type DragEvent, useRef, useState } from 'react';
import { formatBytes } from '../format.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

/** Choose or drop a file. Without scripts it is a plain file field with a button. */
export function UploadForm({ maxMegabytes }: { maxMegabytes: number }) {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<{ name: string; size: number } | null>(null);
  const [isOver, setOver] = useState(false);
  const { state, formAction } = useNavigation();
  const isSending = state !== 'idle' && formAction?.startsWith('/imports') === true;

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (!input.current || event.dataTransfer.files.length === 0) return;
    input.current.files = event.dataTransfer.files;
    onChange();
  }
  function onChange() {
    const chosen = input.current?.files?.[0];
    setFile(chosen ? { name: chosen.name, size: chosen.size } : null);
  }

  return (
    <Form method="post" encType="multipart/form-data">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a short cut; the field inside does the same */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={clsx(
          'flex flex-col items-center rounded-xl border border-dashed px-6 py-10 text-center transition-colors',
          isOver ? 'border-accent bg-accent-soft' : 'border-line-strong bg-ground',
        )}
      >
        <span className="mb-3 grid size-10 place-items-center rounded-xl border border-line bg-pane text-muted">
          <Icon name={file ? 'file' : 'upload'} size={18} />
        </span>
        <label htmlFor="import-file" className="text-base font-semibold">
          {file ? file.name : 'Drop a file here, or choose one'}
        </label>
        <p id="import-file-hint" className="mt-1 max-w-sm text-muted">
          {file
            ? `${formatBytes(file.size)}. Nothing is imported before you have checked its columns.`
            : `CSV, JSON Lines, JSON or XLSX, gzipped if you like, up to ${maxMegabytes} MB.`}
        </p>
        <input
          ref={input}
          id="import-file"
          type="file"
          name="file"
          required
          aria-describedby="import-file-hint"
          accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.xlsx,.gz"
          onChange={onChange}
          className="mt-4 max-w-full text-xs text-muted file:mr-3 file:h-8 file:cursor-pointer file:rounded-md file:border file:border-solid file:border-line-strong file:bg-pane file:px-3 file:text-sm file:font-medium file:text-ink"
        />
        <Button variant="primary" className="mt-5" disabled={isSending}>
          {isSending ? 'Uploading…' : 'Upload and check'}
        </Button>
      </div>
    </Form>
  );
}
